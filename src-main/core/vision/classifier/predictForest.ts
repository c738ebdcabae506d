import type { Forest, Tree } from './extraTrees.ts';
import type { FeatureWindow } from './pixelFeatures.ts';

/** What a forest says of a window's pixels. */
export interface ClassifiedWindow {
  readonly width: number;
  readonly height: number;
  /** Most probable class of each pixel; the lower index where two are equal. */
  readonly classes: Uint8Array;
  /** Its probability: 0 … 255 stand for 0 … 1. */
  readonly confidence: Uint8Array;
}

/** Pixels taken together: their features stay in the second-level cache while one tree after the other walks them. */
const blockPixels = 2048;

/** The mean over the trees of the class shares at the leaf that a pixel falls to, and the class that has most of it. */
export function predictForest(forest: Forest, { width, height, featureCount, bytes }: FeatureWindow): ClassifiedWindow {
  const { classCount, trees } = forest;
  const classes = new Uint8Array(width * height);
  const confidence = new Uint8Array(width * height);
  const sums = new Float32Array(blockPixels * classCount);
  for (let start = 0; start < classes.length; start += blockPixels) {
    const count = Math.min(blockPixels, classes.length - start);
    sums.fill(0);
    for (const tree of trees) addShares(tree, { bytes, featureCount, start, count, sums, classCount });
    for (let pixel = 0; pixel < count; pixel++) {
      let best = 0;
      for (let each = 1; each < classCount; each++) {
        if (sums[pixel * classCount + each]! > sums[pixel * classCount + best]!) best = each;
      }
      classes[start + pixel] = best;
      confidence[start + pixel] = Math.round((sums[pixel * classCount + best]! / trees.length) * 255);
    }
  }
  return { width, height, classes, confidence };
}

interface Block {
  readonly bytes: Uint8Array;
  readonly featureCount: number;
  readonly start: number;
  readonly count: number;
  readonly sums: Float32Array;
  readonly classCount: number;
}

function addShares({ nodes, shares }: Tree, { bytes, featureCount, start, count, sums, classCount }: Block): void {
  for (let pixel = 0; pixel < count; pixel++) {
    const own = (start + pixel) * featureCount;
    let node = 0;
    let feature = nodes[0]!;
    while (feature >= 0) {
      node = bytes[own + feature]! < nodes[node + 1]! ? nodes[node + 2]! : nodes[node + 3]!;
      feature = nodes[node]!;
    }
    const leaf = nodes[node + 2]!;
    for (let each = 0, to = pixel * classCount; each < classCount; each++, to++) sums[to]! += shares[leaf + each]!;
  }
}
