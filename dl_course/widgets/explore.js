// The browser part of `explore`: labelled controls above a picture that follows them.
//
// A place is where the controls stand, one index each; "12,0" is its key. A frame is what is shown there: {picture, alt,
// said, trouble, ms}, as `Explorer` in explore.py describes it. Frames come with the model, or from the kernel, which is
// asked for one at a time: for the place where the reader is, and while there is nothing to do, for places that are near.
//
// A page without Jupyter calls `render` with a model of its own: `get` gives the traits of `Live` in live.py, with all `frames`
// that there are and `how_to_move` for the places without one; its other functions may do nothing. Where it has a `home`, a place,
// only those frames are there at which one control is away from it: then the others return when one is moved.

const KEPT = 300; // frames
const AHEAD = 6; // steps on the way of the last move
const SPARE = 400; // ms of drawing ahead after a move: a key that comes later finds the kernel free
const SLOW = 300; // ms; what takes longer is not drawn ahead, as a cell that is run would wait for it
const PATIENCE = 2000; // ms until a reader is told that nobody answers
const PAUSE = 400; // ms without a move, after which the picture is announced and saved

const BUSY = "No picture yet: the kernel is busy. If it stays so, run this cell again, after the cells above.";

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const number = (text) => Number(text.trim().replace("\u2212", "-").replace(",", "."));

/** A slider with a field to type in, or a list; `move(index, why)` is called when the reader turns it, with a word if need be. */
function makeControl({ label, texts, slides }, move) {
  const id = `dl-${Math.random().toString(36).slice(2)}`; // each figure has a module of its own, so none can count
  const name = make("label", { htmlFor: id, textContent: label });
  if (!slides) {
    const list = make("select", { id }, ...texts.map((text) => make("option", { textContent: text })));
    list.addEventListener("change", () => move(list.selectedIndex));
    return { nodes: [name, list], show: (index) => (list.selectedIndex = index) };
  }
  const slider = make("input", { id, type: "range", min: 0, max: texts.length - 1, step: 1 });
  const field = make("input", { type: "text", inputMode: "decimal", ariaLabel: `${label}, type a value` });
  const show = (index) => {
    slider.value = index;
    slider.ariaValueText = field.value = texts[index];
  };
  slider.addEventListener("input", () => move(slider.valueAsNumber));
  field.addEventListener("change", () => {
    const typed = field.value.trim();
    const wanted = number(typed);
    if (!typed || isNaN(wanted)) return move(slider.valueAsNumber, `${label} takes a number, and stays at ${slider.ariaValueText}.`);
    const values = texts.map(number);
    const far = values.map((value) => Math.abs(value - wanted));
    const nearest = far.indexOf(Math.min(...far));
    const isOutside = wanted < Math.min(...values) || wanted > Math.max(...values);
    move(nearest, isOutside ? `${label} ends at ${texts[nearest]}.` : "");
  });
  return { nodes: [name, slider, field], show };
}

/** Places that the reader will likely want next, the likeliest first. */
function* near(place, [control, direction], controls) {
  const moved = (c, steps) => place.with(c, place[c] + steps);
  for (let k = 1; k <= AHEAD; k++) yield moved(control, k * direction);
  for (let c = 0; c < controls.length; c++) yield* [moved(c, 1), moved(c, -1)];
}

function render({ model, el }) {
  const controls = model.get("controls");
  const frames = new Map(Object.entries(model.get("frames")));
  let place = model.get("place");
  let turned = [0, 1]; // the control of the last move, and its direction
  let spent = 0; // ms of drawing ahead since then
  let asked = null; // key of the place that the kernel is drawing
  let world = null; // how many cells had run when frames were drawn; null as long as no kernel has answered
  let rested = true; // whether the picture has been announced and saved, or need not be
  let back = ""; // which controls have returned to their home since the last announcement, or did not go where they should
  let waiting = null;
  let resting = null;

  const [width, height] = model.get("size");
  const picture = make("img", { className: model.get("kind"), width, height });
  const note = make("p", { className: "note", hidden: true });
  const heard = make("div", { className: "heard", role: "status", ariaLive: "polite" });
  const shown = controls.map((control, c) => makeControl(control, (index, why) => move(c, index, why)));
  const grid = make("div", { className: "controls" }, ...shown.flatMap((control) => control.nodes));
  const root = make("div", { className: "dl-explore", role: "group", ariaLabel: "Interactive figure" });
  root.append(grid, note, picture, heard);

  const say = (text) => {
    note.textContent = text;
    note.hidden = !text;
  };

  function move(c, index, why = "") {
    turned = [c, Math.sign(index - place[c]) || turned[1]];
    spent = 0;
    const home = model.get("home");
    const moved = home ? [...controls.keys()].filter((k) => k !== c && place[k] !== home[k]) : [];
    if (moved.length) back = moved.map((k) => `${controls[k].label} is back at ${controls[k].texts[home[k]]}.`).join(" ");
    if (why) back = [back, why].join(" ").trim();
    place = (home ?? place).with(c, index);
    shown.forEach((control, k) => control.show(place[k]));
    rested = false;
    clearTimeout(resting);
    resting = setTimeout(rest, PAUSE);
    draw();
    next();
  }

  /** Shows the frame of the place where the controls stand, if it is there. */
  function draw() {
    const frame = frames.get(String(place));
    if (!frame) return;
    const source = `data:image/png;base64,${frame.picture}`;
    if (frame.picture && picture.src !== source) picture.src = source;
    picture.alt = frame.alt;
    picture.classList.toggle("past", Boolean(frame.trouble));
    say(frame.trouble);
  }

  /** Announces the picture where the reader has come to rest, and keeps it for a page without a kernel. */
  function rest() {
    const frame = frames.get(String(place));
    resting = null;
    if (rested || !frame) return;
    rested = true;
    heard.textContent = back ? `${frame.said}. ${back}` : frame.said;
    back = "";
    if (world === null || frame.trouble) return;
    model.set("place", place);
    model.set("frames", { [place]: frame });
    model.save_changes();
  }

  /** Asks for the frame that is missing here, or for one that is near. */
  function next() {
    if (asked !== null) return;
    const here = frames.get(String(place));
    if (!here) return ask(place);
    if (world === null || here.ms > SLOW || spent > SPARE || !root.matches(":hover, :focus-within")) return;
    for (const each of near(place, turned, controls)) {
      const there = each.every((index, c) => 0 <= index && index < controls[c].texts.length);
      if (there && !frames.has(String(each))) return ask(each);
    }
  }

  function ask(wanted) {
    asked = String(wanted);
    send({ place: wanted });
  }

  function send(question) {
    clearTimeout(waiting);
    waiting = setTimeout(giveUp, PATIENCE);
    try {
      model.send(question);
    } catch {
      // the kernel is gone: nobody answers, which the reader is told
    }
  }

  function giveUp() {
    asked = null; // so that the next move asks again
    if (world !== null && frames.has(String(place))) return;
    say(world === null ? model.get("how_to_move") : BUSY);
    picture.classList.toggle("past", !frames.has(String(place)));
  }

  function answer({ world: now, place: drawn, frame }) {
    if (world !== null && world !== now) frames.clear(); // a cell has run: what is drawn may look different now
    world = now;
    if (frame) {
      frames.set(String(drawn), frame);
      if (String(drawn) !== String(place)) spent += frame.ms;
      if (frames.size > KEPT) frames.delete(frames.keys().next().value);
      if (asked === String(drawn)) asked = null;
    }
    if (asked === null) clearTimeout(waiting);
    say("");
    draw();
    if (resting === null) rest();
    next();
  }

  // JupyterLab takes keys for itself wherever they are pressed: "r" would turn the cell raw, Ctrl+A would select all cells.
  // Ctrl+S still saves, Shift+Enter still runs the cell, and Escape leads back to it: the way by Tab is long.
  root.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
    if (key === "Escape") root.closest(".jp-Cell")?.focus();
    const runs = key === "Enter" && shiftKey;
    const commands = (ctrlKey || metaKey || altKey) && key.toLowerCase() !== "a";
    if (!runs && !commands) event.stopPropagation();
  });
  grid.addEventListener("focusin", ({ target }) => {
    if (root.closest(".jp-Cell")) root.ariaDescription = "Escape leads back to the cell.";
    const c = shown.findIndex((control) => control.nodes.includes(target));
    if (c !== turned[0]) [turned, spent] = [[c, 1], 0];
    if (asked === null) send({});
  });
  root.addEventListener("pointerenter", () => asked === null && send({}));
  model.on("msg:custom", answer);

  shown.forEach((control, c) => control.show(place[c]));
  draw();
  send({});
  el.append(root);
  return () => {
    clearTimeout(waiting);
    clearTimeout(resting);
    model.off("msg:custom", answer);
  };
}

export default { render };
