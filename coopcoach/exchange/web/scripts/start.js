// Starts the page.

function placeInAddress() {
  const place = decodeURIComponent(location.hash.slice(1));
  return PLACES.includes(place) ? place : null;
}

drawBar();
watchStore();
watchPrinting();
const known = load();
state.place = placeInAddress() ?? (PLACES.includes(state.place) ? state.place : "start");
drawPlace();
if (known) {
  byId("saved").textContent = say("still_there");
  announce(say("still_there"));
}
addEventListener("popstate", () => {
  const place = placeInAddress() ?? "start";
  if (place === state.place) return;
  save();
  state.place = place;
  drawPlace();
  byId(headingId).focus();
  keepPlace();
});
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  byId(headingId).focus();
});
