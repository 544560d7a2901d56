// Creates elements. User text becomes text nodes and field values, never markup.

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

// A button with a sign; screen readers read its label.
function signButton(sign, label, act, attributes = {}) {
  const picture = el("span", { "aria-hidden": "true" }, sign);
  return button(picture, act, "sign", { "aria-label": label, title: label, ...attributes });
}

// Announces a text to screen readers; a changed text makes them read the same one again.
function announce(words) {
  const status = byId("said");
  status.textContent = status.textContent === words ? words + "\u00a0" : words;
}

// Shows a notice until it is closed or removed.
function notice(id, words, ...actions) {
  byId(id)?.remove();
  const close = signButton("×", say("close"), () => box.remove());
  const box = el("div", { id, class: "notice", role: "alert" }, el("p", {}, words));
  box.append(el("div", { class: "actions" }, actions, close));
  byId("notices").append(box);
  return box;
}

// Redraws and restores focus, selection and scroll position; elements are found by their ids.
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
