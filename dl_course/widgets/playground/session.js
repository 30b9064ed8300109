// One playground without its page: settings, points, the network, and how far it has come.
import { generator, shuffled } from "./generator.js";
import { copyOf, descend, forward, gradients, inputsOf, lossOf, roomFor, startOf } from "./network.js";
import { hasClasses, isTrained, makePoints } from "./points.js";

const ORDER_STREAM = 3; // of the generator
const REMEMBERED = 400; // losses; then every second one is forgotten

const NEW_POINTS = ["data", "n", "noise", "seed"];
const NEW_NETWORK = ["features", "hidden", "activation"];
const NEW_RUN = [...NEW_POINTS, ...NEW_NETWORK, "loss"];

export class Session {
  #listeners = new Set();

  /** @param state As `state` returns it; what it lacks of a network is started from its seed. */
  constructor(state) {
    this.load(state);
  }

  load(state) {
    const { weights, biases, start, epoch, batch, diverged, history, points, ...settings } = state;
    this.settings = settings;
    this.own = points ?? { x: [], y: [] };
    this.start = start ?? null;
    this.#takePoints();
    this.#begin();
    if (weights) {
      this.network = this.#networkOf({ weights, biases });
      this.safe = copyOf(this.network);
      Object.assign(this, { epochs: epoch, batch, diverged });
      this.history = structuredClone(history);
    }
    this.#tell();
  }

  /** How many inputs the network has, how many units each hidden layer, and the one output. */
  get sizes() {
    return this.network.sizes;
  }

  /** Everything as plain values, from which the same session can be made again. */
  get state() {
    return {
      ...structuredClone(this.settings),
      points: this.settings.data === "own" ? structuredClone(this.own) : null,
      ...plain(this.network),
      start: structuredClone(this.start),
      epoch: this.epochs,
      batch: this.batch,
      diverged: this.diverged,
      history: structuredClone(this.history),
    };
  }

  /** Calls a function after every change; returns what ends that. */
  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }

  /** Changes settings. Other points, another network or another loss start over; the rest holds from the next step on. */
  set(changes) {
    const concerned = (names) => names.some((name) => name in changes);
    Object.assign(this.settings, changes);
    if ("batch_size" in changes || "train_share" in changes) this.batch = 0;
    if (concerned([...NEW_NETWORK, "seed"])) this.start = null;
    if (concerned([...NEW_POINTS, "train_share"])) this.#takePoints();
    if (concerned(NEW_RUN)) this.#begin();
    this.#tell();
  }

  /** Takes points of one's own in place of those of a data set; the network stays. */
  setPoints(points) {
    this.settings.data = "own";
    this.own = points;
    this.batch = 0;
    this.#takePoints();
    this.#tell();
  }

  #takePoints() {
    this.points = this.settings.data === "own" ? this.own : makePoints(this.settings);
    this.hasClasses = hasClasses({ ...this.settings, points: this.own });
    if (!this.hasClasses && ["cross-entropy", "hinge"].includes(this.settings.loss)) this.settings.loss = "squared error";
    this.isTrained = this.points.y.map((_, i) => isTrained(i, this.settings));
    this.#takeInputs();
  }

  #takeInputs() {
    const part = (wanted) => {
      const rows = this.isTrained.flatMap((trained, i) => (trained === wanted ? [i] : []));
      const y = rows.map((i) => this.points.y[i]);
      return {
        n: rows.length,
        inputs: inputsOf(rows.map((i) => this.points.x[i]), this.settings.features),
        targets: this.hasClasses ? y.map((label) => 2 * label - 1) : y,
      };
    };
    this.parts = { train: part(true), test: part(false) };
  }

  startOver() {
    this.#begin();
    this.#tell();
  }

  #begin() {
    this.#takeInputs();
    this.network = this.start ? this.#networkOf(this.start) : startOf(this.settings);
    this.epochs = 0;
    this.batch = 0;
    this.diverged = false;
    this.history = { epoch: [], train: [], test: [] };
    this.#remember(this.measure());
  }

  #networkOf({ weights, biases }) {
    const { features, hidden, activation } = this.settings;
    return {
      sizes: [features.length, ...hidden, 1],
      activation,
      weights: weights.map((rows) => Float64Array.from(rows.flat())),
      biases: biases.map((row) => Float64Array.from(row)),
    };
  }

  /** Changes one weight; input null is the bias. */
  setWeight(layer, unit, input, value) {
    if (input === null) this.network.biases[layer][unit] = value;
    else this.network.weights[layer][unit * this.network.sizes[layer] + input] = value;
    this.#tell();
  }

  getWeight(layer, unit, input) {
    if (input === null) return this.network.biases[layer][unit];
    return this.network.weights[layer][unit * this.network.sizes[layer] + input];
  }

  /** One step of gradient descent, on one batch. */
  step() {
    if (this.canTrain) this.#step();
    this.#tell();
  }

  /** Steps until all points for training were used once more. */
  epoch() {
    if (this.canTrain) while (!this.#step());
    this.#tell();
  }

  get canTrain() {
    return !this.diverged && this.parts.train.n > 0;
  }

  /** Returns whether the epoch is over, or has to end. */
  #step() {
    const { n, inputs, targets } = this.parts.train;
    const { batch_size: size, loss, seed } = this.settings;
    if (this.batch === 0 || this.order?.for !== this.epochs || this.order.rows.length !== n || this.order.seed !== seed) {
      this.order = { for: this.epochs, seed, rows: shuffled(n, generator(seed, ORDER_STREAM, this.epochs)) };
    }
    const rows = this.order.rows.slice(this.batch * size, (this.batch + 1) * size);
    const chosen = new Float64Array(this.network.sizes[0] * rows.length);
    for (let i = 0; i < this.network.sizes[0]; i++) {
      rows.forEach((row, p) => (chosen[i * rows.length + p] = inputs[i * n + row]));
    }
    const room = roomFor(this.network, rows.length);
    forward(this.network, chosen, room);
    descend(this.network, gradients(this.network, rows.map((row) => targets[row]), loss, room), this.settings);
    this.batch += 1;
    const isOver = this.batch * size >= n;
    const measured = isOver ? this.measure() : null;
    if (this.#hasDiverged(measured)) {
      this.network = this.safe;
      this.batch = 0;
      this.diverged = true;
      return true;
    }
    if (!isOver) return false;
    this.batch = 0;
    this.epochs += 1;
    this.#remember(measured);
    return true;
  }

  /** Whether a weight, or a loss where they are measured, is no longer a finite number. */
  #hasDiverged(measured) {
    const losses = Object.values(measured ?? {}).map(({ loss }) => loss ?? 0);
    return ![...this.network.weights, ...this.network.biases, losses].every((array) => array.every(Number.isFinite));
  }

  /** Mean loss and share of right answers, for training and test points; null where there are none. */
  measure() {
    const measured = ({ n, inputs, targets }) => {
      if (n === 0) return { loss: null, accuracy: null };
      const outputs = forward(this.network, inputs, roomFor(this.network, n));
      const right = targets.filter((target, p) => outputs[p] > 0 === target > 0).length;
      return { loss: lossOf(outputs, targets, this.settings.loss), accuracy: this.hasClasses ? right / n : null };
    };
    return { train: measured(this.parts.train), test: measured(this.parts.test) };
  }

  #remember({ train, test }) {
    const { history } = this;
    this.safe = copyOf(this.network);
    if (history.epoch.length >= REMEMBERED) {
      for (const name of Object.keys(history)) history[name] = history[name].filter((_, i) => i % 2 === 0);
    }
    history.epoch.push(this.epochs);
    history.train.push(train.loss);
    history.test.push(test.loss);
  }
}

/** Weights as rows, one a unit, as PyTorch has them. */
function plain({ sizes, weights, biases }) {
  return {
    weights: weights.map((flat, k) =>
      Array.from({ length: sizes[k + 1] }, (_, j) => Array.from(flat.slice(j * sizes[k], (j + 1) * sizes[k]))),
    ),
    biases: biases.map((row) => Array.from(row)),
  };
}
