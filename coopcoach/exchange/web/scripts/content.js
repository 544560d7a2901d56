// The data of the book: its prompts and texts.

const { locale } = book;
const prompts = new Map(book.exercises.flatMap((e) => e.prompts).map((p) => [p.id, p]));
const exerciseOf = (id) => book.exercises.find((e) => e.prompts.some((p) => p.id === id));

function promptOf(id) {
  return prompts.get(id);
}

// Returns a text of the page with its placeholders replaced; placeholders inside values are kept.
function say(key, values = {}) {
  let text = book.texts[key];
  if (typeof text === "object") text = values.n === 1 ? text.one : text.many;
  return text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}

const spoken = (number) => new Intl.NumberFormat(locale.tag).format(number);
const quote = (text) => locale.quotes[0] + text + locale.quotes[1];
