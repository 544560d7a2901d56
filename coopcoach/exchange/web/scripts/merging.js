// The same workbook in two windows: their answers are merged prompt by prompt.

const sameAnswer = (id, one, other) =>
  JSON.stringify(one ?? blankAnswer(id)) === JSON.stringify(other ?? blankAnswer(id));

// Merges the state stored by another window into this one's.
function mergeStored(there) {
  const ids = new Set([...Object.keys(state.answers), ...Object.keys(there.answers)]);
  const others = { ...there.others, ...state.others };
  const answers = {};
  for (const id of ids) {
    const [was, mine, theirs] = [synced[id], state.answers[id], there.answers[id]];
    const keepsMine = !sameAnswer(id, mine, was);
    const visibility = audienceOf(...[was, mine, theirs].map((each) => (each ?? blankAnswer(id)).visibility));
    answers[id] = { ...((keepsMine ? mine : theirs) ?? blankAnswer(id)), visibility };
    const differs = keepsMine && !sameAnswer(id, theirs, was) && !sameAnswer(id, mine, theirs);
    if (differs && !isBlank(theirs)) others[id] = { ...theirs, visibility };
  }
  const handed = laterHanded(state.handed, there.handed);
  ready = null;
  Object.assign(state, { answers, others, handed, stamp: there.stamp });
  synced = there.answers;
  keepingFocus(drawPlace);
  if (!byId("two-windows")) notice("two-windows", say("two_windows"));
}

// Whoever changed who may see an answer decides; where both did, it is for fewer.
function audienceOf(was, mine, theirs) {
  if (theirs === was) return mine;
  if (mine === was) return theirs;
  return VISIBILITIES[Math.max(VISIBILITIES.indexOf(mine), VISIBILITIES.indexOf(theirs))];
}

function laterHanded(mine, theirs) {
  if (!mine || !theirs) return mine ?? theirs;
  if (mine.at === theirs.at) return { ...mine, changed: mine.changed || theirs.changed };
  return Date.parse(mine.at) > Date.parse(theirs.at) ? mine : theirs;
}

function takeOver() {
  const there = stored();
  if (!there || there.stamp === state.stamp) return;
  mergeStored(there);
  if (state.dirty) save();
  showProgress();
}

// The choice between two versions of one answer.
function otherState(prompt) {
  const other = state.others[prompt.id];
  if (!other) return null;
  const settle = (answer) => {
    const { [prompt.id]: _, ...rest } = state.others;
    state.others = rest;
    setAnswer(prompt.id, answer);
    drawPlace();
    byId(headingOf(prompt.id))?.focus();
  };
  return el("div", { class: "other-state" },
    el("p", {}, say("other_window_wrote")),
    el("blockquote", {}, answerInWords(prompt, other)),
    el("div", { class: "actions" },
      button(say("take_this_one"), () => settle(other)),
      button(say("keep_mine"), () => settle({}))));
}
