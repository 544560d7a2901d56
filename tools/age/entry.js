// What the web workbook needs of age: encrypt a text to one public key, in the text form.
import { Encrypter, armor } from "age-encryption";

export async function encrypted(text, key) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(key);
  return armor.encode(await encrypter.encrypt(text));
}
