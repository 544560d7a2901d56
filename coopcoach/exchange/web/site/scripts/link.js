// Reads the part of a link behind #, as coopcoach/exchange/web/site/link.py writes it.

const LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const TEXTS = ["session", "partner", "name", "other", "coach", "address"];
const DAY = 86400000;

class DamagedLink extends Error {}

// Returns the content of a link, or throws DamagedLink.
function readLink(fragment) {
  const [, language, letters] = /^1([a-z]+(?:-[A-Za-z]+)*)\.([A-Za-z0-9_-]+)z$/.exec(fragment) ?? [];
  if (!letters) throw new DamagedLink();
  const data = bytesOf(letters);
  const rest = data.subarray(4);
  if (rest.length < 13 || !checkSum(language, rest).every((byte, i) => byte === data[i])) throw new DamagedLink();
  const view = new DataView(rest.buffer, rest.byteOffset);
  const days = view.getUint16(10);
  const count = rest[12];
  const texts = 13 + 2 * count + (rest[1] & 1 ? 37 : 0);
  if (rest[0] > 1 || texts > rest.length) throw new DamagedLink();
  const words = new TextDecoder().decode(rest.subarray(texts)).split("\n");
  if (words.length !== TEXTS.length) throw new DamagedLink();
  return {
    language,
    ...Object.fromEntries(TEXTS.map((name, i) => [name, words[i]])),
    pack: ["compact", "full"][rest[0]],
    prints: Array.from({ length: count }, (_, i) => view.getUint16(13 + 2 * i)),
    digest: view.getUint32(2),
    made: new Date(view.getUint32(6) * 1000).toISOString().replace(".000Z", "+00:00"),
    answerBy: days ? new Date(Date.UTC(2020, 0, 1) + days * DAY).toISOString().slice(0, 10) : null,
    key: rest[1] & 1 ? `age1${lettersOf(rest.subarray(texts - 37, texts))}` : "",
  };
}

function bytesOf(letters) {
  try {
    const binary = atob(letters.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    throw new DamagedLink();
  }
}

function checkSum(language, rest) {
  const hex = sha256Of(Uint8Array.from([...new TextEncoder().encode(language), ...rest]));
  return [0, 2, 4, 6].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

// 58 letters of 5 bits each; the first six of the 296 bits are empty.
function lettersOf(bytes) {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("").slice(6);
  return bits.match(/.{5}/g).map((five) => LETTERS[parseInt(five, 2)]).join("");
}
