// A prompt: its text, the control of its kind, a remark, the stances and the visibility.

const headingOf = (id) => `q-${id.replace(".", "-")}`;

function promptCard(prompt) {
  const id = headingOf(prompt.id);
  const answer = answerOf(prompt.id);
  const help = el("div", { id: `${id}-help`, class: "help" }, paragraphs(prompt.help));
  const kind = kindOf(prompt);
  const hint = kind.hint?.(prompt);
  if (hint) help.append(el("p", { class: "how" }, hint));
  const place = { id: `${id}-field`, help: `${id}-help` };
  const change = (value, unread) =>
    setAnswer(prompt.id, unread === undefined ? { value } : { value, unread });
  const control = kind.control(prompt, answer.value, place, change, answer.unread ?? "");
  const example = prompt.example.length
    ? el("p", { class: "example" }, say("for_example", { example: prompt.example.join(" ") })) : null;
  const heading = el("h2", { id, tabindex: "-1" });
  const single = !isGroup(control) && !kind.rows;
  heading.append(single ? el("label", { for: place.id }, prompt.label) : prompt.label);
  if (prompt.required) heading.append(" ", el("span", { class: "needed" }, say("needed")));
  const box = single
    ? el("section", { class: "prompt", "data-prompt": prompt.id, "aria-labelledby": id }, heading)
    : el("fieldset", { class: "prompt", "data-prompt": prompt.id, "aria-describedby": place.help },
      el("legend", {}, heading));
  box.append(help, ...[example, control, remarkField(prompt, answer), beside(prompt, answer)]
    .filter(Boolean), ...[otherState(prompt)].filter(Boolean));
  return box;
}

// The field for the reason of a value is open, a remark field opens on request.
function remarkField(prompt, answer) {
  const { remark } = kindOf(prompt);
  if (!remark) return null;
  const id = `${headingOf(prompt.id)}-remark`;
  const area = el("textarea", { id, rows: 2, spellcheck: "true" });
  area.value = answer.remark;
  area.addEventListener("input", () => setAnswer(prompt.id, { remark: area.value }));
  const field = el("div", { class: "remark" }, el("label", { for: id }, say(remark)), growing(area));
  if (remark === "why" || answer.remark) return field;
  const opener = button(say("add_remark"), () => {
    opener.replaceWith(field);
    area.focus();
  }, "quiet");
  return opener;
}

const FOLDED = { both: "seen_folded_both", coach: "seen_folded_coach", me: "seen_folded_me" };

function beside(prompt, answer) {
  const id = headingOf(prompt.id);
  const buttons = Object.entries(book.stances).map(([stance, words]) => {
    const toggle = button(words, () => {
      const taken = answerOf(prompt.id).stance === stance ? null : stance;
      setAnswer(prompt.id, { stance: taken });
      for (const [each, key] of buttons) each.setAttribute("aria-pressed", String(key === taken));
      tell();
    }, "stance", { id: `${id}-${stance}`, "aria-pressed": String(answer.stance === stance) });
    return [toggle, stance];
  });
  const who = el("select", { id: `${id}-who` });
  for (const key of VISIBILITIES) who.append(new Option(say(`seen_by_${key}`), key));
  who.value = answer.visibility;
  who.addEventListener("change", () => {
    setAnswer(prompt.id, { visibility: who.value });
    tell();
  });
  const parts = [
    el("div", { class: "stances", role: "group", "aria-labelledby": `${id}-or ${id}` },
      el("span", { id: `${id}-or` }, say("or_instead")), buttons.map(([toggle]) => toggle)),
    el("div", { class: "who" }, el("label", { for: `${id}-who` }, say("who_sees")), who),
  ];
  const summary = el("summary", { id: `${id}-fold` });
  function tell() {
    const { stance, visibility } = answerOf(prompt.id);
    const words = stance ? book.stances[stance] : say("no_answer");
    summary.replaceChildren(el("span", { class: stance ? "chosen" : null }, words), " · ",
      el("span", { class: visibility === "both" ? null : "chosen" }, say(FOLDED[visibility])));
  }
  tell();
  // On a narrow screen both take one line until they are wanted.
  if (narrow.matches) return el("details", { class: "beside" }, summary, parts);
  return el("div", { class: "beside" }, parts);
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
