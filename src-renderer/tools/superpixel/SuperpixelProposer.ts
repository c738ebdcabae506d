import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { BrushSweep } from '../../../src-main/core/labels/brush.ts';
import { eachSpan, joinSpans, spansOfMask } from '../../../src-main/core/labels/spans.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import { superpixelsUnder } from '../../../src-main/core/vision/superpixelBrush.ts';
import { sweptBox, sweptMask } from '../../../src-main/core/vision/sweptMask.ts';
import type { BrushProposer } from '../assist/ProposalBrush.ts';
import type { ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';
import { superpixelBlocks } from './superpixelBlocks.ts';
import type { SuperpixelCache } from './SuperpixelCache.ts';

/** Blocks in sight from which on superpixels would be too small to be told apart: outlines and work are then spared. */
const mostBlocksShown = 12;

/** A brush that takes every superpixel it touches. */
export class SuperpixelProposer implements BrushProposer {
  readonly tool = 'superpixel';
  readonly #cache: SuperpixelCache;

  constructor(cache: SuperpixelCache) {
    this.#cache = cache;
  }

  async prepare({ image, visible }: ToolTarget, box: PixelBox): Promise<null> {
    // What the brush needs first, then what is in sight, for the outlines.
    await Promise.all(superpixelBlocks(image.record, box).map((block) => this.#cache.get(image, block)));
    const shown = superpixelBlocks(image.record, visible);
    if (shown.length <= mostBlocksShown) await Promise.all(shown.map((block) => this.#cache.get(image, block)));
    return null;
  }

  propose({ image }: ToolTarget, sweeps: readonly BrushSweep[]): Spans {
    const loose: number[] = [];
    const box = sweptBox(image.record, sweeps);
    if (box.width === 0) return Int32Array.from(loose);
    for (const place of superpixelBlocks(image.record, box)) {
      const block = this.#cache.peek(image, place);
      if (!block) continue;
      const mask = superpixelsUnder(block.superpixels, sweptMask(image.record, sweeps, place)).data;
      eachSpan(spansOfMask({ box: place, mask }), (y, x, end) => loose.push(y, x, end));
    }
    return joinSpans(loose);
  }

  surroundings({ image, visible }: ToolTarget): ToolPreview {
    const shown = superpixelBlocks(image.record, visible);
    if (shown.length > mostBlocksShown) return {};
    return { grid: shown.flatMap((place) => this.#cache.peek(image, place)?.lines ?? []) };
  }
}
