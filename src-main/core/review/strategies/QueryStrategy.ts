import type { OptionalMapKind, ShownMapKind } from '../../heatMaps.ts';
import type { RandomSource } from '../../random/RandomSource.ts';
import type { Sliced } from '../../sliced.ts';
import type { EffortModel } from '../effortModel.ts';
import type { FoundRegion } from '../FoundRegion.ts';
import type { PredictedImage } from '../PredictedImage.ts';
import type { StrategyName } from './StrategyName.ts';

/** A region that may be asked. */
export interface Candidate extends FoundRegion {
  readonly id: string;
  readonly imageId: string;
}

/** What of a candidate an order goes by. */
export type OrderedPart = Pick<Candidate, 'id' | 'imageId' | 'pixelCount' | 'score' | 'worth' | 'boundaryPixels' | 'proposedClass' | 'features'>;

export interface FindContext {
  readonly random: RandomSource;
  /** Whether the learned loss has been found to foretell the true one: see `ReviewSettings.learnedLossLimit`. */
  readonly trustsLearnedLoss: boolean;
}

/** What an order is made by. */
export interface QueueContext {
  readonly effort: EffortModel;
  /** Regions settled so far, by any model: what comes next should differ from them. */
  readonly settled: readonly Pick<Candidate, 'features'>[];
  /** Rounds of training before this queue: noise fades with them. */
  readonly round: number;
  readonly random: RandomSource;
}

/** How a way to choose what the expert is asked next is written. The same input and random key give the same answer. */
export interface SlicedStrategy {
  readonly name: StrategyName;
  /** A map that not every prediction has and without which this strategy has nothing to go by; null: none. */
  readonly needs: OptionalMapKind | null;
  /** The map by which it grows and ranks regions, to be shown beside it; null: none. */
  readonly map: ShownMapKind | null;
  /** Connected, size-bounded regions of one image, disjoint, none of them labelled already. */
  candidates(image: PredictedImage, context: FindContext): FoundRegion[];
  /** Candidates of all images in the order in which they are asked; each of them once. */
  ordering<Region extends OrderedPart>(candidates: readonly Region[], context: QueueContext): Sliced<Region[]>;
}

/** One way to choose what the expert is asked next. */
export interface QueryStrategy extends SlicedStrategy {
  /** The same as `ordering`, at once: for some thousand candidates. */
  order<Region extends OrderedPart>(candidates: readonly Region[], context: QueueContext): Region[];
}
