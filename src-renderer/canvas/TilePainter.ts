import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { ShownMapKind } from '../../src-main/core/heatMaps.ts';
import type { TileAt } from '../../src-main/contract/pixelUrls.ts';
import { tileSide } from '../../src-main/core/labels/labelMap.ts';
import { centre, gatherLabels } from '../pixels/gatherLabels.ts';
import { gatherPlane } from '../pixels/gatherPlane.ts';
import type { Completeness } from '../pixels/gatherPlane.ts';
import type { LoadedImage } from '../pixels/LoadedImage.svelte.ts';
import { blendOver, blendPart } from './blend.ts';
import type { ImageLook } from './ImageLook.ts';
import { composeOverlay } from './overlay.ts';
import type { Overlay } from './overlay.ts';
import { blendHeatMap, heatMapLookup } from './paintHeatMap.ts';
import type { HeatMapLook } from './paintHeatMap.ts';
import { makeSamples, paintImage } from './paintImage.ts';
import type { Samples } from './paintImage.ts';
import { paintContour, paintOverlay } from './paintOverlay.ts';
import type { OverlayLook } from './paintOverlay.ts';

/** Everything that decides what a pixel looks like, but for the pixels. */
export interface PictureLook {
  readonly image: ImageLook;
  readonly overlay: OverlayLook;
  readonly heatMap: { readonly kind: ShownMapKind; readonly look: HeatMapLook } | null;
  /** Members of the ensemble whose contours are drawn, the first so many. */
  readonly memberCount: number;
  /** Whose prediction and maps are shown. */
  readonly modelId: string | null;
  /** The region in question: less haze lies over it. */
  readonly region: { readonly box: PixelBox; readonly mask: Uint8Array } | null;
}

/**
 * What was laid over a tile, kept with its picture: what lies over it seldom changes, and reading labels out of the whole
 * image's at a coarse level costs more than all the rest.
 */
export interface TileMemory {
  /** Null where nothing lies over the tile. */
  readonly over: Uint32Array | null;
  readonly look: OverlayLook;
  readonly modelId: string | null;
  readonly memberCount: number;
  readonly edges: 'pixels' | 'none';
}

/** A picture's place for its memory. */
export interface Remembering {
  readonly tile: { readonly box: PixelBox };
  memory: TileMemory | null;
}

const borderedCount = (tileSide + 2) ** 2;

/** Paints parts of an image at a level of its pyramid: samples, haze, labels and prediction as one opaque picture. */
export class TilePainter {
  // Used again for every part, so that panning and painting leave no garbage.
  readonly #labels = new Uint8Array(borderedCount);
  readonly #prediction = new Uint8Array(borderedCount);
  readonly #objects = new Uint32Array(borderedCount);
  readonly #composed = { classes: new Uint8Array(borderedCount), predicted: new Uint8Array(borderedCount) };
  readonly #map = new Uint8Array(tileSide ** 2);
  readonly #thinned = new Uint8Array(tileSide ** 2);
  readonly #over = new Uint32Array(tileSide ** 2);
  #samples: Samples = new Uint8Array(0);
  #lookup: { readonly look: HeatMapLook; readonly colours: Uint32Array } | null = null;

  /**
   * @param box in the level's pixels, inside the level, no wider or higher than a tile
   * @param edges `none` where outlines are drawn as lines above the picture
   * @param target the box's pixels, one 32-bit number each; untouched when nothing of the image is in memory
   * @param remembering the picture of the tile: what lies over it is kept there once all of it is painted
   */
  paint(
    image: LoadedImage,
    { level, box, edges }: { readonly level: number; readonly box: PixelBox; readonly edges: 'pixels' | 'none' },
    look: PictureLook,
    target: Uint32Array,
    remembering: Remembering,
  ): Completeness {
    const samples = this.#paintSamples(image, level, box, look.image, target);
    if (samples === 'missing') return samples;
    let isSharp = samples === 'sharp';
    if (look.heatMap && look.modelId !== null && !this.#paintHaze(image, level, box, look, target)) isSharp = false;
    const known = remembering.memory;
    const whole = remembering.tile.box;
    if (known?.look === look.overlay && known.modelId === look.modelId && known.memberCount === look.memberCount && known.edges === edges) {
      if (known.over) blendPart(target, box, known.over, whole);
      return isSharp ? 'sharp' : 'coarse';
    }
    const over = this.#over.subarray(0, box.width * box.height).fill(0);
    const found = this.#paintOver(image, level, box, look, edges, over);
    if (found !== 'nothing') blendOver(target, over, over.length);
    if (found !== 'coarse' && over.length === whole.width * whole.height) {
      const { overlay, modelId, memberCount } = look;
      remembering.memory = { over: found === 'nothing' ? null : over.slice(), look: overlay, modelId, memberCount, edges };
    }
    return isSharp && found !== 'coarse' ? 'sharp' : 'coarse';
  }

  #paintOver(image: LoadedImage, level: number, box: PixelBox, look: PictureLook, edges: 'pixels' | 'none', over: Uint32Array): 'nothing' | 'sharp' | 'coarse' {
    const overlay = this.overlay(image, level, box, look);
    const wantsPrediction = look.overlay.prediction !== 'hidden' && look.modelId !== null;
    let isSharp = overlay ? overlay.isSharp : !wantsPrediction;
    if (overlay) paintOverlay(overlay, look.overlay, edges, over);
    if (look.memberCount > 0 && look.modelId !== null) {
      isSharp = (edges === 'pixels' ? this.#paintMembers(image, level, box, look, over) : hasMembers(image, level, box, look)) && isSharp;
    }
    if (!isSharp) return 'coarse';
    return overlay || look.memberCount > 0 ? 'sharp' : 'nothing';
  }

  /** The classes seen in a box, valid until the next call; null where nothing is to be seen. */
  overlay(image: LoadedImage, level: number, box: PixelBox, look: PictureLook): (Overlay & { readonly isSharp: boolean }) | null {
    const around = { x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2 };
    const count = around.width * around.height;
    const buffers = count <= borderedCount ? this : null;
    const { labels, prediction, modelId } = { ...look.overlay, modelId: look.modelId };
    const classes = buffers ? buffers.#labels.subarray(0, count) : new Uint8Array(count);
    const hasLabels = labels !== 'hidden' && gatherLabels(image.labels.classes, level, around, classes);
    let found: Completeness = 'missing';
    const predicted = buffers ? buffers.#prediction.subarray(0, count) : new Uint8Array(count);
    const wantsPrediction = prediction !== 'hidden' && modelId !== null;
    if (wantsPrediction) found = gatherPlane(image.planePyramid('prediction', modelId), level, around, predicted);
    const hasPrediction = found !== 'missing';
    if (!hasLabels && !hasPrediction) return null;
    const ids = buffers ? buffers.#objects.subarray(0, count) : new Uint32Array(count);
    const hasObjects = hasLabels && gatherLabels(image.labels.objects, level, around, ids);
    const sources = { labels: hasLabels ? classes : null, prediction: hasPrediction ? predicted : null, objects: hasObjects ? ids : null };
    const overlay = composeOverlay(sources, box, buffers ? buffers.#composed : undefined);
    // The border may come from coarser tiles: its neighbours need not be wanted, and are looked at again when they come.
    return { ...overlay, isSharp: !wantsPrediction || image.planeTile('prediction', tileOf(level, box), modelId) !== null };
  }

  /** One member's classes in a box with a border of one pixel, valid until the next call; null where it is not in memory. */
  member(image: LoadedImage, member: number, level: number, box: PixelBox, modelId: string): { readonly classes: Uint8Array; readonly isSharp: boolean } | null {
    const around = { x: box.x - 1, y: box.y - 1, width: box.width + 2, height: box.height + 2 };
    const count = around.width * around.height;
    const classes = count <= borderedCount ? this.#prediction.subarray(0, count) : new Uint8Array(count);
    const found = gatherPlane(image.planePyramid(`member-${member}`, modelId), level, around, classes);
    return found === 'missing' ? null : { classes, isSharp: image.planeTile(`member-${member}`, tileOf(level, box), modelId) !== null };
  }

  #paintSamples(image: LoadedImage, level: number, box: PixelBox, look: ImageLook, target: Uint32Array): Completeness {
    const { channels, sampleType } = image.record;
    const { column, row } = tileOf(level, box);
    const tile = image.imageTile(level, column, row);
    if (tile) {
      // The whole box lies in the one tile, as it nearly always does: no copy.
      const width = Math.min(tileSide, Math.ceil(image.record.width / 2 ** level) - column * tileSide);
      const place = { ...box, x: box.x - column * tileSide, y: box.y - row * tileSide };
      paintImage({ width, height: tile.length / width / channels, channels, samples: tile }, look, place, target);
      return 'sharp';
    }
    const count = box.width * box.height * channels;
    if (this.#samples.length < count || this.#samples.constructor !== makeSamples(sampleType, 0).constructor) this.#samples = makeSamples(sampleType, tileSide ** 2 * channels);
    const samples = this.#samples.subarray(0, count);
    const found = gatherPlane(image.imagePyramid, level, box, samples);
    if (found === 'missing') return found;
    paintImage({ width: box.width, height: box.height, channels, samples }, look, { x: 0, y: 0, width: box.width, height: box.height }, target);
    return 'coarse';
  }

  /** @returns whether it is as sharp as it will be */
  #paintHaze(image: LoadedImage, level: number, box: PixelBox, look: PictureLook, target: Uint32Array): boolean {
    const { kind, look: heatMap } = look.heatMap!;
    const count = box.width * box.height;
    let map = image.planeTile(`map-${kind}`, tileOf(level, box), look.modelId);
    let found: Completeness = 'sharp';
    // A whole tile is read where it lies.
    if (map?.length !== count) {
      map = this.#map.subarray(0, count);
      found = gatherPlane(image.planePyramid(`map-${kind}`, look.modelId), level, box, map);
    }
    if (found === 'missing') return false;
    if (this.#lookup?.look !== heatMap) this.#lookup = { look: heatMap, colours: heatMapLookup(heatMap) };
    const greyBelow = heatMap.greysConfident ? heatMap.threshold : 0;
    blendHeatMap(target.subarray(0, count), map, { lookup: this.#lookup.colours, thinned: this.#regionAt(image, level, box, look), greyBelow });
    return found === 'sharp';
  }

  /** Which pixels of a box lie in the region in question; null when none does. */
  #regionAt(image: LoadedImage, level: number, box: PixelBox, { region }: PictureLook): Uint8Array | null {
    if (!region) return null;
    const { x, y, width, height } = region.box;
    const side = 2 ** level;
    if (x >= (box.x + box.width) * side || y >= (box.y + box.height) * side || x + width <= box.x * side || y + height <= box.y * side) return null;
    const inside = this.#thinned.subarray(0, box.width * box.height).fill(0);
    let to = 0;
    for (let row = box.y; row < box.y + box.height; row++) {
      const maskY = centre(row, level, image.record.height) - y;
      for (let column = box.x; column < box.x + box.width; column++, to++) {
        const maskX = centre(column, level, image.record.width) - x;
        if (maskX >= 0 && maskY >= 0 && maskX < width && maskY < height) inside[to] = region.mask[maskY * width + maskX]!;
      }
    }
    return inside;
  }

  #paintMembers(image: LoadedImage, level: number, box: PixelBox, look: PictureLook, over: Uint32Array): boolean {
    let isSharp = true;
    for (let member = 0; member < look.memberCount; member++) {
      const found = this.member(image, member, level, box, look.modelId!);
      if (found) paintContour(found.classes, box, look.overlay, over);
      isSharp &&= found?.isSharp ?? false;
    }
    return isSharp;
  }
}

/** The tile that a box lies in. */
function tileOf(level: number, box: PixelBox): TileAt {
  return { level, column: Math.floor(box.x / tileSide), row: Math.floor(box.y / tileSide) };
}

/** Whether the members' tiles are there whose contours will be drawn as lines above the picture. */
function hasMembers(image: LoadedImage, level: number, box: PixelBox, { memberCount, modelId }: PictureLook): boolean {
  const at = tileOf(level, box);
  for (let member = 0; member < memberCount; member++) if (!image.planeTile(`member-${member}`, at, modelId)) return false;
  return true;
}
