import { open } from 'node:fs/promises';

/** Writes side x side bytes of a smooth wave, row by row: the image is never whole in this process. */
export async function writeWave(path: string, side: number): Promise<void> {
  const file = await open(path, 'wx');
  try {
    for (let y = 0; y < side; y++) {
      await file.writeFile(Uint8Array.from({ length: side }, (_none, x) => 128 + 100 * Math.sin(x * 0.037) * Math.cos(y * 0.051)));
    }
  } finally {
    await file.close();
  }
}
