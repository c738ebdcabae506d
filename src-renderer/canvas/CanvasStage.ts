import Konva from 'konva';
import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { HeatMapKind } from '../../src-main/core/heatMaps.ts';
import type { ChangedPlane, LoadedImage } from '../pixels/LoadedImage.svelte.ts';
import { withNeighbours } from './dirtyBox.ts';
import { CursorLayer } from './layers/CursorLayer.ts';
import { drawEdgeLines, edgeLineReach } from './layers/drawEdgeLines.ts';
import { RasterLayer } from './layers/RasterLayer.ts';
import { RegionLayer, regionPath } from './layers/RegionLayer.ts';
import type { ShownRegion } from './layers/RegionLayer.ts';
import type { StageView } from './layers/StageView.ts';
import { composeOverlay } from './overlay.ts';
import type { OverlaySource } from './overlay.ts';
import { heatMapLookup, paintHeatMap } from './paintHeatMap.ts';
import type { HeatMapLook } from './paintHeatMap.ts';
import { paintImage } from './paintImage.ts';
import { overlayEdges, paintOverlay } from './paintOverlay.ts';
import type { OverlayLook } from './paintOverlay.ts';
import { overlap } from './Raster.ts';
import { visibleBox } from './viewTransform.ts';

/** Device pixels an image pixel from which outlines are thin lines instead of whole pixels. */
const linesFromScale = 2;
/** Share of the haze that is taken away inside the region in question. */
const hazeTakenFromRegion = 0.5;

/**
 * The Konva stage: image, heat map, labels and prediction, region, brush cursor, each a layer of its own, drawn again
 * only when something in it changed. Pixels lie in rasters; Konva's shapes are the region and the cursor.
 */
export class CanvasStage {
  readonly cursor = new CursorLayer();
  readonly #stage: Konva.Stage;
  readonly #image = new RasterLayer();
  readonly #overlay = new RasterLayer({ finish: (context, view, box) => this.#drawLines(context, view, box), reach: edgeLineReach });
  readonly #heatMap = new RasterLayer({ finish: (context, view) => this.#thinHaze(context, view) });
  readonly #regionLayer = new RegionLayer();
  #shown: LoadedImage | null = null;
  #stopListening: () => void = () => undefined;
  #view: StageView | null = null;
  #overlayLook: OverlayLook | null = null;
  #heatMapKind: HeatMapKind | null = null;
  #region: ShownRegion | null = null;

  constructor(container: HTMLDivElement) {
    this.#stage = new Konva.Stage({ container, width: 1, height: 1, listening: false });
    // Outlines lie on the haze: under it their colours, which say the class, would be lost.
    this.#stage.add(this.#image.layer, this.#heatMap.layer, this.#overlay.layer, this.#regionLayer.layer, this.cursor.layer);
  }

  destroy(): void {
    this.#stopListening();
    this.#stage.destroy();
  }

  look(view: StageView): void {
    const { width, height } = view.viewport;
    if (this.#stage.width() !== width || this.#stage.height() !== height) this.#stage.size({ width, height });
    const edgesBefore = this.#view && drawsLines(this.#view);
    this.#view = view;
    for (const layer of [this.#image, this.#overlay, this.#heatMap, this.#regionLayer]) layer.look(view);
    if (edgesBefore !== drawsLines(view) && this.#shown) this.#overlay.markChanged(this.#shown.whole);
  }

  showImage(image: LoadedImage | null): void {
    if (image === this.#shown) return;
    this.#stopListening();
    this.#shown = image;
    const layers = [this.#image, this.#overlay, this.#heatMap];
    if (!image) {
      for (const layer of layers) layer.end();
      return;
    }
    for (const layer of layers) {
      layer.begin(image.grid);
      // Before the first tile has come there is nothing to paint: the image's place stays empty, not black.
      if (layer !== this.#image || image.loadedFraction > 0) layer.markChanged(image.whole);
    }
    this.#image.show((box, target) => paintImage(image.grid, image.record.displayRange, box, target));
    this.#stopListening = image.onChange((plane, box) => this.#changed(image, plane, box));
  }

  showOverlay(look: OverlayLook): void {
    this.#overlayLook = look;
    this.#overlay.show((box, target) => {
      if (!this.#shown || !this.#view) return;
      paintOverlay(composeOverlay(this.#overlaySource(this.#shown, look), box), look, drawsLines(this.#view) ? 'none' : 'pixels', target);
    });
    if (this.#shown) this.#overlay.markChanged(this.#shown.whole);
  }

  /** @param look null hides the map */
  showHeatMap(kind: HeatMapKind, look: HeatMapLook | null): void {
    this.#heatMapKind = kind;
    const lookup = look && heatMapLookup(look);
    this.#heatMap.show(
      lookup &&
        ((box, target) => {
          const map = this.#shown?.maps.get(kind);
          if (map && this.#shown) paintHeatMap(map, this.#shown.grid.width, box, lookup, target);
        }),
    );
    if (this.#shown) this.#heatMap.markChanged(this.#shown.whole);
  }

  showRegion(region: ShownRegion | null): void {
    this.#region = region;
    this.#regionLayer.show(region);
    this.#heatMap.redraw();
  }

  /** The region is the most doubtful part of the image: its outline says so, and the image in it must be seen. */
  #thinHaze(context: CanvasRenderingContext2D, view: StageView): void {
    if (!this.#region) return;
    context.save();
    context.globalCompositeOperation = 'destination-out';
    context.fillStyle = `rgb(0 0 0 / ${hazeTakenFromRegion})`;
    context.fill(regionPath(this.#region, view), 'evenodd');
    context.restore();
  }

  #changed(image: LoadedImage, plane: ChangedPlane, box: PixelBox): void {
    if (plane === 'image') this.#image.markChanged(box);
    else if (plane === 'labels' || plane === 'prediction') {
      this.#overlay.markChanged(withNeighbours(box, image.grid.width, image.grid.height));
    }
    if (plane === this.#heatMapKind || plane === 'prediction') this.#heatMap.markChanged(box);
  }

  #overlaySource(image: LoadedImage, look: OverlayLook): OverlaySource {
    const { width, height } = image.grid;
    return {
      width,
      height,
      labels: look.labels === 'hidden' ? null : image.labels.data,
      prediction: look.prediction === 'hidden' ? null : image.prediction,
    };
  }

  #drawLines(context: CanvasRenderingContext2D, view: StageView, part: PixelBox): void {
    const look = this.#overlayLook;
    if (!this.#shown || !look || !drawsLines(view)) return;
    const box = overlap(part, visibleBox(view.transform, this.#shown.grid, view.viewport));
    if (!box) return;
    const lines = overlayEdges(composeOverlay(this.#overlaySource(this.#shown, look), box), look);
    drawEdgeLines(context, view, lines, (classIndex) => look.colours.get(classIndex) ?? '#ffffff');
  }
}

function drawsLines({ transform, pixelRatio }: StageView): boolean {
  return transform.scale * pixelRatio >= linesFromScale;
}
