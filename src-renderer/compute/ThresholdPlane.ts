import { brightnessPlane } from '../../src-main/core/vision/brightnessPlane.ts';
import type { PixelMask, PlaneWindow } from '../../src-main/core/vision/SampleWindow.ts';
import { thresholdRegion, thresholdStart } from '../../src-main/core/vision/thresholdRegion.ts';
import { pixelsOfSpans, spansOfMask } from '../../src-main/core/labels/spans.ts';
import type { BrightnessRequest, MissingFeatures, ThresholdedPixels, ThresholdRequest } from './computeApi.ts';

/** The brightness of the one box that a threshold is tried on, kept from one place of the slider to the next. */
export class ThresholdPlane {
  #kept: { readonly key: string; readonly window: PlaneWindow; readonly inside: PixelMask | null } | null = null;

  keep({ key, window, ranges, channel, inside }: BrightnessRequest): { readonly start: number | null } {
    const plane = brightnessPlane(window, ranges, channel);
    this.#kept = { key, window: plane, inside };
    return { start: thresholdStart(plane, inside) };
  }

  threshold({ key, box, rule }: ThresholdRequest): ThresholdedPixels | MissingFeatures {
    if (this.#kept?.key !== key) return { missing: [key] };
    const { data } = thresholdRegion(this.#kept.window, this.#kept.inside, rule);
    const spans = spansOfMask({ box, mask: data });
    return { spans, count: pixelsOfSpans(spans) };
  }

  forget(): void {
    this.#kept = null;
  }
}
