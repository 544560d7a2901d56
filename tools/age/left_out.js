// In place of the parts for passwords and for keys of other kinds than age1…: 80 kB that the page never calls.
export const MLKEM768P256 = null;
export const MLKEM768X25519 = null;
export const p256 = null;
export const scrypt = null;
