import type { ContextMargins } from '../../../models/Architecture.ts';
import type { PixelBox } from '../../core/geometry.ts';

/** A part of an image that is predicted at once. */
export interface PredictionWindow {
  /** The pixels whose outcome is kept. Cores tile the image. */
  readonly core: PixelBox;
  /** The core with its context; may reach past the right and bottom edge, where the image is mirrored. */
  readonly input: PixelBox;
  /** Of the input: what is context alone. 0 at the image's edges, also where the input reaches past them. */
  readonly margins: ContextMargins;
}

export interface WindowSettings {
  /**
   * Longest side of a core with context on both sides, a multiple of `multiple`: no input is longer than this and twice the
   * context, which bounds the memory of a prediction, whatever the image. At the image's edges there is context on one
   * side only, and room for a longer core.
   */
  readonly coreSide: number;
  /** Context around a core, in pixels; rounded up to `multiple`. */
  readonly margin: number;
  /** Sides and starts of inputs are multiples of this, so that pooling falls alike in every window. */
  readonly multiple: number;
}

/** @returns windows row by row, left to right */
export function predictionWindows(width: number, height: number, settings: WindowSettings): PredictionWindow[] {
  const rows = spans(height, settings);
  const columns = spans(width, settings);
  return rows.flatMap((row) =>
    columns.map((column) => ({
      core: { x: column.core, y: row.core, width: column.coreSide, height: row.coreSide },
      input: { x: column.input, y: row.input, width: column.inputSide, height: row.inputSide },
      margins: { top: row.before, left: column.before, bottom: row.after, right: column.after },
    })),
  );
}

interface Span {
  readonly core: number;
  readonly coreSide: number;
  readonly input: number;
  readonly inputSide: number;
  /** Context before and after the core; multiples of `multiple`. */
  readonly before: number;
  readonly after: number;
}

/**
 * One axis of the windows: as few as the longest input allows, for each more computes its context twice, and their inputs
 * as equal as multiples allow, for memory is that of the largest. A side that fits into one input is not cut.
 */
function spans(side: number, { coreSide, margin, multiple }: WindowSettings): Span[] {
  const roundUp = (value: number): number => Math.ceil(value / multiple) * multiple;
  const context = roundUp(margin);
  if (side <= coreSide + 2 * context) return [{ core: 0, coreSide: side, input: 0, inputSide: roundUp(side), before: 0, after: 0 }];
  const count = Math.ceil((side - 2 * context) / coreSide);
  const inner = roundUp((side - 2 * context) / count);
  const result: Span[] = [];
  for (let core = 0, coreEnd = 0; core < side; core = coreEnd) {
    const end = core === 0 ? context + inner : core + inner;
    // What is left at the edge takes the place of the context.
    coreEnd = end + context >= side ? side : end;
    const input = Math.max(0, core - context);
    const inputEnd = Math.min(side, coreEnd + context);
    const inputSide = roundUp(inputEnd - input);
    result.push({ core, coreSide: coreEnd - core, input, inputSide, before: core - input, after: coreEnd === side ? 0 : input + inputSide - coreEnd });
  }
  return result;
}
