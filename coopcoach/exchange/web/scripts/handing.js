// Handing in: the blank prompts, then the file with a mail to attach it to, or the share sheet.

const fileName = (kind) => `${say(kind)}-${book.partner}.md`;

let toHandIn = null; // the file that was handed in

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

function handIn() {
  const now = new Date();
  state.handed = { at: localTime(now), changed: false };
  touch();
  save();
  toHandIn = writeHandedIn(state.answers, state.handed.at);
  drawPlace();
  byId(headingId).focus();
  window.scrollTo(0, 0);
  // The share sheet of a phone takes the file; a mailto link cannot attach one.
  if (sharedFile()) {
    shareIt();
    return;
  }
  download(toHandIn, fileName("answers_file"));
  byId("mail")?.click();
}

function handedPage() {
  // The file depends on the answers and the time of handing in only.
  toHandIn ??= writeHandedIn(state.answers, state.handed.at);
  const name = fileName("answers_file");
  const save = button(say("save_file"), () => download(toHandIn, name), "plain", { id: "save-file" });
  const mail = el("a", { id: "mail", class: "button", href: mailAddress(name) }, say("open_mail"));
  const steps = [[say("file_saved", { file: name }), save], [mailWords(name), mail]];
  if (sharedFile()) {
    // The file is in the share sheet and not among the downloads.
    steps[0][0] = say("save_instead", { file: name });
    steps.unshift([say("share_text"), button(say("share"), shareIt, "main", { id: "share" })]);
  } else mail.classList.add("main");
  const when = new Date(state.handed.at);
  const shown = new Intl.DateTimeFormat(locale.tag, { dateStyle: "long", timeStyle: "short" }).format(when);
  return [
    pageHeading(say("ready")),
    el("p", { class: "lead" }, say("one_step_left", { time: shown, file: name })),
    el("ol", { class: "steps-left" }, steps.map(([words, step]) => el("li", {}, el("p", {}, words), step))),
    el("p", {}, say("may_change")),
    el("div", { class: "actions" },
      button(say("overview"), () => go("overview")),
      button(say("print"), () => window.print(), "quiet")),
  ];
}

function mailWords(file) {
  if (book.address) return say("mail_to", { address: book.address, file });
  return say("mail_reply", { file });
}

function mailAddress(file) {
  const lines = [
    say(book.coach ? "mail_hello" : "mail_hello_plain", { coach: book.coach }),
    "",
    say("mail_text", { file }),
    "",
    say("mail_attach", { file }),
    "",
    book.name,
  ];
  const body = encodeURIComponent(lines.join("\r\n"));
  const subject = encodeURIComponent(say("mail_subject", { title: book.title }));
  return `mailto:${encodeURIComponent(book.address).replace("%40", "@")}?subject=${subject}&body=${body}`;
}

// Returns the file with a name that this browser's share sheet accepts, or null.
function sharedFile() {
  if (!navigator.canShare || !matchMedia("(pointer: coarse)").matches) return null;
  const name = fileName("answers_file");
  const forms = [[name, "text/markdown"], [`${name}.txt`, "text/plain"]];
  return forms
    .map(([each, type]) => new File([toHandIn ?? ""], each, { type }))
    .find((file) => navigator.canShare({ files: [file] })) ?? null;
}

async function shareIt() {
  try {
    await navigator.share({
      files: [sharedFile()],
      title: say("mail_subject", { title: book.title }),
      text: say("share_words", { name: book.name }),
    });
  } catch (error) {
    // AbortError: the sheet was closed by the user.
    if (error.name !== "AbortError") notice("no-share", say("cannot_share"));
  }
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
