import { mirror } from '../../input/mirror.ts';

/** The kernel reaches so many standard deviations to either side. */
const reach = 3;

/**
 * Blurs a square crop with a Gaussian of the given standard deviation in pixels, in place, mirrored at its edges.
 * @param crop [side, side, channels]
 */
export function blurCrop(crop: Float32Array, side: number, deviation: number): void {
  const radius = Math.ceil(reach * deviation);
  if (radius === 0) return;
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_none, at) => Math.exp(-((at - radius) ** 2) / (2 * deviation ** 2)));
  const sum = kernel.reduce((total, value) => total + value, 0);
  const line = new Float64Array(side);
  const channels = crop.length / (side * side);
  const blurLines = (lineStep: number, placeStep: number, channel: number): void => {
    for (let first = 0; first < side; first++) {
      for (let place = 0; place < side; place++) line[place] = crop[first * lineStep + place * placeStep + channel]!;
      for (let place = 0; place < side; place++) {
        let weighed = 0;
        for (let at = -radius; at <= radius; at++) weighed += line[mirror(place + at, side)]! * kernel[at + radius]!;
        crop[first * lineStep + place * placeStep + channel] = weighed / sum;
      }
    }
  };
  for (let channel = 0; channel < channels; channel++) {
    blurLines(side * channels, channels, channel);
    blurLines(channels, side * channels, channel);
  }
}
