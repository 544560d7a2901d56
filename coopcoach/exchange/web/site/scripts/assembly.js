// Puts the data of a language and a link together to what the workbook is drawn from.

class OtherExercises extends Error {}

const firstDigits = (number) => number.toString(16).padStart(4, "0");

// Returns the exercises that a link asks, in its order, or throws OtherExercises. Several may begin with the same digits.
function askedIn(content, { pack, prints, digest }) {
  const begun = (short) => content.exercises.filter((e) => e.prints[pack]?.startsWith(firstDigits(short)));
  const choices = prints.map(begun).reduce(
    (found, each) => found.flatMap((chosen) => each.map((exercise) => [...chosen, exercise])), [[]]);
  const asked = choices.find((chosen) => {
    const whole = sha256(chosen.map((exercise) => exercise.prints[pack]).join(" "));
    return parseInt(whole.slice(0, 8), 16) === digest;
  });
  if (!asked) throw new OtherExercises();
  return asked.map(({ prints: _, prompts, ...exercise }) => ({
    ...exercise,
    prompts: prompts.filter((prompt) => prompt.packs.includes(pack)),
  }));
}

// Texts that name the other partner have the words without a name in their place: {partner.genitive|the other firm’s}.
const PLACE = /\{partner(\.dative|\.genitive)?\|([^{}|]*)\}/g;

// As name_in_text in coopcoach/wording/partner_names.py: nothing that Markdown, HTML or a terminal could read as a command.
function nameInText(name) {
  const kept = name.replace(/[^\p{L}\p{M}\p{N} \-'’.&]/gu, "").split(" ").filter(Boolean).join(" ");
  const words = kept.replace(/^[ \-'’.&]+|[ \-'’.&]+$/g, "");
  return /^\p{L}/u.test(words) ? [...words].slice(0, 40).join("").trim() : "";
}

// Returns data with the other partner's name in their texts; without a name, with the words for it.
function named(data, name, [plain, hissing]) {
  const genitive = name + (/[sßxz]$/iu.test(name) ? hissing : plain);
  const inText = (text) => text.replace(PLACE, (_, grammar, words) =>
    name ? (grammar === ".genitive" ? genitive : name) : words);
  const inAll = (each) => {
    if (typeof each === "string") return inText(each);
    if (Array.isArray(each)) return each.map(inAll);
    if (each === null || typeof each !== "object") return each;
    return Object.fromEntries(Object.entries(each).map(([key, value]) => [key, inAll(value)]));
  };
  return inAll(data);
}

function bookOf(content, link, fragment) {
  const { exercises: _, ...shared } = content;
  const other = nameInText(link.other);
  const asked = askedIn(content, link);
  const currency = asked.map((exercise) => exercise.currency).find(Boolean);
  const exercises = named(asked, other, content.locale.genitive);
  return {
    ...shared,
    session: link.session,
    title: [link.name, link.other].filter(Boolean).join(" & "),
    partner: link.partner,
    name: link.name,
    other: link.other,
    coach: link.coach,
    address: link.address,
    when: "",
    answerBy: link.answerBy ? dayInWords(link.answerBy, content.locale.tag) : "",
    exercises,
    file: blankFile(content, link, exercises, { other, currency }),
    link: fragment,
    key: link.key,
  };
}

// The blank answers file: its front matter without the closing line, and its parts.
function blankFile(content, link, exercises, { other, currency }) {
  const front = { session: link.session, partner: link.partner, name: link.name };
  const lines = (values) => Object.entries(values).filter(([, value]) => value)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join("");
  const open = `---\ncoopcoach: answers/1\n${lines(front)}language: ${content.language}\n${lines({ other, currency })}made: '${link.made}'\n`;
  const title = content.texts.workbook_of.replace("{name}", () => link.name);
  const places = content.exercises.map((exercise) => exercise.id);
  const sorted = [...exercises].sort((a, b) => places.indexOf(a.id) - places.indexOf(b.id));
  const parts = sorted.flatMap(({ id, title, prompts }) => [`## ${headingText(title)} {#${id}}\n\n`,
    ...prompts.map((prompt) => ({ id: prompt.id, head: `### ${headingText(prompt.label)}` }))]);
  return { open, parts: [`\n# ${headingText(title)}\n\n`, ...parts] };
}

function headingText(text) {
  return encodeLine(text.split(/\s+/).filter(Boolean).join(" ")).replaceAll("{", "(").replaceAll("}", ")");
}

function dayInWords(iso, tag) {
  const words = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(tag, words).format(new Date(`${iso}T00:00:00Z`));
}
