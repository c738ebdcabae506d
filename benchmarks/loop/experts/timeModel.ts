/**
 * What the simulated experts' time is made of. None of it is measured on users of this program: plausible figures of the
 * literature, the same for every strategy, so that ratios of times mean more than the times themselves.
 */
export const timeModel = {
  /**
   * Seconds to take up a region and to decide on it, whatever its size: one mental preparation and two keystrokes.
   * Source: Card, Moran & Newell 1980, "The keystroke-level model", Comm. ACM 23(7): M = 1.35 s, K = 0.2 s. It agrees with the
   * 1.6 s that people take to judge a proposed box: Papadopoulos et al. 2016, arXiv:1602.08405.
   */
  lookSeconds: 1.75,
  /** Seconds to look over each pixel: one second for a region that fills its window of 56 x 56 pixels. */
  lookSecondsPerPixel: 1 / 56 ** 2,
  /**
   * Seconds to begin a stroke: to point at the place and to press.
   * Source: Card, Moran & Newell 1980: P = 1.1 s, K = 0.2 s.
   */
  strokeSeconds: 1.3,
  /**
   * Seconds for each pixel along the rim of what is wrong. A nucleus of 60 rim pixels then takes 5 s, near the 7 s of four
   * clicks at its ends (Papadopoulos et al. 2017, arXiv:1708.02750); an object of 1000 takes 61 s, between the 54 s and the 79 s
   * that outlines of objects took (Jain & Grauman 2013; Lin et al. 2014, arXiv:1405.0312).
   */
  rimSecondsPerPixel: 0.06,
  /** Seconds to find one's way in another image than the last: two mental preparations. Source: as `lookSeconds`. */
  navigateSeconds: 2.7,
} as const;

/** What an expert did at one region or image. */
export interface Work {
  /** Pixels looked at. */
  readonly pixels: number;
  /** One for each connected part that was repaired. */
  readonly strokes: number;
  /** Pixels along the rims of the parts repaired. */
  readonly rimPixels: number;
}

/** @returns seconds of looking and repairing; the way to the image not counted */
export function secondsOf({ pixels, strokes, rimPixels }: Work): number {
  const { lookSeconds, lookSecondsPerPixel, strokeSeconds, rimSecondsPerPixel } = timeModel;
  return lookSeconds + pixels * lookSecondsPerPixel + strokes * strokeSeconds + rimPixels * rimSecondsPerPixel;
}
