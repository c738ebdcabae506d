import type { PixelBox } from '../../../src-main/core/geometry.ts';
import type { Spans } from '../../../src-main/core/labels/spans.ts';
import type { BoxProbabilities } from '../../../src-main/core/vision/boxProposal.ts';

/** What tools that propose ask of the rest of the window. */
export interface AssistSources {
  /** One more than the highest class index of the project. */
  readonly classCount: number;
  /** Whether a class may be painted: a retired one may not. */
  isOffered(classIndex: number): boolean;
  /** sRGB as `#rrggbb`. */
  colourOf(classIndex: number): string | null;
  /** Pixels of the region in review, where it lies on this image and has come. */
  regionSpans(imageId: string): Spans | null;
  /** Pixels of the selected objects. */
  selectedSpans(imageId: string): Spans | null;
  /** Predicts a box anew, twice as fine. Rejects with the program's problem, `noModel` without a model. */
  predictBox(imageId: string, box: PixelBox, signal: AbortSignal): Promise<BoxProbabilities>;
}
