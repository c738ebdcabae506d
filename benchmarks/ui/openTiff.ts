import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { classes, discsOf, importFolder } from './project/prepareProject.ts';
import { writeTiff } from './project/writeTiff.ts';
import { row, writeResult } from './results/writeResults.ts';
import { BenchmarkWindow } from './window/BenchmarkWindow.ts';

/* How long a TIFF of 10,000 x 10,000 pixels takes to its first picture: imported into an empty project, and opened again. */

const side = 10_000;
const repeats = 5;
const picture = 'canvas[data-picture="sharp"], canvas[data-picture="coarse"]';
const imported: number[] = [];
const opened: number[] = [];
const folder = await mkdtemp(join(tmpdir(), 'sfumato-tiff-'));
try {
  await mkdir(join(folder, 'images'));
  await writeTiff(join(folder, 'images', 'slide.tif'), discsOf(side), 'none');
  for (let at = 0; at < repeats; at++) {
    const window = await BenchmarkWindow.open(null);
    try {
      const project = join(folder, `project-${at}`);
      await window.client.project.create({ folder: project, name: 'Slide', classes });
      await window.page.reload();
      await window.surface.waitFor();
      const begun = performance.now();
      const importing = importFolder(window.app, join(folder, 'images'));
      await window.page.locator(picture).first().waitFor({ state: 'attached' });
      imported.push(performance.now() - begun);
      await importing;
    } finally {
      await window.close();
    }
    const again = await BenchmarkWindow.open(null);
    try {
      const begun = performance.now();
      await again.client.project.open({ folder: join(folder, `project-${at}`) });
      await again.page.reload();
      await again.page.locator(picture).first().waitFor({ state: 'attached' });
      opened.push(performance.now() - begun);
    } finally {
      await again.close();
    }
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

await writeResult({
  file: 'openTiff',
  title: 'A TIFF of 10,000 × 10,000 to its first picture',
  about:
    'A grey 8-bit TIFF of 100 million pixels. Imported: from the start of the import job (decoding, pyramid, storing) to the picture on the canvas of the open window. ' +
    'Opened: from opening the project again to the picture, the window loaded anew.',
  unit: 'ms',
  goal: '≤ 1500 ms',
  rows: [row('opened again', opened), row('imported', imported)],
});
