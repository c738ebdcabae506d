import { mkdir } from 'node:fs/promises';
import { writeSample } from './writeSamples.ts';

/** Three images of one size, a label file of another, and label files whose names say little. */
export async function writeBeside(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const place = { imageFolder: folder, labelFolder: folder };
  const shades = [10, 20, 30];
  for (const [index, name] of ['a.png', 'b.png', 'c.png'].entries()) await writeSample({ name, width: 32, height: 24, draw: (x) => shades[index]! + x }, place);
  for (const name of ['a_mask.png', 'b_mask.png', 'other_mask.png']) await writeSample({ name, width: 32, height: 24, draw: (x) => (x < 8 ? 1 : 0) }, place);
  await writeSample({ name: 'c_mask.png', width: 16, height: 16, draw: () => 1 }, place);
}
