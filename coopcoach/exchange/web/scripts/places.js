// The places of the workbook: start, exercises or questions, overview, handing in. The hash in the address names the
// place, for the browser's history. On a narrow screen each question is a place, on a wide one each exercise.

const narrow = matchMedia("(max-width: 40rem)");
const exerciseNamed = (place) => book.exercises.find((e) => e.id === place);

const isPlace = (place) => ["start", "overview", "hand-in"].includes(place) ||
  prompts.has(place) || Boolean(exerciseNamed(place));

function places() {
  const asked = narrow.matches ? [...prompts.keys()] : book.exercises.map((e) => e.id);
  return ["start", ...asked, "overview", "hand-in"];
}

// Returns the place at which a place is shown: a question at its exercise, or an exercise at its first question.
function shownAt(place) {
  if (narrow.matches) return exerciseNamed(place)?.prompts[0].id ?? place;
  return prompts.has(place) ? exerciseOf(place).id : place;
}

const exerciseAt = (place) => (prompts.has(place) ? exerciseOf(place) : exerciseNamed(place));

function watchWidth() {
  narrow.addEventListener("change", () => {
    const { prompt } = document.activeElement?.closest(".prompt")?.dataset ?? {};
    state.place = shownAt(prompt ?? state.place);
    keepingFocus(drawPlace);
    keepPlace();
  });
}
