// Random numbers from a seed; generator.py gives the same ones.

/** A function that gives uniform numbers in [0, 1): mulberry32 by Tommy Ettinger. Other seeds, other numbers. */
export function generator(...seeds) {
  let state = 0;
  for (const seed of seeds) state = scrambled((state + seed + 0x6d2b79f5) | 0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    return scrambled(state) / 2 ** 32;
  };
}

function scrambled(bits) {
  let mixed = Math.imul(bits ^ (bits >>> 15), bits | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

/** One number of the standard normal distribution (Box and Muller 1958). */
export function normal(uniform) {
  const size = Math.sqrt(-2 * Math.log(1 - uniform()));
  return size * Math.cos(2 * Math.PI * uniform());
}

/** The numbers 0 to n - 1 in random order (Fisher and Yates 1938). */
export function shuffled(n, uniform) {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(uniform() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
