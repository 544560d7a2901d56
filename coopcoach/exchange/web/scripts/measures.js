// Written numbers and dates. A number is kept as text ("1.5"): a binary fraction would change its value.

const NUMBER = /^([+\-−]?\d[\d.,'’\u00a0\u202f ]*)(\D.*)?$/s;
const escaped = (text) => text.replace(/[^\p{L}\p{N}\s]/gu, "\\$&");
const grouped = () => {
  const [group, decimal] = [locale.group, locale.decimal].map(escaped);
  return new RegExp(`^[+-]?(?:\\d{1,3}(?:${group}\\d{3})+|\\d+)(?:${decimal}\\d*)?$`);
};
// The program's decimals round beyond this number of digits.
const MOST_DIGITS = 28;

function writeNumber(value, unit) {
  const plain = value.replace(".", locale.decimal);
  return unit ? `${plain} ${unit}` : plain;
}

function readNumber(text, units) {
  const match = NUMBER.exec(text.trim());
  const unit = (match?.[2] ?? "").trim().toLowerCase();
  if (!match || (unit && !units.includes(unit))) return null;
  let plain = match[1].replace(/['’\u00a0\u202f ]/g, "").replace("−", "-");
  if (grouped().test(plain)) {
    plain = plain.replaceAll(locale.group, "").replace(locale.decimal, ".");
  } else {
    plain = plain.replaceAll(",", ".");
  }
  return plainNumber(plain);
}

// Removes leading and trailing zeros: 007,50 is 7.5.
function plainNumber(text) {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) return null;
  const whole = match[2].replace(/^0+(?=\d)/, "");
  const part = (match[3] ?? "").replace(/0+$/, "");
  if (whole.length + part.length > MOST_DIGITS) return null;
  return (match[1] === "-" ? "-" : "") + whole + (part ? "." + part : "");
}

function readDate(text) {
  const match = /^(\d{1,2})[./]\s?(\d{1,2})[./]\s?(\d{4})$/.exec(text.trim());
  const iso = match
    ? `${match[3]}-${match[2].padStart(2, "0")}-${match[1].padStart(2, "0")}`
    : text.trim();
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso) || iso < "0001") return null;
  const day = new Date(iso + "T00:00:00Z");
  // Date parses 30 February as 2 March.
  return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(iso) ? iso : null;
}

function shortDate(iso) {
  const [year, month, day] = iso.split("-");
  return locale.shortDate.replace("dd", day).replace("MM", month).replace("yyyy", year);
}

function dateInWords(iso) {
  const day = new Date(iso + "T00:00:00Z");
  const words = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat(locale.tag, words).format(day);
}

// Returns a time with its local offset: 2027-01-12T20:47:13+01:00.
function localTime(moment) {
  const two = (number) => String(Math.abs(number)).padStart(2, "0");
  const offset = -moment.getTimezoneOffset();
  const sign = offset < 0 ? "-" : "+";
  const date = [moment.getFullYear(), two(moment.getMonth() + 1), two(moment.getDate())].join("-");
  const time = [moment.getHours(), moment.getMinutes(), moment.getSeconds()].map(two).join(":");
  return `${date}T${time}${sign}${two(Math.trunc(offset / 60))}:${two(offset % 60)}`;
}
