import { isNumberWithin, readStored, writeStored } from '../../app/stored.ts';

/** How sure the networks must be of a pixel for a region to grow over it. */
class RegionGrowOptions {
  /** Smallest probability, in steps of 0.01: 0.01 … 0.99. */
  probability = $state(readStored('regionGrowProbability', isNumberWithin(0.01, 0.99), 0.5));

  setProbability(probability: number): void {
    this.probability = Math.min(Math.max(Math.round(probability * 100) / 100, 0.01), 0.99);
    writeStored('regionGrowProbability', this.probability);
  }
}

export const regionGrowOptions = new RegionGrowOptions();
