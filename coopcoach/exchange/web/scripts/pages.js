// The pages: what is drawn at a place, and the bar above it.

const blanksOf = (exercise) => exercise.prompts.filter((p) => isBlank(answerOf(p.id)));
const blanks = () => book.exercises.flatMap(blanksOf);

// The minutes that exercises take: of a begun one only its blank prompts, without the opening. As in
// coopcoach/domain/packs, so that mail, PDF and page name the same number.
function minutesOf(exercises, promptsOf = (exercise) => exercise.prompts) {
  const minutes = exercises.flatMap((exercise) => {
    const asked = promptsOf(exercise);
    const opening = asked.length === exercise.prompts.length ? exercise.minutes : 0;
    return [opening, ...asked.map((prompt) => prompt.minutes)];
  });
  const sum = minutes.reduce((all, each) => all + each, 0);
  return Number(sum.toFixed(2));
}

const wholeMinutes = (minutes) => minutes && Math.max(1, Math.round(minutes));
const minutesLeft = (exercises = book.exercises) => wholeMinutes(minutesOf(exercises, blanksOf));

function timeInWords() {
  const first = book.exercises.filter((exercise) => exercise.essential);
  const stated = 5 * Math.max(1, Math.round(minutesOf(book.exercises) / 5));
  const words = [say("your_time_text", { n: spoken(stated) })];
  if (first.length) words.push(say("essentials", { title: first.at(-1).title, minutes: spoken(wholeMinutes(minutesOf(first))) }));
  return words.join(" ");
}

function go(place, focus = headingId) {
  save();
  state.place = shownAt(place);
  nameInAddress(state.place);
  drawPlace();
  (byId(focus) ?? byId(headingId)).focus({ preventScroll: true });
  if (focus === headingId) window.scrollTo(0, 0);
  else byId(focus)?.scrollIntoView({ block: "start" });
  keepPlace();
}

// On the site the address begins with the link, which thus stays in it.
const addressOf = (place) => `#${[book.link, place].filter(Boolean).join("/")}`;

function nameInAddress(place) {
  if (location.hash === addressOf(place)) return;
  try {
    history.pushState(null, "", addressOf(place));
  } catch {
    // Attachments on some phones have no address of their own: the history is not available.
  }
}

// Stores the page without a new stamp: other windows need not merge it.
function keepPlace() {
  const there = stored();
  if (!there || there.stamp !== state.stamp) return;
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...there, place: state.place }));
  } catch {
    state.broken = true;
  }
}

const headingId = "heading";

function pageHeading(words, before = null) {
  return el("h1", { id: headingId, tabindex: "-1" },
    before ? el("span", { class: "before" }, before) : null, words);
}

function drawPlace() {
  const drawn = {
    start: startPage,
    overview: overviewPage,
    "hand-in": handInPage,
  }[state.place] ?? (prompts.has(state.place) ? questionPage : exercisePage);
  byId("page").replaceChildren(...drawn().filter(Boolean));
  const exercise = exerciseAt(state.place);
  document.title = [exercise?.title, say("workbook_of", { name: book.name })].filter(Boolean).join(" – ");
  showProgress();
}

function startPage() {
  const left = blanks();
  const begun = prompts.size > left.length;
  const next = left.length ? exerciseOf(left[0].id) : null;
  const facts = [
    [say("with"), book.other],
    [say("when"), book.when],
    [say("answer_by"), book.answerBy],
    [say("coach"), book.coach],
    [say("your_time"), timeInWords()],
  ].filter(([, words]) => words);
  let onward = button(say("begin"), () => go(places()[1]), "main");
  if (begun && next) onward = button(say("go_on_with", { title: next.title }), () => go(left[0].id), "main");
  if (begun && !next) onward = button(say("to_hand_in"), () => go("hand-in"), "main");
  return [
    pageHeading(say("workbook_of", { name: book.name })),
    el("p", { class: "lead" }, say("welcome", { other: book.other })),
    el("dl", { class: "facts" }, facts.map(([name, words]) =>
      el("div", {}, el("dt", {}, name), el("dd", {}, words)))),
    el("div", { class: "actions" }, onward,
      begun ? button(say("overview"), () => go("overview")) : null),
    el("h2", {}, say("good_to_know")),
    el("ul", { class: "roomy" },
      goodToKnow().map((words) => el("li", {}, words))),
    ...copySection(),
  ];
}

// Safari deletes what scripts have stored after seven days without a visit; pages cannot change that.
const forgets = () => navigator.vendor.startsWith("Apple");

// A link tapped in a mail or chat app may open inside that app: some of these windows forget at once, and save no file.
const inApp = () => Boolean(book.link) && /; wv\)|FBA[NV]|Instagram|LinkedInApp|GSA\//.test(navigator.userAgent);

function goodToKnow() {
  const keys = ["know_saved", "know_no_answer", "know_sealed", "know_who"];
  if (book.link) keys.splice(1, 0, "know_same_browser");
  if (inApp()) keys.unshift("know_in_app");
  else if (forgets()) keys.unshift("know_forgets");
  return keys.map((key) => say(key));
}

function exercisePage() {
  const exercise = exerciseAt(state.place);
  const place = book.exercises.indexOf(exercise) + 1;
  return [
    pageHeading(exercise.title, say("place_of", { place, count: book.exercises.length })),
    el("div", { class: "lead" }, paragraphs(exercise.opening)),
    ...exercise.prompts.map(promptCard),
    turning(),
  ];
}

function questionPage() {
  const exercise = exerciseAt(state.place);
  const prompt = promptOf(state.place);
  const place = [...prompts.keys()].indexOf(prompt.id) + 1;
  const isFirst = prompt === exercise.prompts[0];
  return [
    pageHeading(exercise.title, say("question_of", { place, count: prompts.size })),
    isFirst ? el("div", { class: "lead" }, paragraphs(exercise.opening)) : null,
    promptCard(prompt),
    turning(),
  ];
}

function turning() {
  const all = places();
  const at = all.indexOf(state.place);
  const title = (place) => {
    const exercise = exerciseAt(place);
    // From question to question the exercise stays.
    if (prompts.has(place) && exercise === exerciseAt(state.place)) return "";
    return exercise?.title ?? say(place === "start" ? "to_start" : "overview");
  };
  const named = [say("back"), title(all[at - 1])].filter(Boolean).join(": ");
  const back = button(say("back"), () => go(all[at - 1]), "plain", { "aria-label": named });
  const to = title(all[at + 1]);
  const onward = button([say("onward"), to ? el("span", { class: "to" }, to) : null].filter(Boolean),
    () => go(all[at + 1]), "main");
  return el("nav", { class: "turning", "aria-label": say("turning") }, back, onward);
}

// The bar at the top.

function drawBar() {
  const name = el("p", { class: "name" }, say("workbook_of", { name: book.name }));
  const progress = el("progress", { id: "progress", max: prompts.size, "aria-label": say("progress") });
  byId("top").replaceChildren(
    el("div", { class: "bar" }, name,
      el("p", { id: "saved", class: "saved" }),
      el("nav", { "aria-label": say("workbook") },
        button(say("overview"), () => go("overview"), "quiet", { id: "to-overview" }),
        button(say("save_copy"), saveCopy, "quiet", { id: "copy-now" }))),
    el("div", { class: "far" }, progress, el("p", { id: "left" })));
}

function showProgress() {
  const left = blanks();
  const filled = prompts.size - left.length;
  byId("progress").value = filled;
  byId("progress").textContent = `${filled} / ${prompts.size}`;
  const minutes = minutesLeft();
  const words = [say("answered", { filled, count: prompts.size })];
  if (minutes) words.push(say("minutes_left", { n: minutes }));
  byId("left").textContent = words.join(" · ");
}

function showSaved() {
  const saved = byId("saved");
  const failed = state.broken;
  saved.classList.toggle("failed", failed);
  if (failed) {
    saved.textContent = say("not_saved");
    return;
  }
  const time = new Intl.DateTimeFormat(locale.tag, { hour: "2-digit", minute: "2-digit" }).format(new Date());
  // Announced once, shown each time.
  if (!saved.textContent) announce(say("saved_said"));
  saved.textContent = say("saved_at", { time });
}
