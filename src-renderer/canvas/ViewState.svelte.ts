import type { PixelBox } from '../../src-main/core/geometry.ts';
import { centreView, fitView, frameBox, keepInSight, panBy, smallestScaleOf, zoomAt } from './viewTransform.ts';
import type { ScreenPoint, Size, ViewTransform } from './viewTransform.ts';

/** A region arrives at this share of the view, its surroundings in sight. */
const regionShare = 0.4;
const largestRegionScale = 12;
/** One press of + or -, about a third of a doubling. */
export const zoomStep = 1.25;

type Arrangement = { readonly name: 'fit' } | { readonly name: 'pixelForPixel' } | { readonly name: 'region'; readonly box: PixelBox };

/** What part of the image is seen, and how large. */
export class ViewState {
  transform: ViewTransform = $state.raw({ scale: 1, offsetX: 0, offsetY: 0 });
  viewport: Size = $state.raw({ width: 0, height: 0 });
  /** Device pixels a CSS pixel. */
  pixelRatio = $state(1);
  #image: Size = { width: 1, height: 1 };
  /** Kept while the view stands as arranged, so that resizing the window arranges it anew. */
  #arranged: Arrangement | null = { name: 'fit' };

  /** Takes the view to another image, fitted, or to a region of it. */
  showImage(image: Size, region: PixelBox | null): void {
    this.#image = image;
    this.#arrange(region ? { name: 'region', box: region } : { name: 'fit' });
  }

  resize(viewport: Size, pixelRatio: number): void {
    const { width, height } = this.viewport;
    this.viewport = viewport;
    this.pixelRatio = pixelRatio;
    if (this.#arranged) this.#arrange(this.#arranged);
    else this.#set(panBy(this.transform, (viewport.width - width) / 2, (viewport.height - height) / 2));
  }

  fit(): void {
    this.#arrange({ name: 'fit' });
  }

  /** One image pixel on one pixel of the screen. */
  pixelForPixel(): void {
    this.#arrange({ name: 'pixelForPixel' });
  }

  zoomBy(factor: number, fixed: ScreenPoint = { x: this.viewport.width / 2, y: this.viewport.height / 2 }): void {
    this.#arranged = null;
    this.#set(zoomAt(this.transform, fixed, factor, smallestScaleOf(this.#image, this.viewport)));
  }

  panBy(deltaX: number, deltaY: number): void {
    this.#arranged = null;
    this.#set(panBy(this.transform, deltaX, deltaY));
  }

  #arrange(arrangement: Arrangement): void {
    this.#arranged = arrangement;
    const { viewport } = this;
    if (viewport.width === 0 || viewport.height === 0) return;
    if (arrangement.name === 'fit') this.#set(fitView(this.#image, viewport));
    else if (arrangement.name === 'pixelForPixel') this.#set(centreView(this.#image, viewport, 1 / this.pixelRatio));
    else this.#set(frameBox({ box: arrangement.box, viewport, share: regionShare, maximumScale: largestRegionScale }));
  }

  #set(transform: ViewTransform): void {
    this.transform = keepInSight(transform, this.#image, this.viewport);
  }
}
