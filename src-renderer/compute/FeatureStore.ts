import type { FeatureWindow } from '../../src-main/core/vision/classifier/pixelFeatures.ts';

/** Features of 1024 x 1024 pixels of a colour image take 66 MB. */
const defaultBudgetBytes = 128 * 2 ** 20;

/** Features by key, within a budget: those not asked for longest go first. */
export class FeatureStore {
  readonly #budgetBytes: number;
  readonly #features = new Map<string, FeatureWindow>();
  #byteLength = 0;

  constructor(budgetBytes = defaultBudgetBytes) {
    this.#budgetBytes = budgetBytes;
  }

  get(key: string): FeatureWindow | undefined {
    const features = this.#features.get(key);
    if (features) {
      this.#features.delete(key);
      this.#features.set(key, features);
    }
    return features;
  }

  keep(key: string, features: FeatureWindow): void {
    this.#drop(key);
    this.#features.set(key, features);
    this.#byteLength += features.bytes.byteLength;
    for (const oldest of this.#features.keys()) {
      if (this.#byteLength <= this.#budgetBytes || oldest === key) break;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#byteLength -= this.#features.get(key)?.bytes.byteLength ?? 0;
    this.#features.delete(key);
  }
}
