import { isNumberWithin, isOneOf, readStored, writeStored } from '../../app/stored.ts';
import type { WandRule } from '../../../src-main/core/vision/magicWand.ts';

export const largestTolerance = 128;
const comparisons = ['seed', 'regionMean'] as const;
const connectivities = ['4', '8'] as const;

/** How alike pixels must be for the wand. */
class WandOptions {
  /** Display units, 0 … `largestTolerance`. */
  tolerance = $state(readStored('wandTolerance', isNumberWithin(0, largestTolerance), 24));
  comparedTo: WandRule['comparedTo'] = $state(readStored('wandComparedTo', isOneOf(comparisons), 'seed'));
  connectivity: WandRule['connectivity'] = $state(readStored('wandConnectivity', isOneOf(connectivities), '4') === '8' ? 8 : 4);

  get rule(): WandRule {
    return { tolerance: this.tolerance, comparedTo: this.comparedTo, connectivity: this.connectivity };
  }

  setTolerance(tolerance: number): void {
    this.tolerance = Math.min(Math.max(Math.round(tolerance), 0), largestTolerance);
    writeStored('wandTolerance', this.tolerance);
  }

  setComparedTo(comparedTo: WandRule['comparedTo']): void {
    this.comparedTo = comparedTo;
    writeStored('wandComparedTo', comparedTo);
  }

  setConnectivity(connectivity: WandRule['connectivity']): void {
    this.connectivity = connectivity;
    writeStored('wandConnectivity', String(connectivity));
  }
}

export const wandOptions = new WandOptions();
