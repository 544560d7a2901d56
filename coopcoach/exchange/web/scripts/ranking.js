// A ranking: options are added one by one and moved by dragging, buttons or arrow keys.

function rankingControl(question, value, place, change) {
  let order = [...(value?.order ?? [])];
  const most = question.top ?? question.options.length;
  const label = (id) => question.options.find((o) => o.id === id)?.label ?? id;
  const list = el("ol", { class: "ranked" });
  const rest = el("ul", { class: "unranked" });
  const count = el("p", { class: "hint" });
  const restLabel = el("p", { class: "rest-label" });
  draw();

  function draw() {
    keepingFocus(() => {
      list.replaceChildren(...order.map(ranked));
      list.hidden = !order.length;
      const left = question.options.filter((o) => !order.includes(o.id));
      rest.replaceChildren(...left.map(({ id }) => unranked(id)));
      rest.hidden = !left.length;
      restLabel.hidden = !left.length || order.length >= most;
      restLabel.textContent = say(order.length ? "still_to_rank" : "rank_first");
      count.textContent = order.length < most ? "" : say("ranking_full", { n: most });
      count.hidden = !count.textContent || !left.length;
    });
  }

  function tell(words) {
    draw();
    change(order.length ? { kind: "ranking", order: [...order] } : null);
    announce(words);
  }

  function unranked(id) {
    const full = order.length >= most;
    const add = button([el("span", { class: "plus", "aria-hidden": "true" }, "+"), label(id)], () => {
      const next = question.options.find((o) => o.id !== id && !order.includes(o.id));
      order.push(id);
      tell(say("ranked_at", { label: label(id), n: order.length }));
      byId(next && order.length < most ? `${place.id}-add-${next.id}` : `${place.id}-grip-${id}`)
        ?.focus({ preventScroll: true });
    }, "add", { id: `${place.id}-add-${id}`, disabled: full });
    return el("li", {}, add);
  }

  function ranked(id, at) {
    const words = label(id);
    const named = (key) => say(key, { label: words });
    const grip = button("⠿", () => {}, "grip", {
      id: `${place.id}-grip-${id}`,
      "aria-label": say("grip", { label: words, n: at + 1, count: order.length }),
      title: say("drag"),
      onkeydown: (event) => {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (event.key === "Delete" || event.key === "Backspace") remove(id);
        else if (step) move(id, order.indexOf(id) + step);
        else return;
        event.preventDefault();
      },
    });
    const shown = el("span", { class: "words" }, words);
    const item = el("li", { "data-id": id }, grip, shown);
    item.append(
      signButton("↑", named("move_up"), () => move(id, at - 1),
        { id: `${place.id}-up-${id}`, "aria-disabled": at === 0 ? "true" : null }),
      signButton("↓", named("move_down"), () => move(id, at + 1),
        { id: `${place.id}-down-${id}`, "aria-disabled": at === order.length - 1 ? "true" : null }),
      signButton("×", named("take_out"), () => remove(id), { id: `${place.id}-out-${id}` }),
    );
    draggable(item, grip, id);
    // A finger on the words scrolls the page.
    draggable(item, shown, id, ["mouse", "pen"]);
    return item;
  }

  function move(id, to) {
    const from = order.indexOf(id);
    if (to < 0 || to >= order.length || to === from) return;
    order.splice(to, 0, ...order.splice(from, 1));
    tell(say("ranked_at", { label: label(id), n: to + 1 }));
  }

  function remove(id) {
    const at = order.indexOf(id);
    order = order.filter((each) => each !== id);
    tell(say("taken_out", { label: label(id) }));
    const next = order[Math.min(at, order.length - 1)];
    byId(next ? `${place.id}-grip-${next}` : `${place.id}-add-${id}`)?.focus({ preventScroll: true });
  }

  // Pointer events cover mouse, touch and pen.
  function draggable(item, handle, id, by = ["mouse", "pen", "touch"]) {
    handle.addEventListener("pointerdown", (event) => {
      if (event.button || !by.includes(event.pointerType)) return;
      event.preventDefault();
      byId(`${place.id}-grip-${id}`).focus({ preventScroll: true });
      handle.setPointerCapture(event.pointerId);
      const begin = event.clientY;
      const middles = [...list.children].map((each) => {
        const box = each.getBoundingClientRect();
        return box.top + box.height / 2;
      });
      let to = order.indexOf(id);
      const drag = (moved) => {
        const way = moved.clientY - begin;
        const here = middles[order.indexOf(id)] + way;
        to = middles.filter((middle, i) => i !== order.indexOf(id) && middle < here).length;
        item.classList.add("dragged");
        item.style.transform = `translateY(${way}px)`;
        mark(to);
      };
      const drop = (ended) => {
        handle.removeEventListener("pointermove", drag);
        item.classList.remove("dragged");
        item.style.transform = "";
        mark(-1);
        if (ended.type === "pointerup") move(id, to);
      };
      handle.addEventListener("pointermove", drag);
      handle.addEventListener("pointerup", drop, { once: true });
      handle.addEventListener("pointercancel", drop, { once: true });
    });

    function mark(to) {
      const from = order.indexOf(id);
      [...list.children].forEach((each, i) => {
        each.classList.toggle("before", i === to && to < from);
        each.classList.toggle("behind", i === to && to > from);
      });
    }
  }

  return el("div", { class: "ranking" }, list, count, restLabel, rest);
}
