// Controls for a choice, several options, a scale, yes or no.
//
// Every control takes a question, its value, and a place: the id of the control and the id of its help.
// It calls `change` with the new value, or null for none.

function optionsControl(question, value, place, change) {
  const single = question.kind === "choice";
  const inputs = new Map();
  const hint = el("p", { class: "hint", role: "status" });
  const own = question.other ? ownWords(value?.other ?? "", place, typed) : null;
  const chosen = single ? [value?.option] : value?.options ?? [];
  for (const option of question.options) add(option.id, option.label, chosen.includes(option.id));
  if (own) add("", say("other_own_words"), (value?.other ?? null) !== null);
  const clear = single ? clearButton(cleared) : null;

  function add(id, label, checked) {
    const input = el("input", { type: single ? "radio" : "checkbox", name: place.id, onchange: changed });
    input.id = `${place.id}-o-${id}`;
    input.checked = checked;
    inputs.set(id, [input, el("label", { class: "tick", for: input.id }, input, el("span", {}, label))]);
  }

  function current() {
    const ticked = [...inputs].filter(([, [input]]) => input.checked).map(([id]) => id);
    const other = ticked.includes("") ? own.value : null;
    const options = ticked.filter(Boolean);
    if (!ticked.length) return null;
    if (single) return { kind: "choice", option: options[0] ?? null, other };
    return { kind: "options", options, other };
  }

  function advise() {
    const count = [...inputs.values()].filter(([input]) => input.checked).length;
    if (clear) clear.hidden = !count;
    let words = "";
    if (!single && count && question.max !== null && count > +question.max) {
      words = say("too_many", { count, limit: question.max });
    } else if (!single && count && question.min !== null && count < +question.min) {
      words = say("too_few", { count, limit: question.min });
    }
    hint.textContent = words;
  }

  function changed(event) {
    advise();
    change(current());
    if (own && event.target === inputs.get("")[0] && event.target.checked) own.focus();
  }

  function typed() {
    inputs.get("")[0].checked = own.value !== "" || inputs.get("")[0].checked;
    advise();
    change(current());
  }

  function cleared() {
    for (const [input] of inputs.values()) input.checked = false;
    advise();
    change(null);
    inputs.values().next().value[0].focus();
  }

  advise();
  const labels = [...inputs.values()].map(([, label]) => label);
  return el("div", { class: "options" }, labels, own, hint, clear);
}

function ownWords(text, place, typed) {
  const area = el("textarea", { id: `${place.id}-own`, class: "own", rows: 1, oninput: typed });
  area.setAttribute("aria-label", say("in_your_own_words"));
  area.value = text;
  return growing(area);
}

function clearButton(act) {
  return button(say("clear_choice"), act, "quiet");
}

// A row of radio buttons; a second click clears the choice.
function pills(entries, chosen, place, change, kind = "pills") {
  const inputs = entries.map(({ id, label, spoken: heard }, i) => {
    const attributes = { type: "radio", name: place.id, value: id, "aria-label": heard };
    const input = el("input", { ...attributes, "aria-describedby": i ? null : place.help });
    input.id = `${place.id}-s-${id}`;
    input.checked = id === chosen;
    input.addEventListener("click", (event) => {
      // Arrow keys fire click events too, with detail 0.
      if (input.value === chosen && event.detail > 0) return take(null);
      if (input.value !== chosen) take(input.value);
    });
    return [input, el("label", { for: input.id }, input, el("span", {}, label))];
  });
  const clear = signButton("×", say("clear_choice"), () => {
    take(null);
    inputs[0][0].focus();
  }, { id: `${place.id}-clear` });
  clear.hidden = chosen === null;

  function take(id) {
    chosen = id;
    for (const [input] of inputs) input.checked = input.value === id;
    clear.hidden = id === null;
    change(id);
  }
  return el("div", { class: "pill-box" },
    el("div", { class: kind }, inputs.map(([, label]) => label), clear));
}

function scaleControl(question, value, place, change, unread, withEnds = true) {
  const [low, high] = [+(question.min ?? 0), +(question.max ?? 5)];
  const steps = Array.from({ length: high - low + 1 }, (_, i) => low + i);
  const ends = new Map([[low, question.low], [high, question.high]]);
  const entries = steps.map((step) => ({
    id: String(step),
    label: String(step),
    spoken: ends.get(step) ? `${step} – ${ends.get(step)}` : null,
  }));
  const taken = (id) => change(id === null ? null : { kind: "scale", value: +id });
  const chosen = value?.kind === "scale" ? String(value.value) : null;
  const row = pills(entries, chosen, place, taken, "pills steps");
  row.style.setProperty("--steps", steps.length);
  if (!withEnds || (!question.low && !question.high)) return row;
  const end = (step, words) => el("span", {}, words ? `${step} = ${words}` : "");
  // The labels of the steps tell it to screen readers.
  const named = el("p", { class: "ends", "aria-hidden": "true" });
  named.append(end(low, question.low), end(high, question.high));
  row.prepend(named);
  return row;
}

function yesNoControl(question, value, place, change) {
  const entries = [{ id: "yes", label: say("yes") }, { id: "no", label: say("no") }];
  const chosen = value?.kind === "yes-no" ? (value.value ? "yes" : "no") : null;
  return pills(entries, chosen, place, (id) =>
    change(id === null ? null : { kind: "yes-no", value: id === "yes" }));
}

const SHORT_ENOUGH = 64;

// A choice in a table cell: radio buttons for short labels, else a select.
function choiceCell(question, value, place, change) {
  const length = question.options.reduce((sum, o) => sum + o.label.length + 4, 0);
  const taken = (id) => change(id ? { kind: "choice", option: id, other: null } : null);
  if (!question.other && question.options.length <= 5 && length <= SHORT_ENOUGH) {
    return pills(question.options, value?.option ?? null, place, taken);
  }
  const select = el("select", { id: place.id, "aria-describedby": place.help });
  select.append(new Option("–", ""));
  for (const option of question.options) select.append(new Option(option.label, option.id));
  if (!question.other) {
    select.value = value?.option ?? "";
    select.addEventListener("change", () => taken(select.value));
    return select;
  }
  select.append(new Option(say("other"), "other:"));
  const own = ownWords(value?.other ?? "", place, () => {
    select.value = own.value ? "other:" : "";
    tell();
  });
  select.value = value?.other ? "other:" : value?.option ?? "";
  select.addEventListener("change", tell);
  function tell() {
    const other = select.value === "other:";
    if (other) change(own.value ? { kind: "choice", option: null, other: own.value } : null);
    else taken(select.value);
  }
  return el("div", {}, select, own);
}
