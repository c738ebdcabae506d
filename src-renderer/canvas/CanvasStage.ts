import Konva from 'konva';
import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { ShownMapKind } from '../../src-main/core/heatMaps.ts';
import { levelSize } from '../../src-main/core/pyramid.ts';
import type { PlaneName } from '../../src-main/contract/pixelUrls.ts';
import { boxAtLevel } from '../pixels/levelTiles.ts';
import type { ChangedPlane, LoadedImage, TileWish } from '../pixels/LoadedImage.svelte.ts';
import { withNeighbours } from './dirtyBox.ts';
import { automaticChoice, resolveLook } from './ImageLook.ts';
import type { ImageLook } from './ImageLook.ts';
import { CursorLayer } from './layers/CursorLayer.ts';
import { drawContourLines, drawEdgeLines, edgeLineReach } from './layers/drawEdgeLines.ts';
import { drawRegion, drawSelection, regionLineReach } from './layers/drawRegion.ts';
import type { ShownRegion, ShownSelection } from './layers/drawRegion.ts';
import { PictureLayer } from './layers/PictureLayer.ts';
import type { StageView } from './layers/StageView.ts';
import type { HeatMapLook } from './paintHeatMap.ts';
import { contourColour, overlayEdges } from './paintOverlay.ts';
import type { OverlayLook } from './paintOverlay.ts';
import { TilePainter } from './TilePainter.ts';
import type { PictureLook } from './TilePainter.ts';

/** Device pixels an image pixel from which outlines are thin lines instead of whole pixels. */
const linesFromScale = 2;
/** Tiles around the view that are fetched ahead, as a share of the view on each side. */
const aheadShare = 0.5;
const nothingOver: OverlayLook = { colours: new Map(), labels: 'hidden', prediction: 'hidden', labelOpacity: 0, predictionOpacity: 0, wash: 0 };

/**
 * One pane of the canvas: an image with what is laid over it, and the tools' layers above. Everything made of pixels is
 * one picture, for a browser without a graphics card moves one full-size layer far faster than five. Several panes may
 * show one image; they share its tiles.
 */
export class CanvasStage {
  readonly cursor = new CursorLayer();
  readonly #stage: Konva.Stage;
  readonly #picture: PictureLayer;
  readonly #painter = new TilePainter();
  #shown: LoadedImage | null = null;
  #stopListening: () => void = () => undefined;
  #view: StageView | null = null;
  #imageLook: ImageLook | null = null;
  #overlayLook: OverlayLook = nothingOver;
  #heatMap: PictureLook['heatMap'] = null;
  #heatMapsAhead: readonly ShownMapKind[] = [];
  #memberCount = 0;
  /** Undefined follows the image's own. */
  #modelId: string | null | undefined = undefined;
  /** What of the image is seen, see `#want`. */
  #seen: { readonly level: number; readonly box: PixelBox } | null = null;
  #region: ShownRegion | null = null;
  #selection: ShownSelection | null = null;

  constructor(container: HTMLDivElement) {
    this.#stage = new Konva.Stage({ container, width: 1, height: 1, listening: false });
    this.#picture = new PictureLayer({
      finish: (context, view, box) => this.#finish(context, view, box),
      reach: Math.max(edgeLineReach, regionLineReach),
      seen: (level, box) => this.#want(level, box),
    });
    this.#stage.add(this.#picture.layer, this.cursor.layer);
  }

  /** Puts a layer of a tool's own over the picture, under the cursor. */
  addLayer(layer: Konva.Layer): void {
    this.#stage.add(layer);
    this.cursor.layer.moveToTop();
  }

  destroy(): void {
    this.#stopListening();
    this.#shown?.want(this, []);
    this.#picture.destroy();
    this.#stage.destroy();
  }

  look(view: StageView): void {
    const { width, height } = view.viewport;
    const wereLines = this.#view && drawsLines(this.#view);
    this.#view = view;
    if (this.#stage.width() !== width || this.#stage.height() !== height) this.#stage.size({ width, height });
    this.#picture.look(view);
    // Outlines that were pixels of the picture are lines above it now, or the other way about.
    if (wereLines !== drawsLines(view)) this.#picture.restyle();
  }

  showImage(image: LoadedImage | null): void {
    if (image === this.#shown) return;
    this.#stopListening();
    this.#shown?.want(this, []);
    this.#shown = image;
    if (!image) {
      this.#picture.end();
      return;
    }
    this.#picture.begin(image.record, (level, box, target, picture) => {
      const edges = this.#view && drawsLines(this.#view) ? 'none' : 'pixels';
      return this.#painter.paint(image, { level, box, edges }, this.#lookOf(image), target, picture);
    });
    this.#picture.restyle();
    this.#stopListening = image.onChange((plane, box, level) => this.#changed(image, plane, box, level));
  }

  /** @param look null leaves it to the image */
  showLook(look: ImageLook | null): void {
    this.#imageLook = look;
    this.#picture.restyle();
  }

  showOverlay(look: OverlayLook): void {
    this.#overlayLook = look;
    this.#picture.restyle();
  }

  /**
   * @param look null hides the map
   * @param ahead kinds that there are for this image: fetched beforehand, so that changing between them takes no time
   */
  showHeatMap(kind: ShownMapKind, look: HeatMapLook | null, ahead: readonly ShownMapKind[] = []): void {
    this.#heatMap = look && { kind, look };
    this.#heatMapsAhead = ahead;
    this.#picture.restyle();
  }

  /** @param count members of the ensemble whose contours are drawn; 0 hides them */
  showMembers(count: number): void {
    if (count === this.#memberCount) return;
    this.#memberCount = count;
    this.#picture.restyle();
  }

  /** @param modelId whose prediction and maps are shown; undefined follows the image's own */
  showModel(modelId: string | null | undefined): void {
    if (modelId === this.#modelId) return;
    this.#modelId = modelId;
    this.#picture.restyle();
  }

  showRegion(region: ShownRegion | null): void {
    const before = this.#region;
    this.#region = region;
    // Haze lies thinner over the region: its pixels change, those of the one before it too.
    for (const changed of [before, region]) if (changed && this.#heatMap) this.#picture.markChanged(changed.box);
    this.#picture.redraw();
  }

  showSelection(selection: ShownSelection | null): void {
    if (selection === this.#selection) return;
    this.#selection = selection;
    this.#picture.redraw();
  }

  #lookOf(image: LoadedImage): PictureLook {
    const { box, mask } = this.#region ?? {};
    return {
      image: this.#imageLook ?? resolveLook(automaticChoice(image.record), image.record.channelRanges),
      overlay: this.#overlayLook,
      heatMap: this.#heatMap,
      memberCount: this.#memberCount,
      modelId: this.#modelOf(image),
      region: box && mask ? { box, mask } : null,
    };
  }

  #modelOf(image: LoadedImage): string | null {
    return this.#modelId === undefined ? image.modelId : this.#modelId;
  }

  #changed(image: LoadedImage, plane: ChangedPlane, box: PixelBox, level: number | undefined): void {
    if (level !== undefined) {
      // What is fetched ahead changes nothing that is seen.
      const isSeen = plane === 'image' || this.#planes().includes(plane as PlaneName);
      if (isSeen) this.#picture.markArrived(box, level, plane !== 'image' && !plane.startsWith('map-'));
    } else if (plane === 'labels' || plane === 'refined') {
      this.#picture.markChanged(withNeighbours(box, image.record.width, image.record.height));
      if (plane === 'refined' && this.#seen) this.#wantRefined(image, this.#seen);
    } else this.#picture.restyle();
  }

  /** The model's planes that are seen. */
  #planes(): PlaneName[] {
    const planes: PlaneName[] = [];
    if (this.#heatMap) planes.push(`map-${this.#heatMap.kind}`);
    if (this.#overlayLook.prediction !== 'hidden') planes.push('prediction');
    for (let member = 0; member < this.#memberCount; member++) planes.push(`member-${member}`);
    return planes;
  }

  /** Asks for the tiles that are seen, then for those that may be next. */
  #want(level: number, box: PixelBox): void {
    const image = this.#shown;
    if (!image) return;
    this.#seen = { level, box };
    this.#wantRefined(image, this.#seen);
    const modelId = this.#modelOf(image);
    const planes = this.#planes();
    const others = this.#heatMapsAhead.filter((kind) => kind !== this.#heatMap?.kind).map((kind): PlaneName => `map-${kind}`);
    const around = { x: box.x - box.width * aheadShare, y: box.y - box.height * aheadShare, width: box.width * (1 + 2 * aheadShare), height: box.height * (1 + 2 * aheadShare) };
    const wishes: TileWish[] = [
      { level, box, image: true, planes, modelId, urgency: 'urgent' },
      { level, box, image: false, planes: others, modelId, urgency: 'later' },
      { level, box: clipTo(around, image), image: true, planes, modelId, urgency: 'later' },
    ];
    if (level + 1 < image.levelCount) wishes.push({ level: level + 1, box: clipTo(around, image), image: true, planes, modelId, urgency: 'later' });
    image.want(this, wishes);
  }

  #wantRefined({ refiner }: LoadedImage, { level, box }: { readonly level: number; readonly box: PixelBox }): void {
    if (!refiner || this.#overlayLook.prediction === 'hidden') return;
    refiner.want(level, boxAtLevel(box, level));
  }

  #finish(context: CanvasRenderingContext2D, view: StageView, box: PixelBox): void {
    const image = this.#shown;
    if (!image) return;
    if (drawsLines(view)) this.#drawLines(context, image, view, box);
    if (this.#region) drawRegion(context, this.#region, view);
    if (this.#selection) drawSelection(context, this.#selection, view);
  }

  #drawLines(context: CanvasRenderingContext2D, image: LoadedImage, view: StageView, box: PixelBox): void {
    const look = this.#lookOf(image);
    const { colours } = look.overlay;
    const part = withNeighbours(box, levelSize(image.record, 0).width, levelSize(image.record, 0).height);
    const overlay = this.#painter.overlay(image, 0, part, look);
    if (overlay) drawEdgeLines(context, view, overlayEdges(overlay, look.overlay), (index) => colours.get(index) ?? '#ffffff');
    if (look.modelId === null) return;
    for (let member = 0; member < look.memberCount; member++) {
      const found = this.#painter.member(image, member, 0, part, look.modelId);
      if (!found) continue;
      const lines = overlayEdges(
        { box: part, classes: found.classes, predicted: new Uint8Array(found.classes.length).fill(1), objects: null },
        { ...look.overlay, prediction: 'outline' },
      );
      drawContourLines(context, view, lines, (index) => contourColour(colours.get(index) ?? '#ffffff'));
    }
  }
}

function drawsLines({ transform, pixelRatio }: StageView): boolean {
  return transform.scale * pixelRatio >= linesFromScale;
}

function clipTo(box: PixelBox, { whole }: LoadedImage): PixelBox {
  const x = Math.max(Math.floor(box.x), 0);
  const y = Math.max(Math.floor(box.y), 0);
  return { x, y, width: Math.min(Math.ceil(box.x + box.width), whole.width) - x, height: Math.min(Math.ceil(box.y + box.height), whole.height) - y };
}
