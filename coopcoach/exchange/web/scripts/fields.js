// Fields for text, numbers and dates. Any input is kept.

function growing(area) {
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  area.addEventListener("input", fit);
  requestAnimationFrame(fit);
  return area;
}

function textControl(question, value, place, change, rows) {
  const described = { "aria-describedby": place.help };
  const area = el("textarea", { id: place.id, rows, spellcheck: "true", ...described });
  area.value = value?.kind === "text" ? value.text : "";
  area.addEventListener("input", () => {
    change(area.value ? { kind: "text", text: area.value } : null);
  });
  if (question.kind === "long") area.addEventListener("keydown", goOnWithList);
  return growing(area);
}

const LIST_LINE = /^(\s*)(?:([-*+])|(\d+)([.)]))( +)(.*)$/;

// Enter in a list begins the next item, in an empty item it ends the list.
function goOnWithList(event) {
  const area = event.target;
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  const at = area.selectionStart;
  const begin = area.value.lastIndexOf("\n", at - 1) + 1;
  const match = LIST_LINE.exec(area.value.slice(begin, at));
  if (!match || at !== area.selectionEnd) return;
  const [, indent, bullet, number, dot, gap, words] = match;
  event.preventDefault();
  if (!words.trim()) area.setSelectionRange(begin, at);
  const sign = bullet ?? `${Number(number) + 1}${dot}`;
  // Deprecated, but the only way to insert text that the undo keys can undo.
  document.execCommand("insertText", false, words.trim() ? `\n${indent}${sign}${gap}` : "\n");
}

// A number or a date; input that is neither is kept as `unread`.
function measureControl(question, value, place, change, unread) {
  const isNumber = question.kind === "number";
  const hintId = `${place.id}-hint`;
  const hint = el("p", { id: hintId, class: "hint", role: "status" });
  const described = [place.help, hintId, `${place.id}-unit`].filter(Boolean).join(" ");
  const field = el("input", { id: place.id, type: "text", autocomplete: "off" });
  field.setAttribute("inputmode", isNumber ? "decimal" : "text");
  field.setAttribute("aria-describedby", described);
  field.className = "measure";
  const known = value?.kind === question.kind;
  // The calendar of a phone; text that is no date cannot be shown in it.
  const picked = !isNumber && !unread && matchMedia("(pointer: coarse)").matches;
  if (picked) field.type = "date";
  const shown = isNumber ? (v) => writeNumber(v, "") : (v) => (picked ? v : shortDate(v));
  field.value = known ? shown(value.value) : unread;

  function read() {
    const found = isNumber ? readNumber(field.value, question.units) : readDate(field.value);
    return found === null ? null : { kind: question.kind, value: found };
  }

  function advise(found) {
    const words = field.value.trim();
    if (!words) hint.textContent = "";
    else if (!found) hint.textContent = say(isNumber ? "no_number" : "no_date");
    else hint.textContent = isNumber ? boundsHint(question, found.value) : dateInWords(found.value);
  }

  field.addEventListener("input", () => {
    const found = read();
    advise(found);
    change(found, found ? "" : field.value.trim());
  });
  advise(known ? value : null);
  const example = picked ? "" : say("such_as", { date: shortDate("2027-01-15") });
  const unit = isNumber ? question.unitWords : example;
  return el("div", { class: "measured" },
    el("div", {}, field, el("span", { id: `${place.id}-unit`, class: "unit" }, unit)), hint);
}

function boundsHint(question, value) {
  const [low, high] = [question.min, question.max];
  if ((low === null || +value >= +low) && (high === null || +value <= +high)) return "";
  if (low === null) return say("at_most", { high: spoken(+high) });
  if (high === null) return say("at_least", { low: spoken(+low) });
  return say("between", { low: spoken(+low), high: spoken(+high) });
}
