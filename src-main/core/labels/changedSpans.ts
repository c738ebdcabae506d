import type { LabelChange } from './LabelChange.ts';
import { joinSpans, pixelsOfSpans } from './spans.ts';
import type { Spans } from './spans.ts';

const fieldsPerRun = 4;

/** The pixels that a change gives another class or another object. */
export function changedSpans({ classes, objects }: LabelChange): { readonly spans: Spans; readonly pixels: number } {
  const loose: number[] = [];
  for (const { runs, width } of objects ? [classes, objects] : [classes]) {
    for (let at = 0; at < runs.length; at += fieldsPerRun) {
      const start = runs[at]!;
      loose.push(Math.floor(start / width), start % width, (start % width) + runs[at + 1]!);
    }
  }
  const spans = joinSpans(loose);
  return { spans, pixels: pixelsOfSpans(spans) };
}
