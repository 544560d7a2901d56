// Making elements. User text only ever becomes a text node or a field's value: never markup.

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) {
      node.setAttribute(name, value);
    }
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined));
  return node;
}

const byId = (id) => document.getElementById(id);
const paragraphs = (texts, kind = null) => texts.map((text) => el("p", { class: kind }, text));

function button(words, act, kind = "plain", attributes = {}) {
  return el("button", { type: "button", class: kind, onclick: act, ...attributes }, words);
}

// A sign for the eye; what it does is said by the label.
function signButton(sign, label, act, attributes = {}) {
  const picture = el("span", { "aria-hidden": "true" }, sign);
  return button(picture, act, "sign", { "aria-label": label, title: label, ...attributes });
}

// For those who hear the page; the same words twice are heard twice.
function announce(words) {
  const said = byId("said");
  said.textContent = said.textContent === words ? words + "\u00a0" : words;
}

// A notice stays until it is closed or what it speaks of is over.
function notice(id, words, ...actions) {
  byId(id)?.remove();
  const close = signButton("×", say("close"), () => box.remove());
  const box = el("div", { id, class: "notice", role: "alert" }, el("p", {}, words));
  box.append(el("div", { class: "actions" }, actions, close));
  byId("notices").append(box);
  return box;
}

// Draws anew without losing the place of the hand: by ids, which are the same each time.
function keepingFocus(draw) {
  const before = document.activeElement;
  const { id, selectionStart: start, selectionEnd: end } = before ?? {};
  const [x, y] = [window.scrollX, window.scrollY];
  draw();
  const again = id && byId(id);
  if (!again || again === document.activeElement) return;
  again.focus({ preventScroll: true });
  if (typeof start === "number" && again.setSelectionRange) again.setSelectionRange(start, end);
  window.scrollTo(x, y);
}
