import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { BrushSweep } from '../../../src-main/core/labels/brush.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import { superpixelBlocks, superpixelReach } from '../../../src-main/core/vision/superpixelBlock.ts';
import { superpixelsUnder } from '../../../src-main/core/vision/superpixelBrush.ts';
import { sweptBox } from '../../../src-main/core/vision/sweptMask.ts';
import type { LoadedImage } from '../../pixels/LoadedImage.svelte.ts';
import type { BrushProposer } from '../assist/ProposalBrush.ts';
import type { ToolTarget } from '../Tool.ts';
import type { ToolPreview } from '../ToolPreview.ts';
import type { SuperpixelCache } from './SuperpixelCache.ts';
import { superpixelOptions } from './superpixelOptions.svelte.ts';

/** Blocks in sight from which on superpixels would be too small to be told apart: outlines and work are then spared. */
const mostBlocksShown = 12;

/** A brush that takes every superpixel it touches. */
export class SuperpixelProposer implements BrushProposer {
  readonly tool = 'superpixel';
  readonly #cache: SuperpixelCache;

  constructor(cache: SuperpixelCache) {
    this.#cache = cache;
  }

  async prepare(target: ToolTarget, box: PixelBox): Promise<null> {
    const { image } = target;
    // What the brush needs first, then what is in sight, for the outlines: each is shown as it comes.
    const needed = Promise.all(blocksOf(image, box).map((block) => this.#cache.get(image, block)));
    for (const block of shownBlocks(target)) {
      // A block that cannot be had is told of when the brush needs it.
      if (this.#cache.isMissing(image, block)) this.#cache.get(image, block).then(() => target.previewChanged(), () => undefined);
    }
    await needed;
    return null;
  }

  propose({ image }: ToolTarget, sweeps: readonly BrushSweep[]): Spans {
    const blocks = blocksOf(image, sweptBox(image.record, sweeps));
    const known = blocks.map((box) => this.#cache.peek(image, box)).filter((block) => block !== null);
    return superpixelsUnder(image.record, known, sweeps);
  }

  surroundings(target: ToolTarget): ToolPreview {
    return { grid: shownBlocks(target).flatMap((place) => this.#cache.peek(target.image, place)?.lines ?? []) };
  }
}

/** The blocks that superpixels under a box lie in. */
function blocksOf({ record }: LoadedImage, box: PixelBox): PixelBox[] {
  return box.width === 0 ? [] : superpixelBlocks(record, superpixelReach(record, box, superpixelOptions.sidePx));
}

function shownBlocks({ image, visible }: ToolTarget): PixelBox[] {
  const shown = superpixelBlocks(image.record, visible);
  return shown.length > mostBlocksShown ? [] : shown;
}
