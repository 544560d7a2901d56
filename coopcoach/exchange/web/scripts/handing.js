// Handing in: the blank prompts, then the ways to the coach: share sheet, copied text and mail, file.

// Windows cuts longer mailto links; phones take them.
const LONGEST_LINK = 1900;
const LONGEST_LINK_ON_PHONES = 16000;

const fileName = (kind) => `${say(kind)}-${book.partner}.md`;
const handedName = () => fileName("answers_file") + (book.key ? ".age" : "");

let ready = null; // what was handed in: the file and the text to copy

function handInPage() {
  if (state.handed && !state.handed.changed) return handedPage();
  const left = blanks();
  const kept = [...prompts.values()].filter(({ id }) =>
    answerOf(id).visibility === "me" && !isBlank(answerOf(id)));
  return [
    pageHeading(say("hand_in")),
    state.handed ? el("p", { class: "notice" }, say("changed_since")) : null,
    el("p", { class: "lead" }, left.length ? say("blanks_left", { n: left.length }) : say("nothing_blank")),
    left.length ? el("p", {}, say("blanks_are_fine")) : null,
    left.length ? blankList(left) : null,
    kept.length ? el("p", {}, say("stays_with_you", { n: kept.length })) : null,
    el("p", {}, say("sealed_until")),
    el("div", { class: "actions" },
      button(say("hand_in_now"), handIn, "main", { id: "hand-in-now" }),
      button(say("not_yet"), () => go("overview"))),
  ];
}

async function handIn() {
  const now = new Date();
  const before = state.handed;
  state.handed = { at: localTime(now), changed: false };
  touch();
  save();
  try {
    await prepareHandIn();
  } catch {
    // Nothing leaves the page readable that was to be encrypted.
    state.handed = before;
    touch();
    save();
    notice("no-share", say("cannot_encrypt"));
    return;
  }
  drawPlace();
  byId(headingId).focus();
  window.scrollTo(0, 0);
  if (sharedFile()) {
    shareIt();
    return;
  }
  if (!isPhone()) saveFile();
}

// The file depends on the answers, the time of handing in and the coach's key only.
async function prepareHandIn() {
  const time = state.handed.at;
  const plain = writeHandedIn(state.answers, time);
  // On the site the library is a file of its own.
  if (book.key) await book.loadAge?.();
  const file = book.key ? await age.encrypted(plain, book.key) : plain;
  ready = { time, file, text: await copiedText(file) };
}

function handedPage() {
  if (ready?.time !== state.handed.at) {
    ready = null;
    prepareHandIn().then(drawPlace, () => notice("no-share", say("cannot_encrypt")));
  }
  const when = new Date(state.handed.at);
  const shown = new Intl.DateTimeFormat(locale.tag, { dateStyle: "long", timeStyle: "short" }).format(when);
  return [
    pageHeading(say("ready")),
    el("p", { class: "lead" }, say("one_step_left", { time: shown })),
    el("p", {}, say(book.key ? "way_encrypted" : "way_readable")),
    ready ? el("div", { class: "ways" }, waysToCoach()) : null,
    el("p", {}, say("may_change")),
    el("div", { class: "actions" },
      button(say("overview"), () => go("overview")),
      button(say("print"), () => window.print(), "quiet")),
  ];
}

function waysToCoach() {
  const name = handedName();
  const canShare = Boolean(sharedFile());
  const mail = el("a", { id: "mail", class: "button", href: mailAddress() }, say("open_mail"));
  mail.addEventListener("click", () => mailFits() || copyIt());
  const ways = [
    way("by_mail", say(mailFits() ? "mail_filled_in" : "mail_to_paste"), mail,
      button(say("copy_answers"), copyIt, "plain", { id: "copy-answers" })),
    way("by_file", say(isPhone() ? "save_instead" : "file_saved", { file: name }),
      button(say("save_file"), saveFile, "plain", { id: "save-file" })),
  ];
  if (canShare) ways.unshift(way("by_share", say("share_text"), button(say("share"), shareIt, "main", { id: "share" })));
  else mail.classList.add("main");
  return ways;
}

function way(title, words, ...steps) {
  return el("section", {}, el("h2", {}, say(title)), el("p", {}, words), el("div", { class: "actions" }, steps));
}

async function copyIt() {
  const done = await toClipboard(ready.text);
  const address = book.address ? say("copied_to", { address: book.address }) : say("copied_reply");
  const box = notice("copied", done ? address : say("cannot_copy"));
  if (!done) box.append(textToMark(ready.text));
}

// A text to be marked and copied by hand.
function textToMark(text) {
  const area = el("textarea", { id: "text-to-copy", readonly: true, rows: 6, "aria-label": say("copy_answers") });
  area.value = text;
  area.addEventListener("focus", () => area.select());
  return area;
}

const saveFile = () => download(ready.file, handedName());

function mailFits() {
  return mailLink(ready.text).length <= (isPhone() ? LONGEST_LINK_ON_PHONES : LONGEST_LINK);
}

const mailAddress = () => mailLink(mailFits() ? ready.text : say("paste_here"));

function mailLink(text) {
  const lines = [say(book.coach ? "mail_hello" : "mail_hello_plain", { coach: book.coach }), "",
    say("mail_text"), "", text, "", book.name];
  const body = encodeURIComponent(lines.join("\n").replaceAll("\n", "\r\n"));
  const subject = encodeURIComponent(say("mail_subject", { title: book.title }));
  return `mailto:${encodeURIComponent(book.address).replace("%40", "@")}?subject=${subject}&body=${body}`;
}

const sharedFile = () => fileToShare(ready?.file ?? "", handedName());

async function shareIt() {
  const told = await share({
    files: [sharedFile()],
    title: say("mail_subject", { title: book.title }),
    text: say("share_words", { name: book.name }),
  });
  if (told === "failed") notice("no-share", say("cannot_share"));
}

function download(text, name) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/markdown;charset=utf-8" }));
  const link = el("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  // Some browsers start to read the file later.
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}
