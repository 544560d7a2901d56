// Writes the answers file as the program does.

const NOTHING = "–";
const STANCES = ["dont-know", "talk-live", "rather-not"];
const VISIBILITIES = ["both", "coach", "me"];

// Who sees an answer whose owner has not said so.
const seenBy = (id) => promptOf(id)?.seenBy ?? "both";

function blankAnswer(id) {
  return { value: null, remark: "", stance: null, visibility: seenBy(id) };
}

// Text in a number field is written as a remark.
function remarkOf(answer) {
  return [answer.unread, answer.remark].filter(Boolean).join("\n");
}

// An empty text of one's own among options is no blank: the box is ticked.
function isUnset(value) {
  const unset = ([name, field]) =>
    name === "kind" || field === null || (field?.length === 0 && name !== "other");
  return !value || Object.entries(value).every(unset);
}

function isBlank(answer) {
  return !answer.stance && !remarkOf(answer) && isUnset(answer.value);
}

function writeTasks(question, value) {
  const chosen = value?.kind === "choice" ? [value.option] : value?.options ?? [];
  const other = value?.other ?? null;
  const lines = question.options.map(
    (o) => `- [${chosen.includes(o.id) ? "x" : " "}] ${encodeLine(o.label)} {#${o.id}}`,
  );
  if (question.other) {
    const words = `${say("other")}: ${encodeLine(other ?? "")}`.replace(/ +$/, "");
    lines.push(`- [${other === null ? " " : "x"}] ${words} {#other}`);
  }
  return lines.join("\n");
}

function writeRanking(question, value) {
  const label = (id) => encodeLine(question.options.find((o) => o.id === id)?.label ?? id);
  return (value?.order ?? []).map((id, i) => `${i + 1}. ${label(id)} {#${id}}`).join("\n");
}

function writeRules(question, value) {
  return (value?.rules ?? [])
    .flatMap(({ rule, sign }) => {
      const first = `- ${encodeLine(rule)}`.replace(/ +$/, "");
      return sign ? [first, `    - ${encodeLine(sign)}`] : [first];
    })
    .join("\n");
}

function writeTable(prompt, value) {
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const rows = value?.rows ?? [];
  const cellsOf = (row) => prompt.columns.map((column) => writeCell(column, row?.cells[column.id]));
  const head = prompt.columns.map((column) => encodeLine(column.label));
  if (prompt.rows.length) head.unshift(" ");
  const lines = [line(head), line(head.map(() => "---"))];
  if (prompt.rows.length) {
    for (const fixed of prompt.rows) {
      const row = rows.find((each) => each.row === fixed.id);
      lines.push(line([encodeLine(fixed.label), ...cellsOf(row)]));
    }
  } else {
    lines.push(...rows.map((row) => line(cellsOf(row))));
  }
  return lines.join("\n");
}

function writeCell(column, cell) {
  return cell ? valueKindOf(cell).write(column, cell) : "";
}

function choiceWords(question, value) {
  if (!value.option) return value.other ?? "";
  return question.options.find((o) => o.id === value.option)?.label ?? value.option;
}

function writeAnswer(prompt, answer) {
  const kind = kindOf(prompt);
  const block = kind.write(prompt, answer.value);
  if (kind.remark === null) return block;
  const remark = remarkOf(answer);
  return remark ? `${block || NOTHING}\n\n${encodeRemark(remark)}` : block;
}

function writeHeading(part, answer) {
  const stance = answer.stance ? ` stance=${answer.stance}` : "";
  const open = answer.visibility === "both" && seenBy(part.id) === "both";
  const visibility = open ? "" : ` visibility=${answer.visibility}`;
  return `${part.head} {#${part.id}${stance}${visibility}}`;
}

function writeBody(answers) {
  const parts = book.file.parts.map((part, i) => {
    if (typeof part === "string") return part;
    const answer = answers[part.id] ?? blankAnswer(part.id);
    const body = writeAnswer(promptOf(part.id), answer);
    const gap = i + 1 < book.file.parts.length ? "\n" : "";
    return `${writeHeading(part, answer)}\n${body ? `\n${body}\n` : ""}${gap}`;
  });
  return parts.join("");
}

// Writes a copy with all answers, also those for the owner alone.
function writeCopy(answers) {
  return `${book.file.open}---\n${writeBody(answers)}`;
}

// Writes the file for the coach: sealed, without answers for the owner alone.
function writeHandedIn(answers, time) {
  const shared = Object.entries(answers).map(([id, answer]) => [
    id,
    answer.visibility === "me" ? { ...blankAnswer(id), visibility: "me" } : answer,
  ]);
  const body = writeBody(Object.fromEntries(shared));
  const seal = sha256(body.replace(/\n+$/, ""));
  return `${book.file.open}handed_in: '${time}'\nseal: sha256:${seal}\n---\n${body}`;
}
