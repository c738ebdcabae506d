import type { RandomSource } from '../../../core/random/RandomSource.ts';

/** Shares are probabilities 0 … 1; sizes are in standard deviations of the image, the unit of the network's input. */
export interface IntensityRange {
  readonly contrastShare: number;
  /** Largest factor, at least 1; the smallest is its inverse. */
  readonly contrast: number;
  readonly brightness: number;
  readonly gammaShare: number;
  /** Largest exponent, at least 1; the smallest is its inverse. */
  readonly gamma: number;
  readonly noiseShare: number;
  /** Largest standard deviation of the noise. */
  readonly noise: number;
}

/** Changes contrast, brightness, gamma and noise of a crop, in place. */
export function changeIntensity(grey: Float32Array, range: IntensityRange, random: RandomSource): void {
  const factorUpTo = (largest: number): number => Math.exp(random.uniform(-Math.log(largest), Math.log(largest)));
  if (random.chance(range.gammaShare)) applyGamma(grey, factorUpTo(range.gamma));
  if (random.chance(range.contrastShare)) {
    const factor = factorUpTo(range.contrast);
    const offset = random.uniform(-range.brightness, range.brightness);
    for (let at = 0; at < grey.length; at++) grey[at] = grey[at]! * factor + offset;
  }
  if (random.chance(range.noiseShare)) {
    const deviation = random.uniform(0, range.noise);
    for (let at = 0; at < grey.length; at++) grey[at]! += deviation * random.normal();
  }
}

/** Bends the grey scale between the crop's darkest and brightest value, which stay where they are. */
function applyGamma(grey: Float32Array, exponent: number): void {
  let low = Infinity;
  let high = -Infinity;
  for (const value of grey) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const span = high - low;
  if (!(span > 0)) return;
  for (let at = 0; at < grey.length; at++) grey[at] = low + span * ((grey[at]! - low) / span) ** exponent;
}
