// The network: pure calculation on arrays of float64, no page.
//
// Numbers of many points lie unit by unit: those of unit j for n points are values[j * n] to values[j * n + n - 1].
import { generator, normal } from "./generator.js";

const START_STREAM = 2; // of the generator

function sigmoid(z) {
  return 1 / (1 + Math.exp(-z));
}

function softplus(z) {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** Name -> what is put in: a function (x1, x2). */
export const FEATURES = {
  x1: (x1) => x1,
  x2: (_, x2) => x2,
  "x1^2": (x1) => x1 * x1,
  "x2^2": (_, x2) => x2 * x2,
  "x1*x2": (x1, x2) => x1 * x2,
  "sin(pi*x1)": (x1) => Math.sin(Math.PI * x1),
  "sin(pi*x2)": (_, x2) => Math.sin(Math.PI * x2),
};

/** Name -> its value for a sum z, its slope there (which may use the value), and the variance of its start times the inputs. */
export const ACTIVATIONS = {
  ReLU: { value: (z) => (z > 0 ? z : 0), slope: (z) => (z > 0 ? 1 : 0), spread: 2 },
  "leaky ReLU": { value: (z) => (z > 0 ? z : 0.1 * z), slope: (z) => (z > 0 ? 1 : 0.1), spread: 2 },
  tanh: { value: Math.tanh, slope: (_, value) => 1 - value * value, spread: 1 },
  sigmoid: { value: sigmoid, slope: (_, value) => value * (1 - value), spread: 1 },
  softplus: { value: softplus, slope: sigmoid, spread: 1 },
  none: { value: (z) => z, slope: () => 1, spread: 1 },
};

/** Name -> the loss of one point for the output z and the target t (-1 or 1 for a class), and its slope in z. */
export const LOSSES = {
  "cross-entropy": { value: (z, t) => softplus(-t * z), slope: (z, t) => -t * sigmoid(-t * z) },
  "squared error": { value: (z, t) => (z - t) ** 2, slope: (z, t) => 2 * (z - t) },
  "absolute error": { value: (z, t) => Math.abs(z - t), slope: (z, t) => Math.sign(z - t) },
  hinge: { value: (z, t) => Math.max(0, 1 - t * z), slope: (z, t) => (t * z < 1 ? -t : 0) },
};

/** The numbers that are put in for points `[[x1, x2], ...]`. */
export function inputsOf(points, features) {
  const n = points.length;
  const inputs = new Float64Array(features.length * n);
  features.forEach((name, i) => {
    for (let p = 0; p < n; p++) inputs[i * n + p] = FEATURES[name](points[p][0], points[p][1]);
  });
  return inputs;
}

/** A network before training: normal weights with variance spread / inputs, biases 0. */
export function startOf({ features, hidden, activation, seed }) {
  const uniform = generator(seed, START_STREAM);
  const sizes = [features.length, ...hidden, 1];
  const weights = [];
  const biases = [];
  for (let k = 1; k < sizes.length; k++) {
    const spread = k < sizes.length - 1 ? ACTIVATIONS[activation].spread : 1;
    const scale = Math.sqrt(spread / sizes[k - 1]);
    weights.push(Float64Array.from({ length: sizes[k] * sizes[k - 1] }, () => scale * normal(uniform)));
    biases.push(new Float64Array(sizes[k]));
  }
  return { sizes, activation, weights, biases };
}

/** The same network with numbers of its own. */
export function copyOf(network) {
  const own = (arrays) => arrays.map((array) => Float64Array.from(array));
  return { ...network, weights: own(network.weights), biases: own(network.biases) };
}

/** Arrays for the sums and outputs of all layers for n points. They may be used again for as many points. */
export function roomFor(network, n) {
  const arrays = () => network.sizes.map((size) => new Float64Array(size * n));
  return { n, sums: arrays(), outputs: arrays(), slopes: arrays() };
}

/** Calculates the outputs of all layers; those of the last are `room.outputs.at(-1)`. */
export function forward(network, inputs, room) {
  const { sizes, weights, biases } = network;
  const { n, sums, outputs } = room;
  const { value } = ACTIVATIONS[network.activation];
  outputs[0] = inputs;
  for (let k = 1; k < sizes.length; k++) {
    const isLast = k === sizes.length - 1;
    for (let j = 0; j < sizes[k]; j++) {
      const sum = sums[k].subarray(j * n, j * n + n).fill(biases[k - 1][j]);
      for (let i = 0; i < sizes[k - 1]; i++) {
        const weight = weights[k - 1][j * sizes[k - 1] + i];
        const input = outputs[k - 1].subarray(i * n, i * n + n);
        for (let p = 0; p < n; p++) sum[p] += weight * input[p];
      }
      const output = outputs[k].subarray(j * n, j * n + n);
      for (let p = 0; p < n; p++) output[p] = isLast ? sum[p] : value(sum[p]);
    }
  }
  return outputs.at(-1);
}

/** Mean loss of outputs. */
export function lossOf(outputs, targets, loss) {
  const { value } = LOSSES[loss];
  let total = 0;
  for (let p = 0; p < targets.length; p++) total += value(outputs[p], targets[p]);
  return total / targets.length;
}

/** Slopes of the mean loss in every weight and bias: backpropagation after `forward` in the same room. */
export function gradients(network, targets, loss, room) {
  const { sizes, weights } = network;
  const { n, sums, outputs, slopes } = room;
  const { slope } = ACTIVATIONS[network.activation];
  const last = sizes.length - 1;
  for (let p = 0; p < n; p++) slopes[last][p] = LOSSES[loss].slope(outputs[last][p], targets[p]) / n;
  const found = { weights: weights.map((w) => new Float64Array(w.length)), biases: [] };
  for (let k = last; k > 0; k--) {
    found.biases[k - 1] = new Float64Array(sizes[k]);
    slopes[k - 1].fill(0);
    for (let j = 0; j < sizes[k]; j++) {
      const above = slopes[k].subarray(j * n, j * n + n);
      for (let p = 0; p < n; p++) found.biases[k - 1][j] += above[p];
      for (let i = 0; i < sizes[k - 1]; i++) {
        const at = j * sizes[k - 1] + i;
        const weight = weights[k - 1][at];
        let total = 0;
        for (let p = 0; p < n; p++) {
          total += above[p] * outputs[k - 1][i * n + p];
          slopes[k - 1][i * n + p] += weight * above[p];
        }
        found.weights[k - 1][at] = total;
      }
    }
    if (k > 1) for (let q = 0; q < slopes[k - 1].length; q++) slopes[k - 1][q] *= slope(sums[k - 1][q], outputs[k - 1][q]);
  }
  return found;
}

/** One step of gradient descent on loss + l1 * sum |w| + l2 / 2 * sum w^2; biases are not held small. */
export function descend(network, found, { lr, l1, l2 }) {
  network.weights.forEach((weights, k) => {
    for (let i = 0; i < weights.length; i++) {
      weights[i] -= lr * (found.weights[k][i] + l1 * Math.sign(weights[i]) + l2 * weights[i]);
    }
  });
  network.biases.forEach((biases, k) => {
    for (let j = 0; j < biases.length; j++) biases[j] -= lr * found.biases[k][j];
  });
}
