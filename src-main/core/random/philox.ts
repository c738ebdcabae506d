/**
 * Philox4x32-10: a counter-based generator. The same key and counter always give the same four words, so random numbers
 * need no hidden state and any of them can be made again at once.
 * Source: Salmon, Moraes, Dror, Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3", SC'11.
 */
const rounds = 10;
const multiplierA = 0xd2511f53;
const multiplierB = 0xcd9e8d57;
/** Weyl increments of the key: the golden ratio and sqrt(3) - 1, as 32-bit fractions. */
const weylA = 0x9e3779b9;
const weylB = 0xbb67ae85;

/** Upper 32 bits of the 64-bit product of two unsigned 32-bit numbers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const cross = aLow * bHigh + (middle & 0xffff);
  return (aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(cross / 0x10000)) >>> 0;
}

/**
 * Replaces the four counter words in `words` by four random words.
 * @param words in: the 128-bit counter; out: four unsigned 32-bit random numbers
 */
export function philox4x32(words: Uint32Array, keyA: number, keyB: number): void {
  let [w0, w1, w2, w3] = [words[0]!, words[1]!, words[2]!, words[3]!];
  let a = keyA >>> 0;
  let b = keyB >>> 0;
  for (let round = 0; round < rounds; round++) {
    const highA = multiplyHigh(w0, multiplierA);
    const lowA = Math.imul(w0, multiplierA) >>> 0;
    const highB = multiplyHigh(w2, multiplierB);
    const lowB = Math.imul(w2, multiplierB) >>> 0;
    w0 = (highB ^ w1 ^ a) >>> 0;
    w1 = lowB;
    w2 = (highA ^ w3 ^ b) >>> 0;
    w3 = lowA;
    a = (a + weylA) >>> 0;
    b = (b + weylB) >>> 0;
  }
  words[0] = w0;
  words[1] = w1;
  words[2] = w2;
  words[3] = w3;
}
