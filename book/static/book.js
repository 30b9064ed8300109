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
      const textContent = "On this page one control moves at a time: the others go back to their start. In JupyterLab all move.";
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

  // The search shows lines of the pages that it found: from a disk it may not read them, and would complain.
  if (location.protocol === "file:") DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;

  // What is wider than the page scrolls, also by keyboard.
  const reachable = () => {
    for (const part of document.querySelectorAll("pre, div.dl-math, .pst-scrollable-table-container, .cell_output .output")) {
      const scrolls = part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible";
      if (scrolls && !part.querySelector(".dl-explore, .dl-playground, .dl-quiz")) {
        const what = part.matches(".dl-math") ? "Formula" : part.matches("pre") ? "Code" : "Table or text";
        Object.assign(part, { tabIndex: 0, role: "group", ariaLabel: `${what}, scrolls sideways` });
      } else if (part.ariaLabel?.endsWith("scrolls sideways")) {
        for (const name of ["tabindex", "role", "aria-label"]) part.removeAttribute(name);
      }
    }
  };
  addEventListener("load", reachable);
  addEventListener("resize", reachable);
  document.addEventListener("toggle", reachable, true);
})();
