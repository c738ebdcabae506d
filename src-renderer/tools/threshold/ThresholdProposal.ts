import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import type { PixelMask } from '../../../src-main/core/vision/SampleWindow.ts';
import type { ThresholdRule } from '../../../src-main/core/vision/thresholdRegion.ts';
import type { ComputeClient } from '../../compute/ComputeClient.ts';
import type { ThresholdedPixels } from '../../compute/computeApi.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import { toolRanges } from '../../../src-main/core/vision/toolRanges.ts';

export interface ThresholdWish {
  readonly channel: number | null;
  readonly rule: ThresholdRule;
}

let proposalCount = 0;

/**
 * What a threshold takes of one box, computed in the worker: of several wishes that come while it computes only the last is
 * computed, so that the preview follows the slider as fast as it can and the slider never waits.
 */
export class ThresholdProposal {
  readonly image: LoadedImage;
  readonly box: PixelBox;
  /** Null: all of the box. */
  readonly inside: PixelMask | null;
  spans: Spans = new Int32Array(0);
  readonly #compute: ComputeClient;
  readonly #number = ++proposalCount;
  #wish: ThresholdWish | null = null;
  #work: Promise<ThresholdedPixels | null> | null = null;

  constructor(compute: ComputeClient, image: LoadedImage, box: PixelBox, inside: PixelMask | null) {
    this.#compute = compute;
    this.image = image;
    this.box = box;
    this.inside = inside;
  }

  /** Reads the box. @returns Otsu's threshold, null where all pixels are alike */
  async begin(channel: number | null): Promise<number | null> {
    const window = await this.image.readSamples(this.box);
    const inside = this.inside && { ...this.inside, data: this.inside.data.slice() };
    const { start } = await this.#compute.run('keepBrightness', { key: this.#keyOf(channel), window, ranges: toolRanges(this.image.record), channel, inside });
    return start;
  }

  /**
   * Computes what a threshold takes, and puts it into `spans`.
   * @returns the pixels of the last wish; all who wished meanwhile hear of that one
   */
  follow(wish: ThresholdWish): Promise<ThresholdedPixels | null> {
    this.#wish = wish;
    this.#work ??= this.#run();
    return this.#work;
  }

  end(): void {
    this.#wish = null;
    // Its memory is wanted back; that the worker could not hear of it is no harm.
    this.#compute.run('forgetBrightness', {}).catch(() => undefined);
  }

  async #run(): Promise<ThresholdedPixels | null> {
    let found: ThresholdedPixels | null = null;
    try {
      while (this.#wish) {
        const wish = this.#wish;
        this.#wish = null;
        found = await this.#take(wish);
        this.spans = found.spans;
      }
    } finally {
      // At once, not a turn later: a wish in between would be nobody's.
      this.#work = null;
    }
    return found;
  }

  async #take({ channel, rule }: ThresholdWish): Promise<ThresholdedPixels> {
    for (;;) {
      const answer = await this.#compute.run('threshold', { key: this.#keyOf(channel), box: this.box, rule });
      if (!('missing' in answer)) return answer;
      // Another channel, or the worker was started anew.
      await this.begin(channel);
    }
  }

  #keyOf(channel: number | null): string {
    return `${this.#number}/${channel ?? 'mean'}`;
  }
}
