import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { TileAt } from '../../src-main/contract/pixelUrls.ts';

/** Has a better prediction of an image than a model's maps: its tiles are shown in their place, as far as there are any. */
export interface PredictionRefiner {
  readonly modelId: string;
  tile(at: TileAt): Uint8Array | null;
  /** What is looked at. @param box in the level's pixels */
  want(level: number, box: PixelBox): void;
  /** Classes of a box of the image at full size, however long they take. */
  read(box: PixelBox): Promise<Uint8Array>;
}
