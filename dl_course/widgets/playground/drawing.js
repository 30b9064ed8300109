// The pictures: functions that draw a session on a canvas, and change nothing.
import { forward, inputsOf, roomFor } from "./network.js";

const SIDE = 40; // places on each side of the plane at which the network is asked
const COARSE = 2; // a small picture shows every second of them
const TILE = 40; // largest picture of a unit, in pixels
const PITCH = 48; // from one unit to the next below it

export const FEATURE_NAMES = {
  x1: "x₁",
  x2: "x₂",
  "x1^2": "x₁²",
  "x2^2": "x₂²",
  "x1*x2": "x₁x₂",
  "sin(pi*x1)": "sin πx₁",
  "sin(pi*x2)": "sin πx₂",
};

/** What every unit says about every place of the plane: calculated once for all pictures. */
export class Plane {
  /** Calculates all units' numbers for the network as it is now. */
  update(session) {
    const { settings, network } = session;
    this.reach = reachOf(session.points.x);
    const key = JSON.stringify([this.reach, settings.features, settings.hidden]);
    if (key !== this.key) {
      this.key = key;
      const at = (i) => this.reach * ((2 * (i + 0.5)) / SIDE - 1);
      const places = Array.from({ length: SIDE * SIDE }, (_, p) => [at(p % SIDE), -at(Math.floor(p / SIDE))]);
      this.inputs = inputsOf(places, settings.features);
      this.room = roomFor(network, SIDE * SIDE);
    }
    forward(network, this.inputs, this.room);
    this.range = rangeOf(session);
    this.asProbability = settings.loss === "cross-entropy";
  }

  /** The numbers of one unit from -1 to 1, row by row from above. */
  values(layer, unit) {
    const last = this.room.outputs.length - 1;
    const n = SIDE * SIDE;
    const raw = this.room.outputs[layer].subarray(unit * n, unit * n + n);
    if (layer < last) return raw;
    return raw.map(this.asProbability ? (z) => Math.tanh(z / 2) : (z) => z / this.range);
  }
}

/** Half the width of the plane that is shown. */
function reachOf(points) {
  let most = 1.7;
  for (const [x1, x2] of points) most = Math.max(most, 1.06 * Math.abs(x1), 1.06 * Math.abs(x2));
  return most;
}

function rangeOf({ hasClasses, points }) {
  return hasClasses ? 1 : points.y.reduce((most, y) => Math.max(most, Math.abs(y)), 1e-9);
}

/** The colours in force, read from the style sheet of the element: each as [red, green, blue], and as text in `css`. */
export function coloursOf(root) {
  const probe = root.ownerDocument.createElement("i");
  root.append(probe);
  const colours = { css: {} };
  for (const name of ["paper", "ink", "grey", "rule", "blue", "vermillion"]) {
    probe.style.color = `var(--${name})`;
    colours.css[name] = getComputedStyle(probe).color;
    colours[name] = colours.css[name].match(/[\d.]+/g).slice(0, 3).map(Number);
  }
  probe.remove();
  return colours;
}

/** A canvas as large as its place on the page, sharp on every screen, empty; units are CSS pixels. */
function context(canvas, height) {
  const width = canvas.clientWidth;
  const ratio = canvas.ownerDocument.defaultView.devicePixelRatio || 1;
  const [columns, rows] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== columns || canvas.height !== rows) Object.assign(canvas, { width: columns, height: rows });
  canvas.style.height = `${height}px`;
  const pen = canvas.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, width, height);
  pen.font = "12px system-ui, sans-serif";
  return { pen, width, height };
}

/**
 * What is below 0 and what is above 0 is drawn in. Class 0, which is below, is a blue disc and class 1 a vermillion square, as in
 * every figure of the course; of numbers those above 0 are blue, as there.
 */
export function signsOf(hasClasses) {
  return hasClasses ? { below: "blue", above: "vermillion" } : { below: "vermillion", above: "blue" };
}

const shades = new WeakMap(); // colours of a theme -> for numbers and for classes 256 mixtures from below 0 over paper to above 0

function shadesOf(colours, hasClasses) {
  if (!shades.has(colours)) shades.set(colours, {});
  const known = shades.get(colours);
  if (!known[hasClasses]) {
    const { below, above } = signsOf(hasClasses);
    known[hasClasses] = Array.from({ length: 256 }, (_, i) => {
      const value = (2 * i) / 255 - 1;
      const end = colours[value < 0 ? below : above];
      const share = 0.5 * Math.abs(value);
      return end.map((part, c) => Math.round(share * part + (1 - share) * colours.paper[c]));
    });
  }
  return known[hasClasses];
}

const sheets = new Map(); // number of places between two pixels -> a small canvas, used again and again

function sheetOf(step) {
  if (!sheets.has(step)) {
    const canvas = new OffscreenCanvas(SIDE / step, SIDE / step);
    const brush = canvas.getContext("2d", { willReadFrequently: true });
    sheets.set(step, { canvas, brush, image: brush.createImageData(SIDE / step, SIDE / step) });
  }
  return sheets.get(step);
}

/** Paints the numbers of a unit, of which every `step`-th is shown, as a square. */
function drawValues(pen, values, colours, { hasClasses, left, top, size, step = 1 }) {
  const { canvas, brush, image } = sheetOf(step);
  const mixed = shadesOf(colours, hasClasses);
  let at = 0;
  for (let row = 0; row < SIDE; row += step) {
    for (let column = 0; column < SIDE; column += step) {
      const value = Math.min(1, Math.max(-1, values[row * SIDE + column]));
      const [red, green, blue] = mixed[Math.round(127.5 * (value + 1)) || 0];
      image.data[at] = red;
      image.data[at + 1] = green;
      image.data[at + 2] = blue;
      image.data[at + 3] = 255;
      at += 4;
    }
  }
  brush.putImageData(image, 0, 0);
  pen.imageSmoothingEnabled = true;
  pen.drawImage(canvas, left, top, size, size);
}

// ---------------------------------------------------------------------------------------------------------------- the network

/** Where the units of a network lie on a canvas of this width. */
export function layout(sizes, width) {
  const margin = 54; // for the names of the inputs
  const columns = sizes.length;
  const pitch = (width - margin - 8) / columns;
  const tile = Math.max(14, Math.min(TILE, 0.62 * pitch));
  const rows = Math.max(...sizes);
  const height = rows * Math.min(PITCH, tile + 8) + 28;
  const step = Math.min(PITCH, tile + 8);
  const places = sizes.map((size, k) => {
    const left = margin + (k * (width - margin - tile - 4)) / Math.max(1, columns - 1);
    return Array.from({ length: size }, (_, j) => ({ left, top: 24 + (height - 28 - size * step) / 2 + j * step + 4 }));
  });
  return { places, tile, height };
}

/** Draws units with their pictures and the weights between them. `chosen` is {layer, unit, input}; `shown` {layer, unit}. */
export function drawNetwork(canvas, session, plane, colours, { chosen, shown }) {
  const { sizes, hasClasses } = session;
  const plan = layout(sizes, canvas.clientWidth);
  const { pen } = context(canvas, plan.height);
  const { places, tile } = plan;
  pen.textBaseline = "middle";
  for (let k = 1; k < sizes.length; k++) {
    for (let j = 0; j < sizes[k]; j++) {
      for (let i = 0; i < sizes[k - 1]; i++) {
        const weight = session.getWeight(k - 1, j, i);
        const isChosen = chosen && chosen.layer === k - 1 && chosen.unit === j && chosen.input === i;
        drawEdge(pen, edge(places, tile, k, j, i), weight, colours, isChosen);
      }
    }
  }
  pen.setLineDash([]);
  for (let k = 0; k < sizes.length; k++) {
    places[k].forEach(({ left, top }, j) => {
      drawValues(pen, plane.values(k, j), colours, { hasClasses, left, top, size: tile, step: COARSE });
      const isShown = shown.layer === k && shown.unit === j;
      pen.lineWidth = isShown ? 3 : 1;
      pen.strokeStyle = isShown ? colours.css.ink : colours.css.grey;
      pen.strokeRect(left, top, tile, tile);
      if (k === 0) label(pen, FEATURE_NAMES[session.settings.features[j]], left - 6, top + tile / 2, "right", colours);
    });
    const names = tile < 30 ? ["in", `${k}`, "out"] : ["inputs", `layer ${k}`, "output"];
    const name = k === 0 ? names[0] : k < sizes.length - 1 ? names[1] : names[2];
    label(pen, name, places[k][0].left + tile / 2, 10, "center", colours);
  }
  return plan;
}

function label(pen, text, x, y, align, colours) {
  pen.fillStyle = colours.css.ink;
  pen.textAlign = align;
  pen.fillText(text, x, y);
}

/** Ends of the line from unit i to unit j of the next layer, k. */
function edge(places, tile, k, j, i) {
  const from = places[k - 1][i];
  const to = places[k][j];
  return { x0: from.left + tile, y0: from.top + tile / 2, x1: to.left, y1: to.top + tile / 2 };
}

function drawEdge(pen, { x0, y0, x1, y1 }, weight, colours, isChosen) {
  const path = () => {
    pen.beginPath();
    pen.moveTo(x0, y0);
    pen.lineTo(x1, y1);
    pen.stroke();
  };
  const width = Math.min(7, 0.5 + 2 * Math.abs(weight));
  if (isChosen) {
    pen.setLineDash([]);
    pen.lineWidth = width + 5;
    pen.strokeStyle = colours.css.ink;
    path();
    pen.lineWidth = width + 2;
    pen.strokeStyle = colours.css.paper;
    path();
  }
  pen.setLineDash(weight < 0 ? [6, 3] : []);
  pen.lineWidth = width;
  pen.strokeStyle = weight < 0 ? colours.css.vermillion : colours.css.blue;
  pen.globalAlpha = Math.min(1, 0.25 + Math.abs(weight));
  path();
  pen.globalAlpha = 1;
}

/** What lies at a place of the network's canvas: {layer, unit} for a unit, with `input` for a weight, or null. */
export function found({ places, tile }, x, y) {
  for (let k = 0; k < places.length; k++) {
    for (let j = 0; j < places[k].length; j++) {
      const { left, top } = places[k][j];
      if (x >= left && x <= left + tile && y >= top && y <= top + tile) return { layer: k, unit: j };
    }
  }
  let best = null;
  let nearest = 9;
  for (let k = 1; k < places.length; k++) {
    for (let j = 0; j < places[k].length; j++) {
      for (let i = 0; i < places[k - 1].length; i++) {
        const { x0, y0, x1, y1 } = edge(places, tile, k, j, i);
        const [across, down] = [x1 - x0, y1 - y0];
        const share = ((x - x0) * across + (y - y0) * down) / (across ** 2 + down ** 2);
        const t = Math.min(1, Math.max(0, share)); // the nearest place of the line, from 0 to 1
        const distance = Math.hypot(x0 + t * across - x, y0 + t * down - y);
        if (distance < nearest) [nearest, best] = [distance, { layer: k - 1, unit: j, input: i }];
      }
    }
  }
  return best;
}

// ---------------------------------------------------------------------------------------------------------------- the plane

/** Draws what one unit says about the plane, the line where it changes its sign, and the points. */
export function drawPlane(canvas, session, plane, colours, { shown, withTest }) {
  const { pen, width: size } = context(canvas, canvas.clientWidth);
  const values = plane.values(shown.layer, shown.unit);
  drawValues(pen, values, colours, { hasClasses: session.hasClasses, left: 0, top: 0, size });
  drawSignChange(pen, values, colours, size);
  const place = ([x1, x2]) => [(size * (x1 / plane.reach + 1)) / 2, (size * (1 - x2 / plane.reach)) / 2];
  session.points.x.forEach((point, i) => {
    if (!withTest && !session.isTrained[i]) return;
    const y = session.hasClasses ? 2 * session.points.y[i] - 1 : session.points.y[i] / rangeOf(session);
    drawPoint(pen, ...place(point), y, session.isTrained[i], session.hasClasses, colours);
  });
  pen.lineWidth = 1;
  pen.strokeStyle = colours.css.grey;
  pen.strokeRect(0.5, 0.5, size - 1, size - 1);
}

/** What is blue is a disc, what is vermillion a square; test points are hollow. */
function drawPoint(pen, x, y, value, isTrained, hasClasses, colours) {
  const radius = 4;
  const end = signsOf(hasClasses)[value < 0 ? "below" : "above"];
  const share = hasClasses ? 1 : Math.abs(value);
  const fill = colours[end].map((part, c) => Math.round(share * part + (1 - share) * colours.paper[c]));
  pen.beginPath();
  if (end === "vermillion") pen.rect(x - radius + 0.5, y - radius + 0.5, 2 * radius - 1, 2 * radius - 1);
  else pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.strokeStyle = colours.css.paper;
  pen.lineWidth = 3;
  pen.stroke();
  pen.fillStyle = isTrained ? `rgb(${fill.join(" ")})` : colours.css.paper;
  pen.fill();
  pen.strokeStyle = colours.css[hasClasses ? end : "grey"];
  pen.lineWidth = 1.5;
  pen.stroke();
}

/** A line where the values change their sign: from edge to edge of each square of four neighbours. */
function drawSignChange(pen, values, colours, size) {
  const step = size / SIDE;
  const at = (i) => (i + 0.5) * step;
  pen.beginPath();
  for (let row = 0; row + 1 < SIDE; row++) {
    for (let column = 0; column + 1 < SIDE; column++) {
      const p = row * SIDE + column;
      const above = (values[p] > 0) + (values[p + 1] > 0) + (values[p + SIDE] > 0) + (values[p + SIDE + 1] > 0);
      if (above === 0 || above === 4) continue;
      const corners = [
        [column, row, values[p]],
        [column + 1, row, values[p + 1]],
        [column + 1, row + 1, values[p + SIDE + 1]],
        [column, row + 1, values[p + SIDE]],
      ];
      const crossings = [];
      corners.forEach(([x0, y0, v0], c) => {
        const [x1, y1, v1] = corners[(c + 1) % 4];
        if (v0 > 0 === v1 > 0) return;
        const t = v0 / (v0 - v1);
        crossings.push([at(x0 + t * (x1 - x0)), at(y0 + t * (y1 - y0))]);
      });
      for (let c = 0; c + 1 < crossings.length; c += 2) {
        pen.moveTo(...crossings[c]);
        pen.lineTo(...crossings[c + 1]);
      }
    }
  }
  pen.strokeStyle = colours.css.ink;
  pen.lineWidth = 1.5;
  pen.stroke();
}

// ---------------------------------------------------------------------------------------------------------------- the losses

/** Draws the losses of all epochs: training points solid, test points dashed. */
export function drawLosses(canvas, { history }, colours) {
  const { pen, width, height } = context(canvas, 110);
  const losses = [...history.train, ...history.test].filter((loss) => loss !== null);
  const [left, right, top, bottom] = [44, 4, 10, 18];
  const most = Math.max(1e-9, losses.reduce((a, b) => Math.max(a, b), 0));
  const last = Math.max(1, history.epoch.at(-1));
  const x = (epoch) => left + ((width - left - right) * epoch) / last;
  const y = (loss) => top + (height - top - bottom) * (1 - loss / most);
  pen.strokeStyle = colours.css.rule;
  pen.lineWidth = 1;
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(left, y(most));
  pen.lineTo(left, y(0));
  pen.lineTo(width - right, y(0));
  pen.stroke();
  pen.textBaseline = "middle";
  label(pen, shortened(most), left - 4, y(most), "right", colours);
  label(pen, "0", left - 4, y(0), "right", colours);
  pen.textBaseline = "bottom";
  label(pen, `epoch ${last}`, width - right, height, "right", colours);
  for (const [name, dash, colour] of [
    ["test", [5, 3], colours.css.ink],
    ["train", [], colours.css.blue],
  ]) {
    pen.beginPath();
    history[name].forEach((loss, i) => loss !== null && pen.lineTo(x(history.epoch[i]), y(loss)));
    pen.setLineDash(dash);
    pen.lineWidth = 2;
    pen.strokeStyle = colour;
    pen.stroke();
  }
}

/** A loss as a text: three digits after the point, or a power of ten. */
export function shortened(loss) {
  if (loss === null) return "–";
  return loss >= 1000 ? loss.toExponential(1) : loss.toFixed(loss >= 100 ? 0 : 3);
}

/** What the picture of a unit is called. */
export function unitName(session, { layer, unit }) {
  if (layer === 0) return `input ${FEATURE_NAMES[session.settings.features[unit]]}`;
  if (layer === session.sizes.length - 1) return "output";
  return `layer ${layer}, unit ${unit + 1}`;
}
