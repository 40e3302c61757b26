// The page's own behaviour: links from an answer to its evidence, copying, the Enter key under an input
// method, and keeping the last question in sight. Knows nothing of Gradio but the ids page.py gives.
(() => {
  "use strict";
  const WIDE = window.matchMedia("(min-width: 1000px)");
  const CALM = window.matchMedia("(prefers-reduced-motion: reduce)");
  const behaviour = () => (CALM.matches ? "auto" : "smooth");

  function show(turn) {
    document.querySelectorAll(".turn.current").forEach((other) => other.classList.remove("current"));
    turn.classList.add("current");
  }

  function visit(element, block) {
    element.scrollIntoView({ behavior: behaviour(), block });
    element.focus({ preventScroll: true });
  }

  function flash(element) {
    element.classList.remove("found");
    void element.offsetWidth; // restarts the animation when the same card is asked for again
    element.classList.add("found");
    element.addEventListener("animationend", () => element.classList.remove("found"), { once: true });
  }

  function cite(link) {
    const card = document.getElementById(link.hash.slice(1));
    if (!card) return;
    show(link.closest(".turn"));
    visit(card, WIDE.matches ? "nearest" : "center");
    flash(card);
  }

  function back(link) {
    const turn = link.closest(".turn");
    const cites = turn.querySelectorAll(".cite");
    const card = link.closest(".card").id;
    const origin = [...cites].find((other) => other.hash === "#" + card);
    if (origin) visit(origin, "center");
  }

  function sources(button) {
    const turn = button.closest(".turn");
    show(turn);
    visit(turn.querySelector(".evidence"), "start");
  }

  function expand(button) {
    const card = button.closest(".card");
    const open = !card.classList.contains("open");
    if (open) unfolded.add(placeOf(card));
    else unfolded.delete(placeOf(card));
    fold(card, open);
  }

  function fold(card, open) {
    card.classList.toggle("open", open);
    const button = card.querySelector(".expand");
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? button.dataset.less : button.dataset.more;
  }

  // With each sentence of an answer the whole conversation is put in anew. What the visitor has unfolded and where
  // the keyboard is must outlast that. A card is known by the place it cites: its number may change.
  const unfolded = new Set();
  let held = null;

  const placeOf = (card) => card.closest(".turn").id + " " + card.dataset.place;

  function keep(target) {
    const turn = target.closest?.("#conversation .turn");
    const card = target.closest?.(".card");
    held = turn && {
      turn: turn.id,
      place: card && card.dataset.place,
      kind: target.classList[0] || target.localName,
      nth: alike(card || turn, target.classList[0] || target.localName).indexOf(target),
    };
  }

  function alike(within, kind) {
    const found = [...within.querySelectorAll("." + kind + "," + kind)];
    return within.matches("." + kind) ? [within, ...found] : found;
  }

  function restore() {
    for (const card of document.querySelectorAll("#conversation .card:not(.open)"))
      if (unfolded.has(placeOf(card)) && card.querySelector(".expand")) fold(card, true);
    for (const others of document.querySelectorAll("#conversation .others:not([open])"))
      if (unfolded.has(others.closest(".turn").id)) others.open = true;
    if (!held || document.activeElement !== document.body) return;
    const turn = document.getElementById(held.turn);
    const within = turn && held.place ? turn.querySelector(`[data-place="${CSS.escape(held.place)}"]`) : turn;
    const again = within && alike(within, held.kind)[held.nth];
    // Nothing is left to be stopped: what comes next is another question.
    const next = held.kind === "halt" ? document.querySelector("#question textarea") : null;
    held = again ? held : null;
    (again || next)?.focus({ preventScroll: true });
  }

  document.addEventListener("focusin", (event) => keep(event.target));
  document.addEventListener("pointerdown", (event) => {
    if (!event.target.closest?.("#conversation :is(a, button, summary)")) held = null;
  });
  document.addEventListener(
    "toggle",
    (event) => {
      if (!event.target.matches?.("#conversation .others") || !event.target.isConnected) return;
      const turn = event.target.closest(".turn").id;
      if (event.target.open) unfolded.add(turn);
      else unfolded.delete(turn);
    },
    true
  );

  async function copy(button) {
    const label = button.textContent;
    await put(button.dataset.copy);
    button.textContent = button.dataset.done;
    button.disabled = true;
    setTimeout(() => {
      button.textContent = label;
      button.disabled = false;
    }, 1600);
  }

  function put(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const area = document.createElement("textarea"); // a page that is not on loopback has no clipboard
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    return Promise.resolve();
  }

  const actions = { ".cite": cite, ".number": back, ".sources": sources, ".expand": expand, ".copy": copy };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    for (const [selector, action] of Object.entries(actions)) {
      const target = event.target.closest?.(selector);
      if (!target || !target.closest("#conversation")) continue;
      event.preventDefault();
      action(target);
      return;
    }
  });

  // Enter that ends a conversion belongs to the input method. Safari reports it after the composition
  // has ended, with keyCode 229.
  let composing = false;
  document.addEventListener("compositionstart", () => (composing = true), true);
  document.addEventListener("compositionend", () => setTimeout(() => (composing = false)), true);
  for (const type of ["keydown", "keypress"]) {
    document.addEventListener(
      type,
      (event) => {
        if (event.key !== "Enter" || !event.target.closest?.("#question")) return;
        if (event.isComposing || composing || event.keyCode === 229) event.stopImmediatePropagation();
      },
      true
    );
  }

  let newest = "";
  function follow() {
    restore();
    const bar = document.querySelector("#header .bar");
    if (bar) {
      document.documentElement.lang = bar.dataset.language;
      if (document.title !== bar.dataset.title) document.title = bar.dataset.title;
    }
    // Beside an answer without evidence there is room for what was looked at; under it there is not.
    const looked = document.querySelector(".turn.current .bare .others:not([data-seen])");
    if (looked && WIDE.matches) {
      looked.open = true;
      looked.dataset.seen = "";
    }
    const turns = document.querySelectorAll("#conversation .turn");
    const last = turns[turns.length - 1];
    document.body.classList.toggle("talking", turns.length > 0);
    document.body.classList.toggle("beside", !!document.querySelector("#conversation :is(.evidence, .busy)"));
    const state = last ? last.id + !!last.querySelector(".busy") : "";
    if (state === newest) return;
    newest = state;
    if (last) last.scrollIntoView({ behavior: behaviour(), block: fits(last) ? "nearest" : "start" });
    else window.scrollTo({ top: 0 });
    if (!last) unfolded.clear();
  }

  function fits(turn) {
    return WIDE.matches && turn.offsetHeight < window.innerHeight - 220;
  }

  new MutationObserver(follow).observe(document.documentElement, { childList: true, subtree: true });
})();
