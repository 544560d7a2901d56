// A prompt: its text, the control of its kind, a remark, the stances and the visibility.

const headingOf = (id) => `q-${id.replace(".", "-")}`;

function valueControl(prompt, answer, place, change) {
  const { value } = answer;
  switch (prompt.kind) {
    case "text": return textControl(prompt, value, place, change, 2);
    case "long": return textControl(prompt, value, place, change, 6);
    case "choice":
    case "multi":
    case "check": return optionsControl(prompt, value, place, change);
    case "scale": return scaleControl(prompt, value, place, change);
    case "ranking": return rankingControl(prompt, value, place, change);
    case "table": return tableControl(prompt, value, place, change);
    case "rules": return rulesControl(prompt, value, place, change);
    default: return measureControl(prompt, value, answer.unread ?? "", place, change);
  }
}

function promptCard(prompt) {
  const id = headingOf(prompt.id);
  const answer = answerOf(prompt.id);
  const help = el("div", { id: `${id}-help`, class: "help" }, paragraphs(prompt.help));
  const hint = kindHint(prompt);
  if (hint) help.append(el("p", { class: "how" }, hint));
  const place = { id: `${id}-field`, help: `${id}-help` };
  const control = valueControl(prompt, answer, place, (value, unread) => {
    const isMeasure = prompt.kind === "number" || prompt.kind === "date";
    setAnswer(prompt.id, isMeasure ? { value, unread: unread ?? "" } : { value });
  });
  const example = prompt.example.length
    ? el("p", { class: "example" }, say("for_example", { example: prompt.example.join(" ") })) : null;
  const heading = el("h2", { id, tabindex: "-1" });
  const single = !isGroup(control) && prompt.kind !== "table" && prompt.kind !== "rules";
  heading.append(single ? el("label", { for: place.id }, prompt.label) : prompt.label);
  if (prompt.required) heading.append(" ", el("span", { class: "needed" }, say("needed")));
  const box = single
    ? el("section", { class: "prompt", "aria-labelledby": id }, heading)
    : el("fieldset", { class: "prompt", "aria-describedby": place.help },
      el("legend", {}, heading));
  box.append(help, ...[example, control, remarkField(prompt, answer), beside(prompt, answer)]
    .filter(Boolean), ...[otherState(prompt)].filter(Boolean));
  return box;
}

function kindHint(prompt) {
  if (prompt.kind === "multi") return say("tick_some");
  if (prompt.kind === "ranking") {
    const top = prompt.top && prompt.top < prompt.options.length;
    return top ? say("rank_top", { n: prompt.top }) : say("rank_all");
  }
  return "";
}

// A scale shows its remark field, other kinds open it on request.
function remarkField(prompt, answer) {
  if (prompt.kind === "text" || prompt.kind === "long") return null;
  const id = `${headingOf(prompt.id)}-remark`;
  const area = el("textarea", { id, rows: 2, spellcheck: "true" });
  area.value = answer.remark;
  area.addEventListener("input", () => setAnswer(prompt.id, { remark: area.value }));
  const label = say(prompt.kind === "scale" ? "why" : "remark");
  const field = el("div", { class: "remark" }, el("label", { for: id }, label), growing(area));
  if (prompt.kind === "scale" || answer.remark) return field;
  const opener = button(say("add_remark"), () => {
    opener.replaceWith(field);
    area.focus();
  }, "quiet");
  return opener;
}

function beside(prompt, answer) {
  const id = headingOf(prompt.id);
  const buttons = Object.entries(book.stances).map(([stance, words]) => {
    const toggle = button(words, () => {
      const taken = answerOf(prompt.id).stance === stance ? null : stance;
      setAnswer(prompt.id, { stance: taken });
      for (const [each, key] of buttons) each.setAttribute("aria-pressed", String(key === taken));
    }, "stance", { id: `${id}-${stance}`, "aria-pressed": String(answer.stance === stance) });
    return [toggle, stance];
  });
  const who = el("select", { id: `${id}-who` });
  for (const key of VISIBILITIES) who.append(new Option(say(`seen_by_${key}`), key));
  who.value = answer.visibility;
  who.addEventListener("change", () => setAnswer(prompt.id, { visibility: who.value }));
  return el("div", { class: "beside" },
    el("div", { class: "stances", role: "group", "aria-labelledby": `${id}-or ${id}` },
      el("span", { id: `${id}-or` }, say("or_instead")), buttons.map(([toggle]) => toggle)),
    el("div", { class: "who" }, el("label", { for: `${id}-who` }, say("who_sees")), who));
}

// An answer as text, for printing and for the version of another window.
function answerInWords(prompt, answer) {
  const parts = [];
  const { value } = answer;
  if (value) parts.push(valueInWords(prompt, value));
  const remark = remarkOf(answer);
  if (remark) parts.push(el("p", { class: "own-words" }, remark));
  if (answer.stance) parts.push(el("p", { class: "aside" }, book.stances[answer.stance]));
  if (!parts.length) parts.push(el("p", { class: "aside" }, say("left_blank")));
  return parts;
}

function valueInWords(prompt, value) {
  switch (value.kind) {
    case "text": return el("p", { class: "own-words" }, value.text);
    case "options":
    case "choice": {
      const ids = value.kind === "choice" ? [value.option] : value.options;
      const items = prompt.options.filter((o) => ids.includes(o.id)).map((o) => el("li", {}, o.label));
      if (value.other !== null) items.push(el("li", {}, `${say("other")}: ${value.other}`));
      return el("ul", {}, items);
    }
    case "scale": return el("p", {}, say("scale_words", { n: value.value, max: prompt.max }));
    case "ranking": {
      const label = (id) => prompt.options.find((o) => o.id === id)?.label ?? id;
      return el("ol", {}, value.order.map((id) => el("li", {}, label(id))));
    }
    case "rules": return el("ul", {}, value.rules.map(({ rule, sign }) =>
      el("li", {}, rule, sign ? el("p", { class: "aside" }, sign) : null)));
    case "table": return tableInWords(prompt, value);
    default: return el("p", {}, cellInWords(prompt, value));
  }
}

function cellInWords(column, cell) {
  switch (cell?.kind) {
    case undefined: return "";
    case "number": return `${writeNumber(cell.value, "")} ${column.unitWords}`.trim();
    case "date": return shortDate(cell.value);
    case "yes-no": return say(cell.value ? "yes" : "no");
    case "choice": return choiceWords(column, cell);
    case "scale": return say("scale_words", { n: cell.value, max: column.max });
    default: return cell.text;
  }
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
