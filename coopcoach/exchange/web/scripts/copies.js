// Copies of the answers as a file, for browsers without storage and for other devices.

async function saveCopy() {
  save();
  const text = writeCopy(state.answers);
  const name = fileName("copy_file");
  // To oneself by mail, or into the files of the phone.
  const file = fileToShare(text, name);
  const told = file ? await share({ files: [file] }) : "failed";
  if (told === "closed") return;
  if (told === "failed") download(text, name);
  state.copied = true;
  byId("cannot-keep")?.remove();
  announce(say("copy_saved"));
}

function copySection() {
  return [
    el("h2", {}, say("copy_title")),
    el("p", {}, say(book.link ? "copy_text_link" : "copy_text")),
    copyButtons(),
  ];
}

function copyButtons() {
  const input = el("input", { type: "file", accept: ".md,.txt,text/markdown,text/plain", id: "open-copy" });
  input.addEventListener("change", async () => {
    const [file] = input.files;
    if (file) openCopy(await file.text());
    input.value = "";
  });
  return el("div", { class: "actions copies" },
    button(say("save_copy"), saveCopy),
    el("label", { class: "button", for: "open-copy" }, say("open_copy")), input);
}

async function openCopy(text) {
  let answers;
  try {
    answers = readFile(text);
  } catch (error) {
    if (!(error instanceof NotOurs)) throw error;
    notice("copy-opened", say(error.message));
    return;
  }
  const before = state.answers;
  const blankBefore = Object.values(before).every(isBlank);
  replaceAnswers(answers);
  const count = Object.values(answers).filter((answer) => !isBlank(answer)).length;
  const back = blankBefore ? null : button(say("as_before"), () => {
    replaceAnswers(before);
    byId("copy-opened").remove();
    byId(headingId).focus();
  });
  await confirming;
  const words = state.broken ? say("copy_not_kept") : say("copy_opened", { n: count });
  notice("copy-opened", words, ...[back].filter(Boolean));
}

function replaceAnswers(answers) {
  state.answers = answers;
  state.others = {};
  if (state.handed) state.handed = { ...state.handed, changed: true };
  touch();
  save();
  drawPlace();
}
