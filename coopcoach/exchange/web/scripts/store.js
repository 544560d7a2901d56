// The state of the page and its two stores in the browser. localStorage is written on input, at most every PAUSE milliseconds,
// and before the page is left; a crash can lose its last entry. The database confirms each entry and restores lost ones.

// Some browsers share one store among all local files: the key names session and partner.
const KEY = `coopcoach:${book.session}:${book.partner}`;
const PAUSE = 400;

const state = {
  answers: {},
  others: {}, // answers of another window to the same prompts at the same time
  place: "start",
  handed: null, // the time of handing in, and whether answers changed since
  stamp: "", // of the stored state as last read or written by this window
  dirty: false,
  copied: true, // whether a copy holds all answers, without storage in the browser
  broken: false,
};
let synced = {}; // the answers as last read from or written to the store
let pause = 0;
let last = 0;
let confirming = Promise.resolve(); // until the browser has confirmed the last entry

const answerOf = (id) => state.answers[id] ?? blankAnswer(id);

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

// Throws if the store does not return the written entry: some drop it without an error.
function keep(content) {
  localStorage.setItem(KEY, JSON.stringify(content));
  if (stored()?.stamp !== content.stamp) throw new Error("not kept");
}

function save() {
  clearTimeout(pause);
  if (!state.dirty) return;
  last = Date.now();
  const there = stored();
  if (there && there.stamp !== state.stamp) mergeStored(there);
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

// After a new edition of the workbook a prompt may have another kind: the answer is kept as text.
function fitting(prompt, answer) {
  const wanted = prompt && kindOf(prompt).value;
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
  // A phone may kill a hidden page without further events.
  addEventListener("pagehide", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());
  addEventListener("beforeunload", (event) => {
    save();
    if (state.broken && !state.copied) event.preventDefault();
  });
  addEventListener("storage", (event) => event.key === KEY && event.newValue && takeOver());
  // Some browsers fire no storage event: the state is read on focus too.
  addEventListener("focus", takeOver);
}
