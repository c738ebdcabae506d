import { crfRanges, crfSettings } from '../../../src-main/core/vision/crf/crfRanges.ts';
import type { CrfSetting } from '../../../src-main/core/vision/crf/crfRanges.ts';
import { usualCrf } from '../../../src-main/core/vision/crf/denseCrf.ts';
import type { CrfOptions } from '../../../src-main/core/vision/crf/denseCrf.ts';
import { isNumberWithin, readStored, writeStored } from '../../app/stored.ts';
import { compute } from '../../compute/compute.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { RefinedPrediction } from '../../pixels/RefinedPrediction.ts';

const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';
const storedAs = (name: CrfSetting): string => `edges.${name}`;

/** Whether predictions are shown, and taken over, with their edges refined, and how; remembered from one start to the next. */
export class EdgesState {
  on = $state(readStored('edgesRefined', isFlag, false));
  options: CrfOptions = $state.raw(
    Object.fromEntries(
      crfSettings.map((name) => [name, readStored(storedAs(name), isNumberWithin(crfRanges[name].smallest, crfRanges[name].largest), usualCrf[name])]),
    ) as Record<CrfSetting, number>,
  );
  readonly #failed: (thrown: unknown) => void;
  #refined: { readonly image: LoadedImage; readonly prediction: RefinedPrediction } | null = null;

  constructor(failed: (thrown: unknown) => void) {
    this.#failed = failed;
  }

  toggle(on: boolean): void {
    this.on = on;
    writeStored('edgesRefined', on);
  }

  change(options: CrfOptions): void {
    this.options = options;
    for (const name of crfSettings) writeStored(storedAs(name), options[name]);
  }

  /** Refines the prediction of the image in sight, by these options, and of no other. @param source null while nothing is to be refined */
  follow(source: { readonly image: LoadedImage; readonly modelId: string; readonly classCount: number } | null, options: CrfOptions): void {
    const before = this.#refined;
    if (before && source && before.image === source.image && before.prediction.modelId === source.modelId) {
      before.prediction.change(options);
      return;
    }
    if (before) {
      before.prediction.end();
      this.#refined = null;
      before.image.useRefiner(null);
    }
    if (!source) return;
    const prediction = new RefinedPrediction({ ...source, compute, options, failed: this.#failed });
    this.#refined = { image: source.image, prediction };
    source.image.useRefiner(prediction);
  }
}
