// Lossless encoding of any text. The rules and their order are those of coopcoach/markup/literal.py: the
// handed-in file must be equal byte for byte.

const EDGES = " \t\n";
const ODD = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ud800-\udfff]/gu;
const REFERENCE = /&((?:amp;)*)#([0-9]{1,7});/g;
// Applied line by line: the flag m would also split at characters other than a line feed.
const LOOKS_MARKED = /^\\*(?=#{1,6}[ \t][^\n]*\{#[^{}\n]*\}[ \t]*$)/;
const ESCAPED_MARK = /^\\(?=\\*#{1,6}[ \t][^\n]*\{#[^{}\n]*\}[ \t]*$)/;
const LIKE_STRUCTURE = /^\\*(?=[-*+] |[-*+]$|\p{Nd}+[.)]|\||\*\*\p{Nd}|–|[ \t])/u;
const ESCAPED_STRUCTURE = /^\\(?=\\*(?:[-*+] |[-*+]$|\p{Nd}+[.)]|\||\*\*\p{Nd}|–|[ \t]))/u;

function reference(character) {
  return `&#${character.codePointAt(0)};`;
}

function isOurs(code) {
  if (code > 0x10ffff) return false;
  const character = String.fromCodePoint(code);
  return EDGES.includes(character) || new RegExp(ODD.source, "u").test(character);
}

function encodeCharacters(text) {
  text = text.replace(REFERENCE, (all, _, code) => (isOurs(+code) ? "&amp;" + all.slice(1) : all));
  text = text.replace(ODD, reference);
  if (text && EDGES.includes(text[0])) text = reference(text[0]) + text.slice(1);
  const last = text.at(-1);
  if (text && EDGES.includes(last)) text = text.slice(0, -1) + reference(last);
  return text;
}

function decodeCharacters(text) {
  return text.replace(REFERENCE, (all, amps, code) => {
    if (!isOurs(+code)) return all;
    return amps ? all.replace("&amp;", "&") : String.fromCodePoint(+code);
  });
}

function encodeText(text) {
  const lines = encodeCharacters(text).split("\n");
  return lines.map((line) => (LOOKS_MARKED.test(line) ? "\\" + line : line)).join("\n");
}

function decodeText(body) {
  const lines = trimmed(body.replace(/\r\n?/g, "\n")).split("\n");
  return decodeCharacters(lines.map((line) => line.replace(ESCAPED_MARK, "")).join("\n"));
}

function encodeLine(text) {
  return encodeCharacters(text)
    .replaceAll("\\", "\\\\")
    .replaceAll("|", "\\|")
    .replaceAll("<br>", "\\<br>")
    .replaceAll("\n", "<br>");
}

function decodeLine(line) {
  const plain = line.replace(/\\([\\|<])|<br>/g, (all, escaped) => escaped ?? "\n");
  return decodeCharacters(plain);
}

// A remark that looks like the value above it begins with a backslash.
function encodeRemark(remark) {
  const text = encodeText(remark);
  return LIKE_STRUCTURE.test(text) ? "\\" + text : text;
}

function decodeRemark(rest) {
  return decodeText(trimmed(rest).replace(ESCAPED_STRUCTURE, ""));
}

function trimmed(body) {
  const lines = body.split("\n");
  const blank = (line) => /^[ \t]*$/.test(line);
  while (lines.length && blank(lines[0])) lines.shift();
  while (lines.length && blank(lines.at(-1))) lines.pop();
  return lines.join("\n").replace(/[ \t]+$/, "");
}
