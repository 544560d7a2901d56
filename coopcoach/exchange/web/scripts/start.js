// Starts the page.

function placeInAddress() {
  // The ids of exercises and questions have no letter that an address would write otherwise.
  const place = location.hash.slice(1).split("/").at(-1);
  return isPlace(place) ? place : null;
}

function begin(there) {
  const known = take(there);
  state.place = shownAt(placeInAddress() ?? (isPlace(state.place) ? state.place : "start"));
  drawPlace();
  if (!known) return;
  byId("saved").textContent = say("still_there");
  announce(say("still_there"));
}

document.documentElement.lang = book.locale.written;
drawBar();
watchStore();
watchPrinting();
watchWidth();
const first = stored();
begin(first);
lostSince(first?.stamp).then((there) => {
  if (!there) return;
  if (state.stamp === (first?.stamp ?? "") && !state.dirty && !state.broken) {
    begin(there);
    try {
      keep(there);
    } catch {
      state.broken = true;
      warnOfForgetting();
    }
    return;
  }
  // Something was typed in the meantime, and may be saved already: what both have in common was read at first.
  const { stamp, answers } = state;
  const written = state.dirty ? synced : answers;
  synced = first?.answers ?? {};
  mergeStored(there);
  // localStorage is as it was.
  state.stamp = stamp;
  synced = written;
  state.dirty = true;
  save();
});
addEventListener("popstate", () => {
  const place = shownAt(placeInAddress() ?? "start");
  if (place === state.place) return;
  save();
  state.place = place;
  drawPlace();
  byId(headingId).focus();
  keepPlace();
});
const skip = document.querySelector(".skip");
skip.textContent = say("to_questions");
skip.hidden = false;
skip.addEventListener("click", (event) => {
  event.preventDefault();
  byId(headingId).focus();
});
