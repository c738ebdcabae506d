import type { Size, ViewTransform } from '../viewTransform.ts';

/** How the stage is seen now; every layer draws itself by it. */
export interface StageView {
  readonly transform: ViewTransform;
  readonly viewport: Size;
  readonly pixelRatio: number;
}
