import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoopImage } from './LoopSet.ts';

/** Samples of 8 bits, interleaved, with a class for each pixel. */
export interface Picture {
  readonly imageId: string;
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly samples: Uint8Array;
  readonly labels: Uint8Array;
}

/** Writes the samples where the engine can read them. */
export function writeLoopImage({ samples, ...picture }: Picture, samplesFolder: string): LoopImage {
  mkdirSync(samplesFolder, { recursive: true });
  const samplesPath = join(samplesFolder, `${picture.imageId}.samples`);
  writeFileSync(samplesPath, samples);
  return { ...picture, samplesPath, sampleType: 'uint8', grey: greyOf(samples, picture.channels) };
}

/** The mean of the channels: enough to tell dark from bright. */
function greyOf(samples: Uint8Array, channels: number): Uint8Array {
  return Uint8Array.from({ length: samples.length / channels }, (_none, pixel) => {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++) sum += samples[pixel * channels + channel]!;
    return Math.round(sum / channels);
  });
}
