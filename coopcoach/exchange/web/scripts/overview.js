// The overview of answered and blank prompts.

function overviewPage() {
  const left = blanks();
  return [
    pageHeading(say("overview")),
    el("p", { class: "lead" }, overviewWords(left)),
    el("ol", { class: "overview" }, book.exercises.map(overviewItem)),
    el("div", { class: "actions" },
      left.length ? button(say("to_first_blank"), () => goToPrompt(left[0]), "plain") : null,
      button(say("to_hand_in"), () => go("hand-in"), "main"),
      button(say("print"), () => window.print(), "quiet")),
    ...copySection(),
  ];
}

function overviewWords(left) {
  if (!left.length) return say("nothing_blank");
  const minutes = minutesLeft();
  const words = say("blanks_left", { n: left.length });
  return minutes ? `${words.replace(/\.$/, "")} · ${say("minutes_left", { n: minutes })}` : words;
}

function goToPrompt(prompt) {
  go(prompt.id, headingOf(prompt.id));
}

function overviewItem(exercise) {
  const left = blanksOf(exercise);
  const begun = left.length < exercise.prompts.length;
  const progress = !left.length ? "done" : begun ? "in-progress" : "not-begun";
  const minutes = minutesLeft([exercise]);
  const words = [say(progress), minutes && left.length ? say("minutes", { n: minutes }) : ""];
  const title = button(exercise.title, () => go(exercise.id), "link");
  const item = el("li", { class: progress }, el("div", { class: "line" }, title,
    el("span", { class: "state" }, words.filter(Boolean).join(", "))));
  if (left.length) item.append(blankList(left));
  return item;
}

function blankList(left) {
  return el("ul", { class: "blanks" }, left.map((prompt) => {
    const needed = prompt.required ? el("span", { class: "needed" }, say("needed")) : null;
    return el("li", {}, button(prompt.label, () => goToPrompt(prompt), "link"), " ", needed);
  }));
}
