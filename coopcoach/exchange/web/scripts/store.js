// The state of the page, and its two stores in the browser. localStorage is written at once, but not at each key, and before
// the page closes; a crash can lose the last entry. The database confirms each entry, and restores what was lost.

// By session and partner: some browsers let all pages opened from the disk share one store.
const KEY = `coopcoach:${book.session}:${book.partner}`;
const PAUSE = 400;

const state = {
  answers: {},
  others: {}, // what another window wrote to the same question at the same time
  place: "start",
  handed: null, // when, and whether something was changed since
  stamp: "", // of the stored state that this window knows
  dirty: false,
  copied: true, // whether a copy holds everything, where the browser keeps nothing
  broken: false,
};
let synced = {}; // the answers as they were when this window and the store last agreed
let pause = 0;
let last = 0;
let confirming = Promise.resolve(); // until the browser has confirmed the last entry

const answerOf = (id) => state.answers[id] ?? blankAnswer();

function setAnswer(id, patch) {
  state.answers = { ...state.answers, [id]: { ...answerOf(id), ...patch } };
  if (state.handed) state.handed = { ...state.handed, changed: true };
  touch();
  showProgress();
}

function touch() {
  state.dirty = true;
  state.copied = false;
  if (Date.now() - last > PAUSE) return save();
  clearTimeout(pause);
  pause = setTimeout(save, PAUSE);
}

function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

// Throws unless the store gives back what was just written: some drop it without an error.
function keep(content) {
  localStorage.setItem(KEY, JSON.stringify(content));
  if (stored()?.stamp !== content.stamp) throw new Error("not kept");
}

function save() {
  clearTimeout(pause);
  if (!state.dirty) return;
  last = Date.now();
  const there = stored();
  if (there && there.stamp !== state.stamp) joinWith(there);
  const { answers, others, place, handed } = state;
  const stamp = `${Date.now()}-${Math.random()}`;
  const content = { answers, others, place, handed, stamp };
  try {
    keep(content);
    Object.assign(state, { stamp, dirty: false, broken: false });
    synced = answers;
    byId("cannot-keep")?.remove();
  } catch {
    state.broken = true;
    warnOfForgetting();
  }
  confirming = (state.broken ? confirming : confirmed(content)).then(showSaved);
}

const database = new Promise((resolve) => {
  try {
    const opening = indexedDB.open("coopcoach", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("states");
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => resolve(null);
  } catch {
    resolve(null); // turned off, or a page without an address of its own
  }
});

// Resolves when the database has the content; where it does not answer, after a while.
async function confirmed(content) {
  const opened = await database;
  if (!opened) return;
  const writing = opened.transaction("states", "readwrite", { durability: "strict" });
  writing.objectStore("states").put(content, KEY);
  await new Promise((resolve) => {
    writing.oncomplete = writing.onabort = resolve;
    setTimeout(resolve, 5 * PAUSE);
  });
}

// Resolves with the content of the database if it is newer than a stamp: localStorage has lost it then.
async function lostSince(stamp) {
  const opened = await database;
  if (!opened) return null;
  const reading = opened.transaction("states").objectStore("states").get(KEY);
  const there = await new Promise((resolve) => {
    reading.onsuccess = () => resolve(reading.result);
    reading.onerror = () => resolve(null);
  });
  return there && parseInt(there.stamp) > parseInt(stamp || "0") ? there : null;
}

// Takes a stored state into the page; returns whether it has answers.
function take(there) {
  if (!there?.answers) return false;
  const { others = {}, place, handed, stamp } = there;
  const answers = Object.fromEntries(
    Object.entries(there.answers).map(([id, answer]) => [id, fitting(promptOf(id), answer)]));
  Object.assign(state, { answers, others, place, handed, stamp });
  synced = answers;
  return Object.values(answers).some((answer) => !isBlank(answer));
}

const VALUE_KINDS = { long: "text", multi: "options", check: "options" };

// A workbook that was made anew may ask a question in another way: what was typed is kept in words.
function fitting(prompt, answer) {
  const wanted = prompt && (VALUE_KINDS[prompt.kind] ?? prompt.kind);
  if (!prompt || !answer.value || answer.value.kind === wanted) return answer;
  const words = [answer.value.text, remarkOf(answer)].filter(Boolean).join("\n");
  if (wanted !== "text") return { ...answer, value: null, unread: "", remark: words };
  return { ...answer, value: words ? { kind: "text", text: words } : null, unread: "", remark: "" };
}

function warnOfForgetting() {
  if (byId("cannot-keep")) return;
  notice("cannot-keep", say("cannot_keep"), button(say("save_copy"), saveCopy, "main"));
}

function watchStore() {
  try {
    localStorage.setItem(KEY + ":probe", "1");
    localStorage.removeItem(KEY + ":probe");
  } catch {
    state.broken = true;
    warnOfForgetting();
  }
  // A phone may end a page that is out of sight without another word.
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("beforeunload", (event) => {
    save();
    if (state.broken && !state.copied) event.preventDefault();
  });
  addEventListener("storage", (event) => event.key === KEY && event.newValue && takeOver());
  // Some browsers tell other windows nothing: then it is seen on coming back.
  addEventListener("focus", takeOver);
}
