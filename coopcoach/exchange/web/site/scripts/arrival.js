// Arrives at a link: reads it, loads the data of its language, and draws the workbook.

const site = JSON.parse(document.getElementById("site").textContent);
const KNOWN = "coopcoach:links";
const TIMEOUT = 20000;

class Unreachable extends Error {}

// Mail programs break long lines: blanks are taken out.
const linkInAddress = () => location.hash.slice(1).split("/")[0].replace(/%20|%0[AD]|\s/gi, "");

async function arrive() {
  const fragment = linkInAddress();
  if (!fragment) return welcome();
  try {
    const link = readLink(fragment);
    const content = await contentOf(link.language);
    runWorkbook({ ...bookOf(content, link, fragment), loadAge });
    remember(link, fragment);
    keepOffline(link.language);
    // Handing in needs it, and says so where it cannot be had.
    if (link.key) loadAge().catch(() => {});
  } catch (error) {
    if (error instanceof DamagedLink) return tell("damaged");
    if (error instanceof OtherExercises) return otherExercises();
    if (error instanceof Unreachable) return tell("unreachable", ["again", () => location.reload()]);
    throw error;
  }
}

// Keeps the site for work without the internet, once the page itself is there.
function keepOffline(language) {
  const register = () =>
    navigator.serviceWorker?.register(`worker.js?${site.languages[language].file}`).catch(() => {});
  if (document.readyState === "complete") register();
  else addEventListener("load", register);
}

async function contentOf(language) {
  const file = site.languages[language]?.file;
  if (!file) throw new OtherExercises();
  try {
    const answer = await fetch(file, { signal: AbortSignal.timeout?.(TIMEOUT) });
    if (answer.ok) return await answer.json();
  } catch {
    // Offline, or cut off.
  }
  throw new Unreachable();
}

let loading = null;

// Loads the library that encrypts, which defines `age`; resolves at once where it is there already.
function loadAge() {
  loading ??= new Promise((resolve, reject) => {
    const script = element("script", "", { src: site.age });
    script.addEventListener("load", resolve);
    script.addEventListener("error", () => {
      loading = null;
      reject(new Unreachable());
    });
    document.head.append(script);
  });
  return loading;
}

// An old page may be in the store of this browser, while the site has the exercises by now: it is loaded once more.
async function otherExercises() {
  const worker = await navigator.serviceWorker?.getRegistration();
  if (worker && !sessionStorage.getItem(KNOWN)) {
    sessionStorage.setItem(KNOWN, "1");
    await worker.unregister();
    return location.reload();
  }
  sessionStorage.removeItem(KNOWN);
  tell("other_exercises");
}

function element(tag, words, attributes = {}) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(words);
  return node;
}

// The languages of the texts that are shown without a workbook: that of the link or of the browser, else all.
function languagesShown() {
  const [, named] = /^1([A-Za-z-]+)\./.exec(linkInAddress()) ?? [];
  const wanted = [named, ...navigator.languages.map((tag) => tag.split("-")[0].toLowerCase())];
  const found = wanted.find((language) => language in site.languages);
  return found ? [found] : Object.keys(site.languages);
}

function tell(key, action = null) {
  const page = document.getElementById("page");
  page.replaceChildren();
  for (const language of languagesShown()) {
    const { texts } = site.languages[language];
    const box = element("section", "", { lang: language });
    box.append(element("h1", texts.heading), element("p", texts[key], { class: "lead" }));
    if (action) {
      const [name, act] = action;
      const again = element("button", texts[name], { type: "button", class: "main" });
      again.addEventListener("click", act);
      box.append(again);
    }
    page.append(box);
  }
  document.documentElement.lang = languagesShown()[0];
}

function knownLinks() {
  try {
    return JSON.parse(localStorage.getItem(KNOWN)) ?? [];
  } catch {
    return [];
  }
}

// Somebody may come back without the link.
function remember({ session, partner, name, other }, fragment) {
  const others = knownLinks().filter((each) => each.session !== session || each.partner !== partner);
  try {
    localStorage.setItem(KNOWN, JSON.stringify([{ session, partner, name, other, fragment }, ...others]));
  } catch {
    // Without a store there is nothing to come back to.
  }
}

function welcome() {
  const known = knownLinks();
  tell(known.length ? "go_on" : "no_link");
  if (!known.length) return;
  const list = element("ul", "", { class: "roomy" });
  for (const { name, other, fragment } of known) {
    const entry = element("li", "");
    entry.append(element("a", [name, other].filter(Boolean).join(" & "), { href: `#${fragment}` }));
    list.append(entry);
  }
  document.querySelector("#page section").append(list);
}

// Another link in the same window: the page begins anew. The workbook itself watches its own places.
const arrivedWith = linkInAddress();
addEventListener("hashchange", () => linkInAddress() !== arrivedWith && location.reload());
arrive();
