// The page: native controls around three pictures, for a widget in a notebook and for a page without a kernel.
import { ACTIVATIONS, LOSSES } from "./network.js";
import { DATA_SETS } from "./points.js";
import { Session } from "./session.js";
import {
  FEATURE_NAMES, Plane, coloursOf, drawLosses, drawNetwork, drawPlane, found, shortened, signsOf, unitName,
} from "./drawing.js"; // prettier-ignore

const MOST_LAYERS = 6;
const MOST_UNITS = 8;
const RATES = [0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3];
const PENALTIES = [0, 0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1];
const SPOKEN = 5000; // milliseconds between two reports to a screen reader while it plays
const REPORTED = 1000; // milliseconds between two reports to Python while it plays
const CALM = 500; // milliseconds between two pictures for readers who want less motion

/** An element: attributes that begin with "on" are listeners, the others properties or attributes. */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function labelled(text, control) {
  return h("label", {}, h("span", {}, text), control);
}

/** A list to choose from. `options` are values or [value, text]; a value that is not among them is added. */
function choice(text, options, onchange) {
  const select = h("select", { onchange: () => onchange(select.value) });
  const fill = (entries) => {
    const key = JSON.stringify(entries);
    if (select.dataset.key === key) return;
    select.dataset.key = key;
    select.replaceChildren(...entries.map(([value, name]) => h("option", { value: String(value) }, name)));
  };
  const pairs = (entries) => entries.map((entry) => (Array.isArray(entry) ? entry : [entry, String(entry)]));
  fill(pairs(options));
  const show = (value, entries = options) => {
    const known = pairs(entries);
    fill(known.some(([each]) => String(each) === String(value)) ? known : [...known, [value, String(value)]]);
    select.value = String(value);
  };
  return { label: labelled(text, select), control: select, show };
}

/** A field for a number; what is outside of its limits, or no number, changes nothing. */
function numberField(text, { min, max, step = "any" }, onchange = () => {}) {
  const field = h("input", { type: "number", min, max, step });
  let latest = null; // what is in force
  const isRight = () => Number.isFinite(field.valueAsNumber) && field.valueAsNumber >= min && field.valueAsNumber <= max;
  // Said here, as the browser would call a value wrong that lies between two steps.
  const judge = () => field.setAttribute("aria-invalid", String(!isRight()));
  field.setAttribute("aria-invalid", "false");
  field.addEventListener("input", () => {
    judge();
    if (isRight()) onchange(field.valueAsNumber);
  });
  field.addEventListener("blur", () => {
    if (latest !== null) field.value = String(latest);
    judge();
  });
  const show = (value) => {
    latest = value;
    if (field.getRootNode().activeElement !== field) field.value = String(value);
  };
  return { label: labelled(text, field), control: field, show };
}

function tick(text, onchange) {
  const box = h("input", { type: "checkbox", onchange: () => onchange(box.checked) });
  return { label: h("label", { class: "tick" }, box, h("span", {}, text)), control: box };
}

/** Plays a session: some epochs, one picture, again. */
class Player {
  constructor(session, onFrame) {
    Object.assign(this, { session, onFrame, isPlaying: false, epochs: 1 });
  }

  play() {
    if (this.isPlaying || !this.session.canTrain) return;
    this.isPlaying = true;
    const isCalm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    let before = -Infinity;
    const frame = (now) => {
      if (!this.isPlaying) return;
      if (isCalm && now - before < CALM) return requestAnimationFrame(frame);
      before = now;
      for (let i = 0; i < this.epochs; i++) this.session.epoch();
      if (!this.session.canTrain) this.pause();
      else requestAnimationFrame(frame);
      this.onFrame();
    };
    requestAnimationFrame(frame);
  }

  pause() {
    this.isPlaying = false;
  }
}

/**
 * Shows a playground in an element.
 *
 * @param element Where.
 * @param state As Python's `Playground.state`, or a `Session` that several views share.
 * @param onState Called with the state after each change, while it plays once a second.
 * @returns {{session, player, destroy}}
 */
export function mount(element, state, onState = () => {}) {
  const session = state instanceof Session ? state : new Session(state);
  const view = new View(element, session, onState);
  return { session, player: view.player, destroy: () => view.destroy() };
}

/** Shows a playground in each element that holds its state as JSON in a script. */
export function mountAll(selector) {
  for (const place of document.querySelectorAll(selector)) {
    const text = place.querySelector(":scope > script");
    text?.remove();
    if (text) mount(place, JSON.parse(text.textContent));
  }
}

class View {
  constructor(element, session, onState) {
    Object.assign(this, { session, onState, plane: new Plane(), chosen: null, shown: null, withTest: false, spoken: 0, reported: 0 });
    this.player = new Player(session, () => this.tell());
    this.root = h("section", { className: "dl-playground", "aria-label": "Neural network playground" });
    Object.assign(this.root, { session, view: this }); // for those who look in from a browser's console, and for tests
    this.root.dataset.lmSuppressShortcuts = "true"; // JupyterLab leaves the keys to the controls
    this.root.addEventListener("keydown", (event) => {
      const { key, shiftKey } = event;
      const isCommand = event.ctrlKey || event.metaKey;
      if (key === "Escape") this.root.closest(".jp-Cell")?.focus(); // the way by Tab is long
      if (key === "Enter" && (isCommand || shiftKey)) event.preventDefault(); // meant for the cell, not for the button
      if (!isCommand || key === "Enter" || key.toLowerCase() === "a") event.stopPropagation();
    });
    this.root.addEventListener("focusin", () => {
      if (this.root.closest(".jp-Cell")) this.root.ariaDescription = "Escape leads back to the cell.";
    });
    this.build();
    element.append(this.root);
    this.ends = [session.onChange(() => this.later())];
    this.watch();
    if (this.root.isConnected) this.update(); // if not, as soon as it is: then it gets a size
  }

  destroy() {
    this.player.pause();
    this.ends.forEach((end) => end());
    this.root.remove();
  }

  /** Draws anew where the place gets another width, or the theme other colours. */
  watch() {
    const again = () => {
      this.colours = null;
      this.later();
    };
    const sizes = new ResizeObserver(again);
    sizes.observe(this.root);
    const themes = new MutationObserver(again);
    for (const node of [document.documentElement, document.body]) {
      themes.observe(node, { attributes: true, attributeFilter: ["class", "data-theme", "data-jp-theme-light"] });
    }
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", again);
    this.ends.push(
      () => sizes.disconnect(),
      () => themes.disconnect(),
      () => dark.removeEventListener("change", again),
    );
  }

  // -------------------------------------------------------------------------------------------------------------- controls

  build() {
    const parts = [this.buildBar(), this.buildRow(), this.buildPictures()];
    this.root.append(...parts, this.buildMore(), this.buildWeight(), this.buildOwn());
  }

  buildBar() {
    const { session } = this;
    this.playButton = h("button", { type: "button", className: "main", onclick: () => this.toggle() });
    const button = (name, title, action) => {
      const onclick = () => {
        this.player.pause();
        action();
        this.tell();
      };
      return h("button", { type: "button", title, onclick }, name);
    };
    this.stepButton = button("Step", "One step of gradient descent, on one batch", () => session.step());
    this.epochButton = button("Epoch", "Steps until every training point was used once", () => session.epoch());
    this.startButton = button("Start over", "The same start again", () => session.startOver());
    this.numbers = [h("span"), h("span"), h("span")];
    this.message = h("p", { className: "message", role: "alert" });
    this.status = h("p", { className: "spoken", role: "status" });
    const buttons = h("div", { className: "buttons" }, this.playButton, this.stepButton, this.epochButton, this.startButton);
    const numbers = h("p", { className: "numbers" }, ...this.numbers);
    return h("div", { className: "bar" }, buttons, numbers, this.message, this.status);
  }

  buildRow() {
    const set = (name) => (value) => this.set({ [name]: value });
    this.data = choice("Data", [...DATA_SETS, ["own", "your own"]], (value) => this.chooseData(value));
    this.activation = choice("Activation", Object.keys(ACTIVATIONS), set("activation"));
    this.lr = choice("Learning rate", RATES, (value) => this.set({ lr: Number(value) }));
    this.layers = numberField("Hidden layers", { min: 0, max: MOST_LAYERS, step: 1 }, (count) => this.setLayers(count));
    this.units = Array.from({ length: MOST_LAYERS }, (_, k) =>
      numberField(`Units in layer ${k + 1}`, { min: 1, max: MOST_UNITS, step: 1 }, (count) => this.setUnits(k, count)),
    );
    const { data, activation, lr, layers, units } = this;
    return h("div", { className: "row" }, ...[data, activation, lr, layers, ...units].map(({ label }) => label));
  }

  buildPictures() {
    this.features = Object.entries(FEATURE_NAMES).map(([name, text]) => ({ name, ...tick(text, () => this.setFeatures()) }));
    const inputs = h("fieldset", {}, h("legend", {}, "Inputs"), ...this.features.map(({ label }) => label));
    this.network = h("canvas", { role: "img", onclick: (event) => this.clickNetwork(event) });
    this.picture = h("canvas", { role: "img", onclick: (event) => this.clickPlane(event) });
    this.losses = h("canvas", { role: "img" });
    this.unit = choice("Picture of", [], (value) => this.show(JSON.parse(value)));
    this.testPoints = tick("test points (hollow)", (isOn) => {
      this.withTest = isOn;
      this.later();
    });
    const key = (kind, ...texts) => h("span", {}, h("i", { className: `key ${kind}` }), ...texts);
    this.signs = { blue: h("span"), vermillion: h("span") };
    const legend = (...keys) => h("p", { className: "legend" }, ...keys);
    const weights = legend(key("solid", "positive weight"), key("dashed", "negative weight"));
    const curves = legend(key("solid", "training loss"), key("dashed ink", "test loss"));
    const signs = legend(key("disc", this.signs.blue), key("square", this.signs.vermillion));
    const middle = h("div", { className: "middle" }, this.network, weights, this.losses, curves);
    const right = h("div", { className: "right" }, this.unit.label, this.picture, signs, this.testPoints.label);
    return h("div", { className: "pictures" }, inputs, middle, right);
  }

  buildMore() {
    const number = (name) => (value) => this.set({ [name]: Number(value) });
    this.loss = choice("Loss", Object.keys(LOSSES), (value) => this.set({ loss: value }));
    this.batch = choice("Batch size", [1, 2, 5, 10, 20, 50, 100, [2000, "all points"]], number("batch_size"));
    this.l1 = choice("L1 regularisation", PENALTIES, number("l1"));
    this.l2 = choice("L2 regularisation", PENALTIES, number("l2"));
    this.noise = numberField("Noise", { min: 0, max: 1, step: 0.05 }, number("noise"));
    this.n = numberField("Points", { min: 2, max: 2000, step: 10 }, number("n"));
    this.share = numberField("Share for training", { min: 0.05, max: 1, step: 0.05 }, number("train_share"));
    this.seed = numberField("Seed of points and start", { min: 0, max: 4294967295, step: 1 }, number("seed"));
    this.speed = choice("Epochs a picture", [1, 5, 20], (value) => (this.player.epochs = Number(value)));
    const { loss, batch, l1, l2, noise, n, share, seed, speed } = this;
    const fields = [loss, batch, l1, l2, noise, n, share, seed, speed].map(({ label }) => label);
    return h("details", {}, h("summary", {}, "More settings"), h("div", { className: "row" }, ...fields));
  }

  buildWeight() {
    this.into = choice("Into", [], (value) => this.choose({ ...JSON.parse(value), input: 0 }));
    this.from = choice("From", [], (value) => this.choose({ ...this.chosen, input: JSON.parse(value) }));
    this.weight = numberField("Weight", { step: 0.1, min: -1000, max: 1000 }, (value) => {
      const { layer, unit, input } = this.chosen;
      this.session.setWeight(layer, unit, input, value);
      this.tell();
    });
    this.weightNow = h("output", { "aria-live": "off" }); // it changes with each picture
    this.weightBox = h(
      "details",
      { ontoggle: () => this.later() },
      h("summary", {}, "A single weight"),
      h("p", {}, "Choose a weight here, or click a line of the network. Then read it, or change it."),
      h("div", { className: "row" }, this.into.label, this.from.label, this.weight.label, this.weightNow),
    );
    return this.weightBox;
  }

  buildOwn() {
    this.label = choice("Class", [[1, "class 1 (square)"], [0, "class 0 (disc)"]], () => {}); // prettier-ignore
    this.at = ["At x₁", "At x₂"].map((name) => numberField(name, { min: -100, max: 100, step: 0.1 }));
    for (const { control } of this.at) control.value = "0";
    const add = () => {
      const place = this.at.map(({ control }) => control.valueAsNumber);
      if (place.every(Number.isFinite)) this.addPoint(place);
    };
    const button = (name, onclick) => h("button", { type: "button", onclick }, name);
    const keep = (count) => {
      const { x, y } = this.session.points;
      this.setPoints({ x: x.slice(0, count), y: y.slice(0, count) }, count ? "Last point removed." : "All points removed.");
    };
    const undo = () => this.before && this.setPoints(this.before, "Undone.");
    this.ownBox = h(
      "details",
      { ontoggle: () => this.picture.classList.toggle("adds", this.ownBox.open) },
      h("summary", {}, "Your own points"),
      h("p", {}, "While this is open, a click into the large picture adds a point. Or type its place."),
      h(
        "div",
        { className: "row" },
        ...[this.label, ...this.at].map(({ label }) => label),
        button("Add point", add),
        button("Remove last", () => keep(-1)),
        button("Remove all", () => keep(0)),
        button("Undo", undo),
      ),
    );
    return this.ownBox;
  }

  // -------------------------------------------------------------------------------------------------------------- actions

  toggle() {
    if (this.player.isPlaying) this.player.pause();
    else this.player.play();
    this.tell();
  }

  set(changes) {
    this.session.set(changes);
    this.tell();
  }

  chooseData(name) {
    if (name === "own") this.ownBox.open = true;
    this.set({ data: name });
  }

  setFeatures() {
    const features = this.features.filter(({ control }) => control.checked).map(({ name }) => name);
    if (features.length > 0) this.set({ features });
    else this.refuse();
  }

  /** Shows the settings that are in force where a control was set to what cannot be. */
  refuse() {
    this.settings = null;
    this.later();
  }

  setLayers(count) {
    const { hidden } = this.session.settings;
    this.set({ hidden: Array.from({ length: Math.round(count) }, (_, k) => hidden[k] ?? hidden.at(-1) ?? 4) });
  }

  setUnits(k, count) {
    this.set({ hidden: this.session.settings.hidden.map((before, i) => (i === k ? Math.round(count) : before)) });
  }

  show(unit) {
    this.shown = unit;
    this.later();
  }

  choose(weight) {
    this.chosen = weight;
    this.say(`The weight is ${this.session.getWeight(weight.layer, weight.unit, weight.input).toFixed(2)}.`);
    this.later();
  }

  /** Announces a sentence, with what else there is to be said. */
  say(sentence) {
    this.said = sentence;
    this.isToSpeak = true;
  }

  setPoints(points, sentence) {
    const { x, y } = this.session.points;
    this.before = structuredClone({ x, y });
    this.session.setPoints(structuredClone(points));
    this.say(`${sentence} ${points.x.length} points.`);
    this.tell();
  }

  addPoint(place) {
    const { x, y } = this.session.points;
    const label = Number(this.label.control.value);
    this.setPoints({ x: [...x, place], y: [...y, label] }, `Point added: class ${label} at ${place.join(", ")}.`);
  }

  clickNetwork(event) {
    const hit = found(this.plan, event.offsetX, event.offsetY);
    if (hit && "input" in hit) {
      this.weightBox.open = true;
      this.choose(hit);
    } else if (hit) this.show(hit);
  }

  clickPlane(event) {
    if (!this.ownBox.open) return;
    const place = (share) => Number(((2 * share - 1) * this.plane.reach).toFixed(3));
    const { width, height } = this.picture.getBoundingClientRect();
    this.addPoint([place(event.offsetX / width), -place(event.offsetY / height)]);
  }

  // -------------------------------------------------------------------------------------------------------------- what is shown

  /** Says what happened: to a screen reader and to Python; while it plays only now and then. */
  tell() {
    const now = performance.now();
    const { isPlaying } = this.player;
    if (!isPlaying || now - this.reported > REPORTED) {
      this.reported = now;
      this.onState(this.session.state);
    }
    const isNear = this.root.matches(":focus-within"); // who has left it to play hears no more of it
    if (!isPlaying || (isNear && now - this.spoken > SPOKEN)) {
      this.spoken = now;
      this.isToSpeak = true;
    }
    this.later();
  }

  /** Brings the page up to date before the next picture, however often it is asked for. */
  later() {
    this.due ??= requestAnimationFrame(() => {
      this.due = null;
      if (this.root.isConnected) this.update();
    });
  }

  update() {
    this.colours ??= coloursOf(this.root);
    this.keepInShape();
    const settings = JSON.stringify([this.session.settings, this.player.isPlaying, this.shown]);
    if (this.settings !== settings) this.updateControls();
    this.settings = settings;
    this.updateWeight();
    const measured = this.session.measure();
    this.updateNumbers(measured);
    this.plane.update(this.session);
    const { session, plane, colours, shown, withTest } = this;
    const chosen = this.weightBox.open ? this.chosen : null;
    this.plan = drawNetwork(this.network, session, plane, colours, { chosen, shown });
    drawPlane(this.picture, session, plane, colours, { shown, withTest });
    drawLosses(this.losses, session, colours);
    if (this.isToSpeak !== false) this.describe(measured);
    this.isToSpeak = false;
  }

  /** The unit that is shown and the weight that is chosen stay, unless the network no longer has them. */
  keepInShape() {
    const { sizes } = this.session;
    const last = sizes.length - 1;
    const shape = String(sizes);
    if (this.shape !== shape) {
      const wasOutput = !this.shown || this.shown.layer === this.last;
      if (wasOutput || this.shown.layer > last || this.shown.unit >= sizes[this.shown.layer]) this.shown = { layer: last, unit: 0 };
      const { layer, unit, input } = this.chosen ?? { layer: last };
      if (layer >= last || unit >= sizes[layer + 1] || input >= sizes[layer]) this.chosen = { layer: 0, unit: 0, input: 0 };
      Object.assign(this, { shape, last });
    }
  }

  updateControls() {
    const { session } = this;
    const { settings } = session;
    const { isPlaying } = this.player;
    const [sign, name] = isPlaying ? ["❚❚", "Pause"] : ["▶", "Play"];
    this.playButton.replaceChildren(h("span", { "aria-hidden": "true" }, sign), ` ${name}`);
    const controls = { data: this.data, activation: this.activation, lr: this.lr, batch_size: this.batch, l1: this.l1, l2: this.l2 };
    for (const [name, { show }] of Object.entries(controls)) show(settings[name]);
    this.loss.show(settings.loss, session.hasClasses ? undefined : ["squared error", "absolute error"]);
    const fields = { noise: this.noise, n: this.n, train_share: this.share, seed: this.seed };
    for (const [name, { show }] of Object.entries(fields)) show(settings[name]);
    for (const { control } of [this.noise, this.n]) control.disabled = settings.data === "own";
    this.layers.show(settings.hidden.length);
    this.units.forEach(({ label, show }, k) => {
      label.hidden = k >= settings.hidden.length;
      if (!label.hidden) show(settings.hidden[k]);
    });
    for (const { name, control } of this.features) control.checked = settings.features.includes(name);
    const { below, above } = signsOf(session.hasClasses);
    this.signs[below].textContent = `below 0${session.hasClasses ? ", class 0" : ""}`;
    this.signs[above].textContent = `above 0${session.hasClasses ? ", class 1" : ""}`;
    const units = session.sizes.flatMap((size, layer) => Array.from({ length: size }, (_, unit) => ({ layer, unit })));
    this.unit.show(JSON.stringify(this.shown), units.map((unit) => [JSON.stringify(unit), unitName(session, unit)]));
  }

  updateWeight() {
    if (!this.weightBox.open) return;
    const { session, chosen } = this;
    const { layer, unit, input } = chosen;
    const { sizes } = session;
    const units = sizes.slice(1).flatMap((size, k) => Array.from({ length: size }, (_, j) => ({ layer: k, unit: j })));
    const named = units.map((each) => [JSON.stringify(each), unitName(session, { ...each, layer: each.layer + 1 })]);
    this.into.show(JSON.stringify({ layer, unit }), named);
    const inputs = Array.from({ length: sizes[layer] }, (_, i) => [JSON.stringify(i), unitName(session, { layer, unit: i })]);
    this.from.show(JSON.stringify(input), [...inputs, ["null", "the bias"]]);
    const value = session.getWeight(layer, unit, input);
    this.weight.show(Number(value.toFixed(4)));
    this.weightNow.textContent = `now ${value.toFixed(4)}`;
  }

  updateNumbers({ train, test }) {
    const { session } = this;
    const part = (name, { loss, accuracy }, count) =>
      `${name} (${count} points): loss ${shortened(loss)}${accuracy === null ? "" : `, ${percent(accuracy)} right`}`;
    const epoch = `Epoch ${session.epochs}${session.batch ? `, step ${session.batch}` : ""}`;
    const { parts } = session;
    const texts = [epoch, part("Training", train, parts.train.n), part("Test", test, parts.test.n)];
    texts.forEach((text, i) => (this.numbers[i].textContent = text));
    const message = session.diverged
      ? "The loss grew beyond all numbers. Choose a smaller learning rate, then start over."
      : parts.train.n === 0
        ? "There is no point to train on. Add some under Your own points."
        : "";
    if (this.message.textContent !== message) this.message.textContent = message;
    for (const button of [this.playButton, this.stepButton, this.epochButton]) {
      button.setAttribute("aria-disabled", String(!session.canTrain));
    }
  }

  describe({ train, test }) {
    const { session } = this;
    const of = (name, { loss, accuracy }) =>
      loss === null ? "" : ` ${name} loss ${shortened(loss)}${accuracy === null ? "" : `, ${percent(accuracy)} right`}.`;
    const step = session.batch ? `, step ${session.batch}` : "";
    const text = `${this.said ? `${this.said} ` : ""}Epoch ${session.epochs}${step}.${of("Training", train)}${of("Test", test)}`;
    if (this.isToSpeak && this.status.textContent !== text) this.status.textContent = text; // not as it appears
    this.said = "";
    const [inputs, ...units] = session.sizes.slice(0, -1);
    const inner = units.length ? `hidden layers of ${units.join(", ")} units` : "no hidden layer";
    this.network.setAttribute("aria-label", `The network: ${inputs} inputs, ${inner}, one output. ${this.strongest()}`);
    const shown = unitName(session, this.shown);
    const shares = this.plane.values(this.shown.layer, this.shown.unit);
    const above = shares.reduce((count, value) => count + (value > 0), 0) / shares.length;
    this.picture.setAttribute("aria-label", `The plane as the ${shown} sees it: above 0 in ${percent(above)} of it.`);
    const { history } = session;
    const course = `from ${shortened(history.train[0])} to ${shortened(history.train.at(-1))}`;
    this.losses.setAttribute("aria-label", `Training loss ${course} in ${session.epochs} epochs.`);
  }

  strongest() {
    const { session } = this;
    let best = { value: 0 };
    session.sizes.slice(1).forEach((size, layer) => {
      for (let unit = 0; unit < size; unit++) {
        for (let input = 0; input < session.sizes[layer]; input++) {
          const value = session.getWeight(layer, unit, input);
          if (Math.abs(value) > Math.abs(best.value)) best = { value, layer, unit, input };
        }
      }
    });
    if (!best.value) return "All weights are 0.";
    const [from, to] = [{ layer: best.layer, unit: best.input }, { layer: best.layer + 1, unit: best.unit }];
    return `Largest weight: ${best.value.toFixed(2)}, from ${unitName(session, from)} to ${unitName(session, to)}.`;
  }
}

function percent(share) {
  return `${Math.round(100 * share)} %`;
}

// ---------------------------------------------------------------------------------------------------------------- the notebook

/** What anywidget calls once for a widget. All places that show it show the same training. */
export default function widget() {
  let session;
  return {
    initialize({ model }) {
      session = new Session(model.get("_state"));
      model.on("msg:custom", ({ state }) => session.load(state)); // from Python
    },
    render({ model, el }) {
      const view = mount(el, session, (state) => {
        model.set("_state", state);
        model.save_changes();
      });
      return () => view.destroy();
    },
  };
}
