import { mkdir } from 'node:fs/promises';
import { discsSample, writeSample } from './writeSamples.ts';

/** Wells of a plate with their masks beside them: one of another size than its image, and two label files for one well. */
export async function writePlates(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const place = { imageFolder: folder, labelFolder: folder };
  const isInside = (x: number): number => (x < 20 ? 1 : 0);
  for (let well = 1; well <= 8; well++) {
    const side = 64 + well;
    await writeSample(discsSample(`plate1_well${well}.png`, side), place);
    await writeSample({ name: `plate1_well${well}_mask.png`, width: well === 4 ? 32 : side, height: side, draw: isInside }, place);
  }
  await writeSample({ name: 'plate1_well2_label.png', width: 66, height: 66, draw: isInside }, place);
  await writeSample({ name: 'spare_mask.png', width: 68, height: 68, draw: isInside }, place);
}
