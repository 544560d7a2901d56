// Values as text, for printing and for the version of another window.

function valueInWords(prompt, value) {
  const kind = valueKindOf(value);
  return kind.words ? kind.words(prompt, value) : el("p", {}, kind.cellWords(prompt, value));
}

const cellInWords = (column, cell) => (cell ? valueKindOf(cell).cellWords(column, cell) : "");

function textInWords(prompt, value) {
  return el("p", { class: "own-words" }, value.text);
}

function optionsInWords(prompt, { option, options = [option], other }) {
  const items = prompt.options.filter((o) => options.includes(o.id)).map((o) => el("li", {}, o.label));
  if (other !== null) items.push(el("li", {}, `${say("other")}: ${other}`));
  return el("ul", {}, items);
}

function rankingInWords(prompt, value) {
  const label = (id) => prompt.options.find((o) => o.id === id)?.label ?? id;
  return el("ol", {}, value.order.map((id) => el("li", {}, label(id))));
}

function rulesInWords(prompt, value) {
  return el("ul", {}, value.rules.map(({ rule, sign }) =>
    el("li", {}, rule, sign ? el("p", { class: "aside" }, sign) : null)));
}

function tableInWords(prompt, value) {
  const head = prompt.columns.map((column) => el("th", { scope: "col" }, column.label));
  const fixed = prompt.rows.length > 0;
  const rows = value.rows.map((row) => {
    const cells = prompt.columns.map((column) => el("td", {}, cellInWords(column, row.cells[column.id])));
    if (!fixed) return el("tr", {}, cells);
    const label = prompt.rows.find((each) => each.id === row.row)?.label ?? row.row;
    return el("tr", {}, el("th", { scope: "row" }, label), cells);
  });
  return el("table", {}, el("thead", {}, el("tr", {}, fixed ? el("td") : null, head)),
    el("tbody", {}, rows));
}
