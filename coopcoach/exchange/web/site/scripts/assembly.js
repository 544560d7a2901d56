// Puts the data of a language and a link together to what the workbook is drawn from.

class OtherExercises extends Error {}

const firstDigits = (number) => number.toString(16).padStart(4, "0");

// Returns the exercises that a link asks, in its order, or throws OtherExercises.
function askedIn(content, { pack, prints, digest }) {
  const asked = prints.map((short) =>
    content.exercises.find((e) => e.prints[pack]?.startsWith(firstDigits(short))));
  if (asked.some((exercise) => !exercise)) throw new OtherExercises();
  const whole = sha256(asked.map((exercise) => exercise.prints[pack]).join(" "));
  if (parseInt(whole.slice(0, 8), 16) !== digest) throw new OtherExercises();
  return asked.map(({ prints: _, prompts, ...exercise }) => ({
    ...exercise,
    prompts: prompts.filter((prompt) => prompt.packs.includes(pack)),
  }));
}

function bookOf(content, link, fragment) {
  const { exercises: _, ...shared } = content;
  const exercises = askedIn(content, link);
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
    file: blankFile(content, link, exercises),
    link: fragment,
    key: link.key,
  };
}

// The blank answers file: its front matter without the closing line, and its parts.
function blankFile(content, link, exercises) {
  const front = { session: link.session, partner: link.partner, name: link.name };
  const lines = Object.entries(front).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  const open = `---\ncoopcoach: answers/1\n${lines.join("")}language: ${content.language}\nmade: '${link.made}'\n`;
  const title = content.texts.workbook_of.replace("{name}", () => link.name);
  const places = content.exercises.map((exercise) => exercise.id);
  const sorted = [...exercises].sort((a, b) => places.indexOf(a.id) - places.indexOf(b.id));
  const parts = sorted.flatMap(({ head, prompts }) =>
    [`${head}\n\n`, ...prompts.map((prompt) => ({ id: prompt.id, head: prompt.head }))]);
  return { open, parts: [`\n# ${headingText(title)}\n\n`, ...parts] };
}

function headingText(text) {
  return encodeLine(text.split(/\s+/).filter(Boolean).join(" ")).replaceAll("{", "(").replaceAll("}", ")");
}

function dayInWords(iso, tag) {
  const words = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(tag, words).format(new Date(`${iso}T00:00:00Z`));
}
