// Tables: each cell is a control of its column's kind. Proposed ground rules are rows too.

const MANY_ROWS = 99;

function cellControl(column, cell, place, change, withEnds) {
  const kind = cellKindOf(column);
  const unread = cell?.kind === "unread" ? cell.text : "";
  const tell = (value, words = "") => change(words ? { kind: "unread", text: words } : value);
  const control = kind.control(column, cell, place, tell, unread, withEnds);
  if (!unread || kind.unread) return control;
  return el("div", {}, control, el("p", { class: "hint" }, say("so_far", { words: quote(unread) })));
}

const isGroup = (control) => !control.matches("textarea, input, select") &&
  !control.querySelector("select, .measured, .measure");

// A cell with its label: a legend for a group of buttons, a label for a field.
function labelledCell(column, label, cell, place, change, withEnds = true) {
  const control = cellControl(column, cell, place, change, withEnds);
  if (isGroup(control)) {
    return el("fieldset", { class: "cell" }, el("legend", {}, label), control);
  }
  return el("div", { class: `cell ${column.kind}` }, el("label", { for: place.id }, label), control);
}

function tableControl(prompt, value, place, change) {
  const fixed = prompt.rows.length > 0;
  const form = !fixed && prompt.most === 1;
  const limit = prompt.most ?? MANY_ROWS;
  const known = prompt.rows.map((row) => row.id);
  const given = value?.rows ?? [];
  // Rows unknown to this workbook are kept unchanged.
  const beside = fixed ? given.filter((row) => !known.includes(row.row)) : [];
  let rows = fixed
    ? known.map((id) => given.find((row) => row.row === id) ?? { row: id, cells: {} })
    : given.length ? [...given] : [{ row: null, cells: {} }];
  const body = el("div", { class: "rows" });
  const below = el("div", { class: "actions" });
  draw();

  function tell() {
    const filled = [...rows.filter((row) => Object.keys(row.cells).length), ...beside];
    change(filled.length ? { kind: "table", rows: filled } : null);
  }

  function setCell(at, id, cell) {
    const { [id]: _, ...others } = rows[at].cells;
    rows[at] = { ...rows[at], cells: cell ? { ...others, [id]: cell } : others };
    tell();
  }

  function draw() {
    keepingFocus(() => {
      body.replaceChildren(...rows.map(drawnRow));
      below.replaceChildren();
      if (fixed || form) return;
      const full = rows.length >= limit;
      if (full) below.append(el("p", { class: "hint" }, say("rows_full", { n: limit })));
      else below.append(button(say(prompt.moreName ?? "another_row"), add, "plain", { id: `${place.id}-more` }));
    });
  }

  function cellsOf(row, at) {
    return prompt.columns.map((column) => {
      const here = { id: `${place.id}-${row.row ?? at}-${column.id}`, help: null };
      const set = (cell) => setCell(at, column.id, cell);
      return [column, here, row.cells[column.id], set];
    });
  }

  function drawnRow(row, at) {
    if (fixed && prompt.columns.length === 1) {
      const [[column, here, cell, set]] = cellsOf(row, at);
      return labelledCell(column, prompt.rows[at].label, cell, here, set, false);
    }
    const cells = cellsOf(row, at).map(([column, here, cell, set]) =>
      labelledCell(column, column.label, cell, here, set));
    if (form) return el("div", { class: "row form" }, cells);
    const title = fixed ? prompt.rows[at].label : say(prompt.rowName ?? "row", { n: at + 1 });
    const signs = fixed ? null : el("div", { class: "signs" }, rowSigns(at, title));
    return el("fieldset", { class: "row" }, el("legend", {}, title), signs,
      el("div", { class: "cells" }, cells));
  }

  function rowSigns(at, title) {
    const named = (key) => say(key, { label: title });
    const off = (is) => (is ? "true" : null);
    return [
      signButton("↑", named("move_up"), () => move(at, at - 1),
        { id: `${place.id}-up-${at}`, "aria-disabled": off(at === 0) }),
      signButton("↓", named("move_down"), () => move(at, at + 1),
        { id: `${place.id}-down-${at}`, "aria-disabled": off(at === rows.length - 1) }),
      signButton("×", named("remove_row"), () => remove(at, title), { id: `${place.id}-out-${at}` }),
    ];
  }

  function firstField(at) {
    body.children[at]?.querySelector("textarea, input, select")?.focus();
  }

  function add() {
    const empty = rows.findIndex((row) => !Object.keys(row.cells).length);
    if (empty < 0) rows.push({ row: null, cells: {} });
    draw();
    firstField(empty < 0 ? rows.length - 1 : empty);
  }

  function move(from, to) {
    if (to < 0 || to >= rows.length) return;
    rows.splice(to, 0, ...rows.splice(from, 1));
    draw();
    tell();
    byId(`${place.id}-${to < from ? "up" : "down"}-${to}`)?.focus();
    announce(say("row_moved", { n: to + 1 }));
  }

  function remove(at, title) {
    const [gone] = rows.splice(at, 1);
    if (!rows.length) rows.push({ row: null, cells: {} });
    draw();
    tell();
    announce(say("row_removed", { label: title }));
    if (!Object.keys(gone.cells).length) return byId(`${place.id}-more`)?.focus();
    const back = button(say("bring_back"), () => {
      if (rows.length === 1 && !Object.keys(rows[0].cells).length) rows = [];
      rows.splice(at, 0, gone);
      draw();
      tell();
      firstField(at);
    });
    below.append(el("p", { class: "hint" }, say("row_removed", { label: title })), back);
    back.focus();
  }

  const head = fixed && prompt.columns.length === 1
    ? el("p", { class: "column-head" }, columnHead(prompt.columns[0])) : null;
  return el("div", { class: "table" }, head, body, below);
}

// The head of a column, with the meaning of both ends of a scale for all rows.
function columnHead(column) {
  const ends = [[column.min, column.low], [column.max, column.high]].filter(([, words]) => words);
  const meaning = ends.map(([step, words]) => `${step} = ${words}`).join(", ");
  return meaning ? `${column.label}: ${meaning}` : column.label;
}

// Proposed ground rules as rows with two columns.
function rulesControl(prompt, value, place, change) {
  const column = (id, label) => ({ id, label, kind: "text", options: [] });
  const columns = [column("rule", say("rule")), column("sign", say("rule_sign"))];
  const shape = { ...prompt, columns, rows: [], rowName: "rule_number", moreName: "another_rule" };
  shape.most = prompt.max === null ? MANY_ROWS : +prompt.max;
  const cell = (text) => (text ? { kind: "text", text } : undefined);
  const filled = (rule) => Object.fromEntries(
    [["rule", cell(rule.rule)], ["sign", cell(rule.sign)]].filter(([, each]) => each));
  const rows = (value?.rules ?? []).map((rule) => ({ row: null, cells: filled(rule) }));
  return tableControl(shape, rows.length ? { rows } : null, place, (table) => {
    const word = (row, id) => row.cells[id]?.text ?? "";
    const rules = (table?.rows ?? []).map((row) => ({ rule: word(row, "rule"), sign: word(row, "sign") }));
    change(rules.length ? { kind: "rules", rules } : null);
  });
}
