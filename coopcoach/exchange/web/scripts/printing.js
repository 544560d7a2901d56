// Printing: all prompts with their answers, independent of the page.

function drawPaper() {
  const answered = (prompt) => {
    const answer = answerOf(prompt.id);
    const seen = answer.visibility === "both" ? null
      : el("p", { class: "aside" }, `${say("who_sees")} ${say(`seen_by_${answer.visibility}`)}`);
    return el("section", { class: "answered" }, el("h3", {}, prompt.label),
      answerInWords(prompt, answer), seen);
  };
  byId("paper").replaceChildren(
    el("h1", {}, say("workbook_of", { name: book.name })),
    el("p", {}, [book.title, book.when].filter(Boolean).join(" · ")),
    ...book.exercises.map((exercise) => el("section", {}, el("h2", {}, exercise.title),
      exercise.prompts.map(answered))));
}

function watchPrinting() {
  addEventListener("beforeprint", () => {
    drawPaper();
    byId("paper").hidden = false;
  });
  addEventListener("afterprint", () => {
    byId("paper").hidden = true;
    byId("paper").replaceChildren();
  });
}
