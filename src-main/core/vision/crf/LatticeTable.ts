/**
 * A hash table of the lattice points in use, with open addressing. They are numbered from 1. A point's coordinates come
 * packed into two numbers (`LatticeKeys`), so that a look-up compares two numbers, whatever the dimensions.
 */
export class LatticeTable {
  count = 0;
  /** First and second number of each point side by side: a look-up that leaves the processor's cache does so once. */
  #keys: Float64Array<ArrayBuffer>;
  #slots: Int32Array<ArrayBuffer>;

  /** @param guess how many points there may be */
  constructor(guess: number) {
    const room = Math.max(Math.ceil(guess), 64);
    this.#keys = new Float64Array(2 * room);
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(room * 2)));
  }

  first(point: number): number {
    return this.#keys[2 * point - 2]!;
  }

  second(point: number): number {
    return this.#keys[2 * point - 1]!;
  }

  /** @returns 0 where the lattice has no such point */
  find(first: number, second: number): number {
    return this.#slots[this.#slotOf(first, second)]!;
  }

  place(first: number, second: number): number {
    const slot = this.#slotOf(first, second);
    const known = this.#slots[slot]!;
    if (known !== 0) return known;
    if (2 * this.count === this.#keys.length) this.#grow();
    this.#keys[2 * this.count] = first;
    this.#keys[2 * this.count + 1] = second;
    this.#slots[slot] = ++this.count;
    // Half empty, so that searches stay short.
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return this.count;
  }

  #slotOf(first: number, second: number): number {
    const slots = this.#slots;
    const keys = this.#keys;
    const mask = slots.length - 1;
    let hash = Math.imul(first | 0, 0x2545f491) + Math.imul(second | 0, 0x9e3779b1);
    // Coordinates of a lattice lie in step with each other: the upper bits are mixed in twice, so that they scatter.
    hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    let slot = (hash ^ (hash >>> 13)) & mask;
    for (let point = slots[slot]!; point !== 0; point = slots[slot]!) {
      if (keys[2 * point - 2] === first && keys[2 * point - 1] === second) break;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    const larger = new Float64Array(this.#keys.length * 2);
    larger.set(this.#keys);
    this.#keys = larger;
  }

  #rehash(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let point = 1; point <= this.count; point++) this.#slots[this.#slotOf(this.first(point), this.second(point))] = point;
  }
}
