import type { ImagePoint } from '../../src-main/core/geometry.ts';
import type { ScreenPoint } from './viewTransform.ts';

/** Where the pointer is over the canvas. */
export class CursorState {
  screen: ScreenPoint | null = $state.raw(null);
  image: ImagePoint | null = $state.raw(null);
  /** The hand holds the image: Space is down, or a drag is on. */
  moving = $state(false);

  moveTo(screen: ScreenPoint, image: ImagePoint): void {
    this.screen = screen;
    this.image = image;
  }

  leave(): void {
    this.screen = null;
    this.image = null;
  }
}
