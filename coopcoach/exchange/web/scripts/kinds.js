// The kinds of prompts and of values: one entry each.
//
// A kind of prompt has:
//   value    the kind of its value
//   remark   the key of the label of its remark field; null if the value is the whole answer
//   hint     returns a line for below the help
//   rows     whether its control is a list of rows, each with labels of its own
//   control  draws its control
//   write    returns a value (or null) as in the answers file
//   read     returns the value of the lines of a block, or null
//   cell     draws and reads a table cell, if columns may have the kind; `unread`: the control shows unreadable text

const optionsKind = {
  value: "options", remark: "remark", control: optionsControl, write: writeTasks, read: readTasks,
};

function textKind(height, cellHeight) {
  const control = (rows) => (question, value, place, change) => textControl(question, value, place, change, rows);
  return {
    value: "text",
    remark: null,
    control: control(height),
    write: (question, value) => encodeText(value?.text ?? ""),
    read: (question, lines) => {
      const text = decodeText(lines.join("\n"));
      return text ? { kind: "text", text } : null;
    },
    cell: { control: control(cellHeight), read: (column, text) => ({ kind: "text", text }) },
  };
}

function measureKind(kind, readMeasure, write) {
  const read = (question, text) => {
    const value = readMeasure(question, text);
    return value === null ? null : { kind, value };
  };
  return {
    value: kind,
    remark: "remark",
    control: measureControl,
    write: (question, value) => (value ? write(question, value.value) : ""),
    read: (question, lines) => (lines.length === 1 ? read(question, lines[0]) : null),
    cell: { control: measureControl, read, unread: true },
  };
}

const KINDS = {
  text: textKind(2, 1),
  long: textKind(6, 3),
  choice: { ...optionsKind, value: "choice", cell: { control: choiceCell, read: readChoice } },
  multi: { ...optionsKind, hint: () => say("tick_some") },
  check: { ...optionsKind, cell: { control: yesNoControl, read: readYesNo } },
  scale: {
    value: "scale",
    remark: "why",
    control: scaleControl,
    write: (prompt, value) => (value ? `**${value.value}** ${say("of")} ${prompt.max}` : ""),
    read: readScaleLine,
    cell: {
      control: scaleControl,
      read: (column, text) => (/^[0-9]{1,3}$/.test(text) ? readScale(column, text) : null),
    },
  },
  ranking: {
    value: "ranking",
    remark: "remark",
    hint: ({ top, options }) => (top && top < options.length ? say("rank_top", { n: top }) : say("rank_all")),
    control: rankingControl,
    write: writeRanking,
    read: readRanking,
  },
  number: measureKind(
    "number",
    (question, text) => readNumber(text, question.units),
    (question, value) => writeNumber(value, question.unit),
  ),
  date: measureKind("date", (question, text) => readDate(text), (question, value) => value),
  table: {
    value: "table", remark: "remark", rows: true, control: tableControl, write: writeTable, read: readTable,
  },
  rules: {
    value: "rules", remark: "remark", rows: true, control: rulesControl, write: writeRules, read: readRules,
  },
};

const textCell = {
  cellWords: (column, cell) => cell.text,
  write: (column, cell) => encodeLine(cell.text),
};

// A kind of value has its words on the page and, if a cell may have it, the text of a cell in the answers file.
const VALUES = {
  text: { words: textInWords, ...textCell },
  unread: textCell,
  choice: {
    words: optionsInWords,
    cellWords: choiceWords,
    write: (column, cell) => encodeLine(choiceWords(column, cell)),
  },
  options: { words: optionsInWords },
  "yes-no": {
    cellWords: (column, cell) => say(cell.value ? "yes" : "no"),
    write: (column, cell) => (cell.value ? "[x]" : "[ ]"),
  },
  scale: {
    cellWords: (column, cell) => say("scale_words", { n: cell.value, max: column.max }),
    write: (column, cell) => String(cell.value),
  },
  ranking: { words: rankingInWords },
  number: {
    cellWords: (column, cell) => `${writeNumber(cell.value, "")} ${column.unitWords}`.trim(),
    write: (column, cell) => writeNumber(cell.value, column.unit),
  },
  date: { cellWords: (column, cell) => shortDate(cell.value), write: (column, cell) => cell.value },
  table: { words: tableInWords },
  rules: { words: rulesInWords },
};

function entryOf(table, kind) {
  if (!(kind in table)) throw new Error(`kinds.js has no kind "${kind}"`);
  return table[kind];
}

const kindOf = (question) => entryOf(KINDS, question.kind);
const cellKindOf = (column) => entryOf(KINDS, column.kind).cell;
const valueKindOf = (value) => entryOf(VALUES, value.kind);
