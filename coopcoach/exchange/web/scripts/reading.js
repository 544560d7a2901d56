// Reads an answers file: a saved copy or a handed-in file.

const HEADING = /^(#{1,6})[ \t]+(.*?)[ \t]*(\{#[^{}]*\})[ \t]*$/;
const TASK = /^[-*+] \[([ xX])\][ \t]*(.*?)[ \t]*(\{#[a-z0-9-]+\})?[ \t]*$/s;
const NUMBERED = /^\p{Nd}+[.)][ \t]+(.*?)[ \t]*(\{#[a-z0-9-]+\})?[ \t]*$/su;
const scaleLine = () => new RegExp(
  `^\\**(\\d+)\\**(?:[ \\t]*(?:${locale.of.map(escaped).join("|")})[ \\t]*\\d+)?[ \\t]*$`,
);
const RULE = /^[-*+](?:[ \t]+(.*))?$/s;
const SIGN = /^[ \t]+[-*+](?:[ \t]+(.*))?$/s;
const RULER = /^\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$/;

const folded = (text) => text.toLowerCase().split(/\s+/).filter(Boolean).join(" ");
const stripped = (text) => text.replace(/^[ \t]+|[ \t]+$/g, "");
const idIn = (braces) => (braces ?? "").slice(2, -1);

class NotOurs extends Error {}

// Returns the answers of a file, or throws NotOurs with the key of the text that tells the reason.
function readFile(source) {
  const text = source.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const front = /^---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)/s.exec(text);
  const named = (key) => new RegExp(`^${key}: *(.*?) *$`, "m").exec(front?.[1] ?? "")?.[1] ?? "";
  if (named("coopcoach") !== "answers/1") throw new NotOurs("not_a_copy");
  const quoted = (word) => word.replace(/^(['"])(.*)\1$/, "$2");
  if (quoted(named("session")) !== book.session || quoted(named("partner")) !== book.partner) {
    throw new NotOurs("another_workbook");
  }
  const answers = {};
  for (const { id, attributes, body } of sectionsOf(text.slice(front[0].length))) {
    const prompt = promptOf(id);
    if (prompt && !(id in answers)) answers[id] = readAnswer(prompt, body, attributes);
  }
  return answers;
}

function sectionsOf(text) {
  const sections = [];
  for (const line of text.split("\n")) {
    const found = HEADING.exec(line);
    const attributes = found && readAttributes(found[3]);
    if (attributes?.id) sections.push({ id: attributes.id, attributes, lines: [] });
    else sections.at(-1)?.lines.push(line);
  }
  return sections.map((section) => ({ ...section, body: section.lines.join("\n") }));
}

function readAttributes(braces) {
  const token = /[ \t]*(?:#([^\s{}"=]+)|([A-Za-z_][\w-]*)=(?:"([^"]*)"|([^\s{}"]+)))(?=[ \t]|$)/y;
  const inside = stripped(braces.slice(1, -1));
  const found = {};
  while (token.lastIndex < inside.length) {
    const match = token.exec(inside);
    if (!match) return null;
    if (match[1]) found.id = match[1];
    else found[match[2]] = match[3] ?? match[4];
  }
  return found;
}

function readAnswer(prompt, body, { stance, visibility }) {
  return {
    ...readBody(prompt, body),
    stance: STANCES.includes(stance) ? stance : null,
    visibility: VISIBILITIES.includes(visibility) ? visibility : seenBy(prompt.id),
  };
}

function readBody(prompt, body) {
  const kind = kindOf(prompt);
  if (kind.remark === null) return { value: kind.read(prompt, body.split("\n")), remark: "" };
  const whole = trimmed(body);
  if (!whole) return { value: null, remark: "" };
  const cut = whole.indexOf("\n\n");
  const block = cut < 0 ? whole : whole.slice(0, cut);
  const value = block === NOTHING ? null : kind.read(prompt, block.split("\n"));
  // A value that cannot be read becomes a remark.
  if (!value && block !== NOTHING) return { value: null, remark: decodeText(whole) };
  const remark = cut < 0 ? "" : decodeRemark(whole.slice(cut + 2));
  return { value: isUnset(value) ? null : value, remark };
}

function readScaleLine(question, lines) {
  const match = lines.length === 1 ? scaleLine().exec(lines[0]) : null;
  return match ? readScale(question, match[1]) : null;
}

function readScale(question, digits) {
  const value = +digits;
  const low = question.min === null || value >= +question.min;
  const high = question.max === null || value <= +question.max;
  return low && high ? { kind: "scale", value } : null;
}

function optionIn(question, braces, words) {
  const id = idIn(braces);
  const named = (o) => o.id === id || [folded(o.label), o.id].includes(folded(words));
  return question.options.find(named) ?? null;
}

function readTasks(question, lines) {
  const chosen = [];
  let other = null;
  for (const line of lines) {
    const match = TASK.exec(line);
    if (!match) return null;
    const [, mark, words, braces] = match;
    const ticked = mark !== " ";
    if (idIn(braces) === "other" && question.other) {
      const colon = words.indexOf(":");
      const own = colon < 0 ? "" : stripped(words.slice(colon + 1));
      if (own && !ticked) return null;
      if (ticked) other = decodeLine(own);
      continue;
    }
    const option = optionIn(question, braces, words);
    if (!option && ticked) return null;
    if (option && ticked) chosen.push(option.id);
  }
  if (question.kind !== "choice") {
    const order = question.options.map((o) => o.id).filter((id) => chosen.includes(id));
    return { kind: "options", options: order, other };
  }
  if (chosen.length + (other !== null) > 1) return null;
  return { kind: "choice", option: chosen[0] ?? null, other };
}

function readRanking(question, lines) {
  const order = [];
  for (const line of lines) {
    const match = NUMBERED.exec(line);
    const option = match && optionIn(question, match[2], match[1]);
    if (!option || order.includes(option.id)) return null;
    order.push(option.id);
  }
  return { kind: "ranking", order };
}

function readRules(question, lines) {
  const rules = [];
  for (const line of lines) {
    const [rule, sign] = [RULE.exec(line), SIGN.exec(line)];
    if (rule) rules.push({ rule: decodeLine(stripped(rule[1] ?? "")), sign: "" });
    else if (sign && rules.length && !rules.at(-1).sign) {
      rules.at(-1).sign = decodeLine(stripped(sign[1] ?? ""));
    } else return null;
  }
  return { kind: "rules", rules };
}

function readTable(prompt, lines) {
  if (lines.length < 2 || !RULER.test(lines[1].trim())) return null;
  const heads = prompt.rows.length ? 1 : 0;
  const grid = [lines[0], ...lines.slice(2)].map(cellsIn);
  if (grid.some((cells) => cells.length !== prompt.columns.length + heads)) return null;
  const rows = [];
  for (const [place, written] of grid.slice(1).entries()) {
    const row = heads ? rowId(prompt, decodeLine(written[0]), place, grid.length - 1) : null;
    if (heads && (row === null || rows.some((each) => each.row === row))) return null;
    const cells = {};
    prompt.columns.forEach((column, i) => {
      const cell = readCell(column, written[i + heads]);
      if (cell) cells[column.id] = cell;
    });
    if (Object.keys(cells).length) rows.push({ row, cells });
  }
  return { kind: "table", rows };
}

// Splits a row into cells at pipes without a backslash.
function cellsIn(line) {
  const inner = stripped(line).replace(/^\|/, "");
  const cells = [""];
  for (const [piece] of inner.matchAll(/\\[^]|[^]/gu)) {
    if (piece === "|") cells.push("");
    else cells[cells.length - 1] += piece;
  }
  if (!stripped(cells.at(-1))) cells.pop();
  return cells.map(stripped);
}

function rowId(prompt, label, place, count) {
  const named = (row) => [folded(row.label), row.id].includes(folded(label));
  const fallback = count === prompt.rows.length ? prompt.rows[place] : null;
  return (prompt.rows.find(named) ?? fallback)?.id ?? null;
}

function readCell(column, written) {
  if (!written) return null;
  const text = decodeLine(written);
  return cellKindOf(column).read(column, text) ?? { kind: "unread", text };
}

function readChoice(column, text) {
  const named = column.options.find((o) => folded(o.label) === folded(text) || o.id === text);
  if (named) return { kind: "choice", option: named.id, other: null };
  return column.other ? { kind: "choice", option: null, other: text } : null;
}

function readYesNo(column, text) {
  const word = text.toLowerCase();
  if (["[x]", "x", "✓", "☑", ...locale.yes].includes(word)) return { kind: "yes-no", value: true };
  return ["[ ]", "☐", ...locale.no].includes(word) ? { kind: "yes-no", value: false } : null;
}
