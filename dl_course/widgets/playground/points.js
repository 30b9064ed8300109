// The data sets, made from a seed; points.py makes the same ones.
import { generator, normal, shuffled } from "./generator.js";

const POINTS_STREAM = 1; // of the generator: what a seed gives here is independent of what it gives elsewhere

// Name -> a function (uniform, class) that gives one point [x1, x2] of class 0 or 1.
const CLASSES = {
  circles: (uniform, label) => {
    const angle = 2 * Math.PI * uniform();
    const radius = label ? 1.2 : 0.5;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  },
  xor: (uniform, label) => {
    const sign = uniform() < 0.5 ? -1 : 1;
    const x1 = sign * (0.25 + uniform());
    return [x1, (label ? -sign : sign) * (0.25 + uniform())];
  },
  blobs: (uniform, label) => {
    const center = label ? 0.8 : -0.8;
    return [center + 0.3 * normal(uniform), center + 0.3 * normal(uniform)];
  },
  moons: (uniform, label) => {
    const angle = Math.PI * uniform();
    const side = label ? -1 : 1;
    return [side * (Math.cos(angle) - 0.5), side * (Math.sin(angle) - 0.25)];
  },
  spiral: (uniform, label) => {
    const turn = 3 * Math.PI * Math.sqrt(0.02 + 0.98 * uniform());
    const radius = ((label ? -1 : 1) * turn) / (2.2 * Math.PI);
    return [radius * Math.cos(turn), radius * Math.sin(turn)];
  },
};

// Name -> a function (x1, x2) that gives the number to predict, from -1 to 1.
const NUMBERS = {
  plane: (x1, x2) => (x1 + x2) / 3,
  hills: (x1, x2) => hill(x1 - 0.7, x2 - 0.7) + hill(x1 + 0.7, x2 + 0.7) - hill(x1 - 0.7, x2 + 0.7) - hill(x1 + 0.7, x2 - 0.7),
};

function hill(x1, x2) {
  return Math.exp(-(x1 * x1 + x2 * x2) / 0.25);
}

export const DATA_SETS = [...Object.keys(CLASSES), ...Object.keys(NUMBERS)];

/** Whether what is to be predicted is one of two classes; if not, it is a number. */
export function hasClasses(state) {
  return state.data === "own" ? state.points.y.every((y) => y === 0 || y === 1) : state.data in CLASSES;
}

/** Points in the plane: `{x: [[x1, x2], ...], y: [...]}`, y classes 0 and 1 or numbers. */
export function makePoints({ data, n, noise, seed }) {
  const uniform = generator(seed, POINTS_STREAM);
  const x = [];
  const y = [];
  for (let i = 0; i < n; i++) {
    if (data in CLASSES) {
      const label = i < n / 2 ? 0 : 1;
      const [x1, x2] = CLASSES[data](uniform, label);
      x.push([x1 + noise * normal(uniform), x2 + noise * normal(uniform)]);
      y.push(label);
    } else {
      const point = [3 * uniform() - 1.5, 3 * uniform() - 1.5];
      x.push(point);
      y.push(NUMBERS[data](...point) + noise * normal(uniform));
    }
  }
  const order = shuffled(n, uniform);
  return { x: order.map((i) => x[i]), y: order.map((i) => y[i]) };
}

/** Whether the i-th point is trained on; a point that is added later changes nothing for those before it. */
export function isTrained(i, { seed, train_share }) {
  return generator(seed, POINTS_STREAM, 1 + i)() < train_share;
}
