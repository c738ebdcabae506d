import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RandomSource } from '../../core/random/RandomSource.ts';
import type { LabelledEngineImage } from '../engineApi.ts';

/** Both of luma 102: hue alone tells a disc from its ground. */
const disc = [200, 60, 60.7] as const;
const ground = [60, 131, 60] as const;

/** Small pictures for tests: red discs (class 1) on a green ground that is as bright, under noise that all colours share. */
export async function hueImages(folder: string, count: number, side = 40): Promise<LabelledEngineImage[]> {
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const random = new RandomSource({ seed: 98, stream: index, counter: 0 });
      const samples = new Uint8Array(side * side * 3);
      const labels = new Uint8Array(side * side);
      const discs = Array.from({ length: 3 }, () => ({ x: random.uniform(0, side), y: random.uniform(0, side), r: random.uniform(4, 8) }));
      for (let pixel = 0; pixel < labels.length; pixel++) {
        const [x, y] = [pixel % side, Math.floor(pixel / side)];
        const inside = discs.some((each) => (x - each.x) ** 2 + (y - each.y) ** 2 < each.r ** 2);
        labels[pixel] = inside ? 1 : 0;
        const noise = random.uniform(-40, 40);
        for (let channel = 0; channel < 3; channel++) samples[3 * pixel + channel] = Math.round((inside ? disc : ground)[channel]! + noise);
      }
      const samplesPath = join(folder, `hue-${index}-${side}.samples`);
      await writeFile(samplesPath, samples);
      return { imageId: `hue-${index}`, samplesPath, width: side, height: side, channels: 3, sampleType: 'uint8' as const, labels };
    }),
  );
}
