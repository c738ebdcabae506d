import { RandomSource } from '../../random/RandomSource.ts';
import { SfumatoError } from '../../SfumatoError.ts';

/** Labelled pixels to learn from. */
export interface TrainingPixels {
  readonly featureCount: number;
  /** A pixel's features beside each other, `featureCount` bytes a pixel. */
  readonly features: Uint8Array;
  /** Class of each pixel, 0 … classCount - 1. */
  readonly classes: Uint8Array;
  readonly classCount: number;
}

export interface ForestOptions {
  readonly treeCount: number;
  /** Nodes of fewer pixels are leaves (n_min of the paper). */
  readonly smallestSplit: number;
  readonly seed: number;
}

/** 24 trees vary by about 2 % in a pixel's probability; leaves of several pixels smooth what one stray label does. */
export const usualForest: ForestOptions = { treeCount: 24, smallestSplit: 6, seed: 1 };

/** One tree as a table, four numbers a node: feature, cut, node where the feature is below the cut, node otherwise. */
export interface Tree {
  /** A leaf has feature -1, and its third number is where its class shares begin in `shares`. */
  readonly nodes: Int32Array;
  /** Shares of the classes at each leaf, sums to 1 over `classCount` numbers. */
  readonly shares: Float32Array;
}

export interface Forest {
  readonly classCount: number;
  readonly featureCount: number;
  readonly trees: readonly Tree[];
}

/**
 * Extremely randomised trees: at each node sqrt(features) features are drawn, for each one cut evenly between its
 * smallest and its largest value there, and the best of these cuts by Gini impurity is taken. Every tree sees every
 * pixel. No sorting and few cuts: it trains in the time between two strokes.
 * @throws SfumatoError `noLabels` when there are no pixels, `invalidInput` when the arrays do not fit
 * Source: Geurts, Ernst & Wehenkel 2006, "Extremely randomized trees", Machine Learning 63(1).
 */
export function trainForest(pixels: TrainingPixels, options: ForestOptions = usualForest): Forest {
  const { classCount, classes, featureCount, features } = pixels;
  if (classes.length === 0) throw new SfumatoError('noLabels', 'pixel classifier: wanted labelled pixels, got none');
  if (features.length !== classes.length * featureCount) {
    throw new SfumatoError('invalidInput', `pixel classifier: wanted ${classes.length * featureCount} features, got ${features.length}`);
  }
  const trees = Array.from({ length: options.treeCount }, (_, tree) =>
    new TreeGrower(pixels, options, new RandomSource({ seed: options.seed, stream: randomStream, counter: tree })).grow(),
  );
  return { classCount, featureCount, trees };
}

/** "smart", so that no other use of the same seed draws the same numbers. */
const randomStream = 0x736d6172;

interface Cut {
  readonly feature: number;
  readonly value: number;
}

class TreeGrower {
  readonly #pixels: TrainingPixels;
  readonly #options: ForestOptions;
  readonly #random: RandomSource;
  readonly #order: Int32Array;
  readonly #drawn: Int32Array;
  readonly #nodes: number[] = [];
  readonly #shares: number[] = [];

  constructor(pixels: TrainingPixels, options: ForestOptions, random: RandomSource) {
    this.#pixels = pixels;
    this.#options = options;
    this.#random = random;
    this.#order = Int32Array.from(pixels.classes, (_, index) => index);
    this.#drawn = Int32Array.from({ length: pixels.featureCount }, (_, feature) => feature);
  }

  grow(): Tree {
    this.#split(0, this.#order.length);
    return { nodes: Int32Array.from(this.#nodes), shares: Float32Array.from(this.#shares) };
  }

  /** Grows the node of the pixels `start` … `end - 1` of the order and what is below it. @returns the node's place */
  #split(start: number, end: number): number {
    const node = this.#nodes.length;
    this.#nodes.push(-1, 0, 0, 0);
    const counts = this.#counts(start, end);
    const isPure = counts.some((count) => count === end - start);
    const cut = isPure || end - start < this.#options.smallestSplit ? null : this.#bestCut(start, end, counts);
    if (!cut) {
      this.#nodes[node + 2] = this.#shares.length;
      for (const count of counts) this.#shares.push(count / (end - start));
      return node;
    }
    const middle = this.#part(start, end, cut);
    this.#nodes[node] = cut.feature;
    this.#nodes[node + 1] = cut.value;
    this.#nodes[node + 2] = this.#split(start, middle);
    this.#nodes[node + 3] = this.#split(middle, end);
    return node;
  }

  #counts(start: number, end: number): Int32Array {
    const counts = new Int32Array(this.#pixels.classCount);
    for (let at = start; at < end; at++) counts[this.#pixels.classes[this.#order[at]!]!]!++;
    return counts;
  }

  #bestCut(start: number, end: number, counts: Int32Array): Cut | null {
    const { classes, classCount, featureCount, features } = this.#pixels;
    const wanted = Math.ceil(Math.sqrt(featureCount));
    const below = new Int32Array(classCount);
    let best: Cut | null = null;
    let bestScore = -1;
    // Features that do not vary here are passed over, and others drawn instead, as the paper has it.
    for (let drawn = 0, tried = 0; drawn < featureCount && tried < wanted; drawn++) {
      const feature = this.#drawFeature(drawn);
      const [low, high] = this.#rangeOf(feature, start, end);
      if (low === high) continue;
      tried++;
      const value = low + 1 + this.#random.integer(high - low);
      below.fill(0);
      let belowCount = 0;
      for (let at = start; at < end; at++) {
        const pixel = this.#order[at]!;
        if (features[pixel * featureCount + feature]! < value) {
          below[classes[pixel]!]!++;
          belowCount++;
        }
      }
      const score = purity(below, belowCount, counts, end - start);
      if (score > bestScore) [bestScore, best] = [score, { feature, value }];
    }
    return best;
  }

  /** The next of a shuffle that goes only as far as it is needed. */
  #drawFeature(place: number): number {
    const other = place + this.#random.integer(this.#drawn.length - place);
    [this.#drawn[place], this.#drawn[other]] = [this.#drawn[other]!, this.#drawn[place]!];
    return this.#drawn[place];
  }

  #rangeOf(feature: number, start: number, end: number): readonly [number, number] {
    const { featureCount, features } = this.#pixels;
    let low = 255;
    let high = 0;
    for (let at = start; at < end; at++) {
      const value = features[this.#order[at]! * featureCount + feature]!;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    return [low, high];
  }

  /** Puts the pixels below the cut first. @returns where the others begin */
  #part(start: number, end: number, { feature, value }: Cut): number {
    const { featureCount, features } = this.#pixels;
    let low = start;
    let high = end - 1;
    while (low <= high) {
      const pixel = this.#order[low]!;
      if (features[pixel * featureCount + feature]! < value) low++;
      else {
        this.#order[low] = this.#order[high]!;
        this.#order[high--] = pixel;
      }
    }
    return low;
  }
}

/** Sum over both sides of squared class counts by size: largest where Gini impurity is least. */
function purity(below: Int32Array, belowCount: number, counts: Int32Array, count: number): number {
  let first = 0;
  let second = 0;
  for (let each = 0; each < counts.length; each++) {
    first += below[each]! ** 2;
    second += (counts[each]! - below[each]!) ** 2;
  }
  return first / belowCount + second / (count - belowCount);
}
