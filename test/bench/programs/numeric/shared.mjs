/** @type {(length: number, seed: number) => Float64Array} */
export const signal = (length, seed) => Float64Array.from({ length }, (_, i) => ((i * 7919 + seed) % 1000) / 1000);
