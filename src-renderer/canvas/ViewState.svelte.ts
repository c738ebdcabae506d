import type { PixelBox } from '../../src-main/core/geometry.ts';
import { levelCount } from '../../src-main/core/pyramid.ts';
import { levelFor } from './layers/PlacedView.ts';
import { centreView, fillView, fitView, frameBox, keepInSight, onWholePixels, panBy, smallestScaleOf, visibleBox, zoomAt } from './viewTransform.ts';
import type { ScreenPoint, Size, ViewTransform } from './viewTransform.ts';

/** A region arrives at this share of the view, its surroundings in sight. */
const regionShare = 0.4;
const largestRegionScale = 12;
/** One press of + or -, about a third of a doubling. */
export const zoomStep = 1.25;

/** A zoom takes this long to arrive, in milliseconds: long enough for the eye to follow, too short to wait for. */
const zoomDurationMs = 110;

/** A zoom on its way. */
interface Glide {
  /** The scale it arrives at. */
  readonly scale: number;
  readonly from: ViewTransform;
  /** The place on the screen that stays where it is. */
  readonly fixed: ScreenPoint;
  readonly startedAt: number;
}

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
  /** The view before it is put on whole pixels, so that many small steps do not add up to a drift. */
  #exact: ViewTransform = { scale: 1, offsetX: 0, offsetY: 0 };
  #glide: Glide | null = null;
  #frame = 0;

  /** Takes the view to another image, fitted, or to a region of it. */
  showImage(image: Size, region: PixelBox | null): void {
    this.#image = image;
    this.#arrange(region ? { name: 'region', box: region } : { name: 'fit' });
  }

  resize(viewport: Size, pixelRatio: number): void {
    this.#arrive();
    const { width, height } = this.viewport;
    this.viewport = viewport;
    this.pixelRatio = pixelRatio;
    if (this.#arranged) this.#arrange(this.#arranged);
    else this.#set(panBy(this.#exact, (viewport.width - width) / 2, (viewport.height - height) / 2));
  }

  fit(): void {
    this.#arrange({ name: 'fit' });
  }

  /** One image pixel on one pixel of the screen. */
  pixelForPixel(): void {
    this.#arrange({ name: 'pixelForPixel' });
  }

  /** Zooms with the place `fixed` kept still, in a short glide where motion is welcome; steps add up while it lasts. */
  zoomBy(factor: number, fixed: ScreenPoint = { x: this.viewport.width / 2, y: this.viewport.height / 2 }): void {
    this.#arranged = null;
    const smallest = smallestScaleOf(this.#image, this.viewport);
    const { scale } = zoomAt({ ...this.#exact, scale: this.#glide?.scale ?? this.#exact.scale }, fixed, factor, smallest);
    if (!motionIsWelcome()) {
      this.#set(zoomAt(this.#exact, fixed, scale / this.#exact.scale, smallest));
      return;
    }
    this.#glide = { scale, from: this.#exact, fixed, startedAt: performance.now() };
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#glideOn(now));
  }

  panBy(deltaX: number, deltaY: number): void {
    this.#arrive();
    this.#arranged = null;
    this.#set(panBy(this.#exact, deltaX, deltaY));
  }

  #glideOn(now: number): void {
    this.#frame = 0;
    const glide = this.#glide;
    if (!glide) return;
    const share = Math.min(Math.max((now - glide.startedAt) / zoomDurationMs, 0), 1);
    if (share >= 1) {
      this.#arrive();
      return;
    }
    // Fast at first, so that the answer to the wheel is seen at once; even steps of scale look even.
    const eased = 1 - (1 - share) ** 2;
    this.#set(zoomAt(glide.from, glide.fixed, (glide.scale / glide.from.scale) ** eased, 0));
    this.#frame = requestAnimationFrame((next) => this.#glideOn(next));
  }

  /** Ends a zoom on its way where it would have arrived. */
  #arrive(): void {
    const glide = this.#glide;
    if (!glide) return;
    this.#glide = null;
    this.#set(zoomAt(glide.from, glide.fixed, glide.scale / glide.from.scale, 0));
  }

  #arrange(arrangement: Arrangement): void {
    this.#glide = null;
    this.#arranged = arrangement;
    const { viewport } = this;
    if (viewport.width === 0 || viewport.height === 0) return;
    // An arranged view begins on whole pixels, half a pixel from where the rounding of its steps would tip over.
    this.#set(onWholePixels(this.#viewOf(arrangement), this.pixelRatio));
  }

  #viewOf(arrangement: Arrangement): ViewTransform {
    if (arrangement.name === 'fit') return fitView(this.#image, this.viewport);
    if (arrangement.name === 'pixelForPixel') return centreView(this.#image, this.viewport, 1 / this.pixelRatio);
    return this.#regionView(this.#image, arrangement.box);
  }

  /** What will be seen when a region arrives: the pyramid's level and the part of the image, to be loaded ahead. */
  arrivalOf(image: Size, region: PixelBox): { readonly level: number; readonly box: PixelBox } {
    const transform = this.#regionView(image, region);
    const level = levelFor(transform.scale * this.pixelRatio, levelCount(image.width, image.height));
    return { level, box: visibleBox(transform, image, this.viewport) };
  }

  /** The region in the middle, or as near to it as the image's rim lets it: never half a view of nothing. */
  #regionView(image: Size, box: PixelBox): ViewTransform {
    const { viewport } = this;
    return fillView(frameBox({ box, viewport, share: regionShare, maximumScale: largestRegionScale }), image, viewport);
  }

  #set(transform: ViewTransform): void {
    this.#exact = keepInSight(transform, this.#image, this.viewport);
    this.transform = onWholePixels(this.#exact, this.pixelRatio);
  }
}

function motionIsWelcome(): boolean {
  return typeof matchMedia === 'function' && !matchMedia('(prefers-reduced-motion: reduce)').matches;
}
