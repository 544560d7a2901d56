// Keeps the site in the browser, so that it opens without the internet after the first visit.

const PREFIX = `coopcoach:${self.registration.scope}:`;
const CACHE = PREFIX + VERSION;
const PATIENCE = 4000;
// Only the files of this site: a web space may hold other pages beside them.
const PAGES = ["./", "./index.html"].map((name) => new URL(name, self.registration.scope).href);
const KEPT = [...FILES, ...LANGUAGES].map((name) => new URL(name, self.registration.scope).href);
// A partner needs one language: the address of this script names its file.
const ASKED = LANGUAGES.filter((name) => name === self.location.search.slice(1));

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...FILES, ...ASKED])).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys()
    .then((names) => names.filter((name) => name.startsWith(PREFIX) && name !== CACHE))
    .then((old) => Promise.all(old.map((name) => caches.delete(name))))
    .then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = request.url.split(/[?#]/)[0];
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && PAGES.includes(address)) event.respondWith(freshPage());
  else if (request.mode !== "navigate" && KEPT.includes(address)) event.respondWith(kept(request));
});

// The page itself from the site where it answers soon, so that a new one is seen at once. Asked for by its own
// address: what is behind # stays out of the request.
async function freshPage() {
  try {
    const answer = await fetch("./", { signal: AbortSignal.timeout?.(PATIENCE) });
    if (answer.ok) return answer;
  } catch {
    // Offline.
  }
  return (await caches.match("./", { ignoreVary: true })) ?? Response.error();
}

async function kept(request) {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request);
}
