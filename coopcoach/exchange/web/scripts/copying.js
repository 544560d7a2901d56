// The answers as a text for a mail: in words for people, and below them a block of letters and digits that the
// program reads back exactly, however a mail program breaks and marks its lines.

const BLOCK_WIDTH = 64;

// Returns the text to paste; an encrypted file is text already.
async function copiedText(file) {
  if (book.key) return `${say("copied_encrypted", { name: book.name })}\n\n${file}`;
  const shown = shownAnswers();
  const lines = (await blockOf({ file, shown })).match(new RegExp(`.{1,${BLOCK_WIDTH}}`, "g"));
  const block = ["-----BEGIN COOPCOACH ANSWERS-----", ...lines, "-----END COOPCOACH ANSWERS-----"];
  return `${shown}\n\n${block.join("\n")}\n`;
}

// Returns the answers in words, without those for their owner alone.
function shownAnswers() {
  const parts = [say("share_words", { name: book.name })];
  for (const prompt of prompts.values()) {
    const answer = answerOf(prompt.id);
    if (answer.visibility === "me" || isBlank(answer)) continue;
    const lines = answerInWords(prompt, answer).flatMap(linesOf);
    if (answer.visibility === "coach") lines.push(`(${say("seen_by_coach")})`);
    parts.push([prompt.label, ...lines.map((line) => `  ${line}`)].join("\n"));
  }
  parts.push(say("copied_leave"));
  return parts.join("\n\n");
}

// Returns the lines of an answer that stands on the page as elements.
function linesOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.data.split("\n");
  const children = [...node.childNodes];
  if (node.tagName === "TR") return [children.map((cell) => cell.textContent).join(" | ")];
  if (node.tagName !== "LI") return node.tagName === "P" ? node.textContent.split("\n") : children.flatMap(linesOf);
  const list = node.parentNode;
  const mark = list.tagName === "OL" ? `${[...list.children].indexOf(node) + 1}. ` : "- ";
  return children.flatMap(linesOf).map((line, i) => (i ? "  " : mark) + line);
}

// Returns one line: a check sum, whether what follows is deflated, and the content in base64.
async function blockOf(content) {
  const data = new TextEncoder().encode(JSON.stringify(content));
  const small = await deflated(data);
  let characters = "";
  for (const byte of small ?? data) characters += String.fromCharCode(byte);
  // Quoted-printable changes the sign “=”; the reader knows how many are missing.
  const body = (small ? "z" : "p") + btoa(characters).replaceAll("=", "");
  return sha256(body).slice(0, 12) + body;
}

// Returns null where the browser cannot deflate (before Safari 16.4 and Firefox 113).
async function deflated(data) {
  try {
    const stream = new Blob([data]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch {
    return null;
  }
}

// Copies a text; returns whether that worked.
async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Missing outside secure contexts; a selected field can be copied there.
  }
  const area = el("textarea", { class: "unseen", readonly: true });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

const isPhone = () => matchMedia("(pointer: coarse)").matches;

// Returns a text as a file that the share sheet of this phone takes, or null: all take .txt, few .md.
function fileToShare(text, name) {
  if (!navigator.canShare || !isPhone()) return null;
  const forms = [[`${name.replace(/(\.md)?(\.age)?$/, "")}.txt`, "text/plain"], [name, "text/markdown"]];
  return forms
    .map(([each, type]) => new File([text], each, { type }))
    .find((file) => navigator.canShare({ files: [file] })) ?? null;
}

// Opens the share sheet; returns "shared", "closed" where the user closed it, or "failed".
async function share(content) {
  try {
    await navigator.share(content);
    return "shared";
  } catch (error) {
    return error.name === "AbortError" ? "closed" : "failed";
  }
}
