import { learnEffort } from '../../../src-main/core/review/effortModel.ts';
import type { TimedRegion } from '../../../src-main/core/review/effortModel.ts';
import { forEachInside } from '../../../src-main/core/review/growRegion.ts';
import type { PredictedImage } from '../../../src-main/core/review/PredictedImage.ts';
import { usualReviewSettings } from '../../../src-main/core/review/ReviewSettings.ts';
import type { Candidate, QueryStrategy } from '../../../src-main/core/review/strategies/QueryStrategy.ts';
import { spearman } from '../../../src-main/core/metrics/spearman.ts';
import { unlabelled } from '../../../src-main/core/labels/labelMap.ts';
import type { Expert } from '../experts/Expert.ts';
import type { Pool } from './Pool.ts';
import { randomOf } from './streams.ts';

/** A rank correlation of fewer regions says nothing. */
const fewestForCorrelation = 10;

/** Settled last, of which the correlation is taken: older models foresaw for themselves. */
export const mostForCorrelation = 40;

/** Of a settled region: what the loss head foresaw and what the expert found. */
interface Found {
  readonly foreseen: number;
  readonly wrongShare: number;
}

/** A queue that is asked over the rounds of a run, and what it has learnt of its expert. */
export class RegionQueue {
  readonly #strategy: QueryStrategy;
  readonly #expert: Expert;
  readonly #seed: number;
  readonly #timed: TimedRegion[] = [];
  readonly #settled: Candidate[] = [];
  readonly #found: Found[] = [];

  constructor({ strategy, expert, seed }: { readonly strategy: QueryStrategy; readonly expert: Expert; readonly seed: number }) {
    this.#strategy = strategy;
    this.#expert = expert;
    this.#seed = seed;
  }

  /** Spearman's, of the loss foreseen for the regions settled last with the share of them found wrong; null of too few. */
  foundCorrelation(): number | null {
    const found = this.#found.slice(-mostForCorrelation);
    if (found.length < fewestForCorrelation) return null;
    return spearman(Float64Array.from(found, ({ foreseen }) => foreseen), Float64Array.from(found, ({ wrongShare }) => wrongShare));
  }

  /**
   * Has the expert settle regions until so many pixels are, or none is left.
   * @param predicted of each image of the pool
   * @param round of training before this, 0 …
   */
  ask(pool: Pool, predicted: readonly PredictedImage[], { round, pixels }: { readonly round: number; readonly pixels: number }): void {
    const trustsLearnedLoss = (this.foundCorrelation() ?? -1) >= usualReviewSettings.learnedLossLimit;
    const candidates = predicted.flatMap((image, index) => {
      const random = randomOf(this.#seed, 'candidates', round * pool.images.length + index);
      return this.#strategy.candidates(image, { random, trustsLearnedLoss }).map((region, place) => ({ ...region, id: `${String(index).padStart(3, '0')}-${String(place).padStart(3, '0')}`, imageId: String(index) }));
    });
    const order = this.#strategy.order(candidates, { effort: learnEffort(this.#timed), settled: this.#settled, round, random: randomOf(this.#seed, 'order', round) });
    let settledPixels = 0;
    for (const region of order) {
      if (settledPixels >= pixels) break;
      this.#found.push(this.#settle(pool, region, predicted[Number(region.imageId)]!));
      settledPixels += region.pixelCount;
    }
  }

  #settle(pool: Pool, region: Candidate, image: PredictedImage): Found {
    const index = Number(region.imageId);
    const asked = new Uint8Array(image.width * image.height);
    forEachInside(region, image.width, (pixel) => (asked[pixel] = 1));
    const { answer, seconds } = pool.ask(index, this.#expert, { asked, proposal: image.prediction }, randomOf(this.#seed, 'expert', pool.settled));
    this.#timed.push({ pixelCount: region.pixelCount, score: region.score, boundaryPixels: region.boundaryPixels, seconds });
    this.#settled.push(region);
    let [labelled, wrong] = [0, 0];
    answer.labels.forEach((label, pixel) => {
      if (label === unlabelled) return;
      labelled++;
      if (label !== image.prediction[pixel]) wrong++;
    });
    return { foreseen: region.means.learnedLoss, wrongShare: labelled === 0 ? 0 : wrong / labelled };
  }
}
