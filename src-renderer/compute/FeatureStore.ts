import type { FeatureWindow } from '../../src-main/core/vision/classifier/pixelFeatures.ts';

/** Features of a window's pixels, or of its superpixels. */
export interface KeptFeatures extends FeatureWindow {
  /** Of superpixels: the place among the features of each pixel's, and the size of what they cover. */
  readonly regions?: { readonly ofPixels: Int32Array; readonly width: number; readonly height: number };
}

/** Features of 1024 x 1024 pixels of a colour image take 66 MB. */
const defaultBudgetBytes = 128 * 2 ** 20;

/** Features by key, within a budget: those not asked for longest go first. */
export class FeatureStore {
  readonly #budgetBytes: number;
  readonly #features = new Map<string, KeptFeatures>();
  #byteLength = 0;

  constructor(budgetBytes = defaultBudgetBytes) {
    this.#budgetBytes = budgetBytes;
  }

  get(key: string): KeptFeatures | undefined {
    const features = this.#features.get(key);
    if (features) {
      this.#features.delete(key);
      this.#features.set(key, features);
    }
    return features;
  }

  keep(key: string, features: KeptFeatures): void {
    this.#drop(key);
    this.#features.set(key, features);
    this.#byteLength += bytesOf(features);
    for (const oldest of this.#features.keys()) {
      if (this.#byteLength <= this.#budgetBytes || oldest === key) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    const known = this.#features.get(key);
    if (known) this.#byteLength -= bytesOf(known);
    this.#features.delete(key);
  }
}

function bytesOf({ bytes, regions }: KeptFeatures): number {
  return bytes.byteLength + (regions?.ofPixels.byteLength ?? 0);
}
