// What a page of the book does by itself: widgets that move without a kernel, and predictions that open as one.
//
// Everything is a plain script, so that the book also works when it is opened from a disk.

(() => {
  const here = document.currentScript.src.replace(/[^/]*$/, "");
  const waiting = new Map(); // name of a figure -> what is done when its frames are there
  let ready = null; // resolved when the front ends of the widgets are there

  const load = (address) =>
    document.head.append(Object.assign(document.createElement("script"), { src: address, async: true }));

  /** Called by each file of frames. */
  window.dlFrames = (name, content) => waiting.get(name)(content);

  const widgets = () =>
    (ready ??= new Promise((done) => {
      window.dlWidgetsReady = () => done(window.dlWidgets);
      load(`${here}widgets.js`);
    }));

  const framesOf = (place) =>
    new Promise((done) => {
      waiting.set(place.dataset.name, done);
      load(new URL(place.dataset.frames, location.href).href);
    });

  /** What explore.js calls the model: here it holds all frames, and nobody else listens. */
  function modelOf({ controls, place, together, look, size, frames }) {
    const traits = { controls, place, frames, size, kind: look, how_to_move: "", home: together ? null : place };
    const nothing = () => {};
    return { get: (name) => traits[name], set: nothing, save_changes: nothing, send: nothing, on: nothing, off: nothing };
  }

  async function bringToLife(place) {
    const state = place.querySelector(":scope > script");
    if (state) {
      const { playground, quiz } = await widgets();
      const content = JSON.parse(state.textContent);
      place.replaceChildren();
      if (place.dataset.kind === "quiz") quiz.render({ model: { get: () => content }, el: place });
      else playground.mount(place, content);
      return;
    }
    const [{ explore }, content] = await Promise.all([widgets(), framesOf(place)]);
    const fresh = document.createElement("div");
    explore.render({ model: modelOf(content), el: fresh });
    if (!content.together) {
      const textContent =
        "On this page one control moves at a time: the others go back to their start. What needs two at once, try in JupyterLab.";
      const id = `note-${place.dataset.name}`;
      fresh.prepend(Object.assign(document.createElement("p"), { className: "dl-note", id, textContent }));
      fresh.querySelectorAll("input, select").forEach((control) => control.setAttribute("aria-describedby", id));
    }
    place.replaceChildren(...fresh.childNodes);
  }

  /** Frames are half a megabyte a figure: they are loaded shortly before a reader comes by. */
  const near = new IntersectionObserver(
    (seen) => {
      for (const { target, isIntersecting } of seen) {
        if (!isIntersecting) continue;
        near.unobserve(target);
        bringToLife(target);
      }
    },
    { rootMargin: "1000px" },
  );
  document.querySelectorAll(".dl-live").forEach((place) => near.observe(place));

  // What follows from a prediction is folded with it, and unfolds with it.
  for (const summary of document.querySelectorAll("details.hide > summary")) {
    summary.removeAttribute("aria-label"); // it would hide what the reader sees: "Show what comes out"
    summary.addEventListener("click", () => (summary.parentElement.dataset.moved = "by the reader"));
  }
  for (const first of document.querySelectorAll(".tag_hide-output details.hide")) {
    first.addEventListener("toggle", () => {
      let cell = first.closest(".cell").nextElementSibling;
      for (; cell?.matches(".tag_hide-cell"); cell = cell.nextElementSibling) {
        const fold = cell.querySelector("details");
        if (!fold.dataset.moved) fold.open = first.open;
      }
    });
  }

  // A word of the glossary says what it means: under the mouse, in the keyboard's focus, at a first touch, to a screen reader.
  const words = [...document.querySelectorAll("a.dl-term")];
  const said = new Map(); // word -> its bubble
  let shown = null; // the word whose bubble is open
  let soon = 0; // a timer

  const hide = () => {
    clearTimeout(soon);
    if (shown) said.get(shown).hidden = true;
    shown = null;
  };
  const show = (word) => {
    clearTimeout(soon);
    if (shown === word) return;
    hide();
    const bubble = said.get(word);
    bubble.hidden = false;
    const [line] = word.getClientRects();
    const { width, height } = bubble.getBoundingClientRect();
    const room = document.documentElement.clientWidth - width - 8;
    const below = line.bottom + height + 4 < innerHeight || line.top < height + 4;
    bubble.style.left = `${scrollX + Math.max(8, Math.min(line.left, room))}px`;
    bubble.style.top = `${scrollY + (below ? line.bottom : line.top - height)}px`;
    shown = word;
  };
  const later = (what, word) => {
    clearTimeout(soon);
    soon = setTimeout(what, 200, word);
  };
  for (const [number, word] of words.entries()) {
    const bubble = Object.assign(document.createElement("div"), { id: `said-${number}`, className: "dl-said", hidden: true });
    bubble.setAttribute("role", "tooltip");
    const german = Object.assign(document.createElement("span"), { lang: "de", textContent: word.dataset.german });
    bubble.append(`${word.dataset.sentence} `, german);
    said.set(word, bubble);
    word.setAttribute("aria-describedby", bubble.id);
    for (const part of [word, bubble]) {
      part.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && later(show, word));
      part.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && later(hide));
    }
    word.addEventListener("focus", () => show(word));
    word.addEventListener("blur", hide);
    let first = false; // a finger reads what the word means, and follows the link when it comes again
    word.addEventListener("pointerdown", (event) => (first = event.pointerType === "touch" && shown !== word));
    word.addEventListener("click", (event) => {
      if (!first) return;
      event.preventDefault();
      show(word);
    });
  }
  document.body.append(...said.values());
  addEventListener("resize", hide);
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
  addEventListener("pointerdown", ({ target }) => shown && target !== shown && !said.get(shown).contains(target) && hide());

  // The search shows lines of the pages that it found: from a disk it may not read them, and would complain.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  // What is wider than the page scrolls, also by keyboard. A picture that would be less than half as wide as it was drawn does, too.
  const atItsEnd = ({ target: part }) =>
    part.classList?.toggle("dl-end", part.scrollLeft + part.clientWidth > part.scrollWidth - 2);
  const reachable = () => {
    for (const picture of document.querySelectorAll(".cell_output .output > img[width]")) {
      const drawn = picture.getAttribute("width");
      picture.style.minWidth = picture.parentElement.clientWidth < drawn / 2 ? `${0.75 * drawn}px` : "";
    }
    for (const part of document.querySelectorAll("pre, div.dl-math, .pst-scrollable-table-container, .cell_output .output")) {
      const scrolls = part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible";
      if (scrolls && !part.querySelector(".dl-explore, .dl-playground, .dl-quiz")) {
        const what = part.matches(".dl-math") ? "Formula" : part.matches("pre") ? "Code" : "Table or text";
        Object.assign(part, { tabIndex: 0, role: "group", ariaLabel: `${what}, scrolls sideways` });
        atItsEnd({ target: part });
      } else if (part.ariaLabel?.endsWith("scrolls sideways")) {
        for (const name of ["tabindex", "role", "aria-label"]) part.removeAttribute(name);
      }
    }
  };
  addEventListener("load", reachable);
  addEventListener("resize", reachable);
  document.addEventListener("toggle", reachable, true);
  document.addEventListener("scroll", atItsEnd, true);
})();
