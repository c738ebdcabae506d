import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode } from 'fast-png';
import { createRouterClient } from '@orpc/server';
import type { App } from '../../src-main/app.ts';
import { writeModelFolder } from '../../src-main/services/testing/FakeEngine.ts';

const classes = [
  { index: 0, name: 'background', colour: '#808080' },
  { index: 1, name: 'cell', colour: '#e69f00' },
];

/**
 * Makes and opens a project with one square image and the maps of a model, so that every layer of the canvas has
 * something to draw.
 * @param folder an empty folder
 */
export async function openBenchmarkProject(app: App, folder: string, side: number): Promise<void> {
  const client = createRouterClient(app.router);
  const imageFolder = join(folder, 'images');
  await mkdir(imageFolder);
  await writeFile(join(imageFolder, 'cells.png'), encode({ width: side, height: side, channels: 1, data: drawCells(side) }));
  await client.project.create({ folder: join(folder, 'project'), name: 'Benchmark', classes });
  const events = await client.system.notifications();
  const started = await client.images.import({ imageFolder, labelFolder: null, labelKind: 'classes', role: 'work', namePrefix: '' });
  await finished(started.jobId);
  const modelFolder = join(folder, 'model');
  await writeModelFolder(modelFolder, classes.map(({ name }) => name));
  const model = await client.models.import({ folder: modelFolder });
  if (model.state !== 'inUse') await client.models.promote({ modelId: model.id });
  if ((await client.predictions.list({ modelId: model.id })).length === 0) {
    for await (const event of events) if (event.type === 'predictions') break;
  }

  async function finished(jobId: string): Promise<void> {
    for await (const event of events) {
      if (event.type !== 'job' || event.job.id !== jobId || event.job.state === 'running' || event.job.state === 'waiting') continue;
      if (event.job.state !== 'done') throw new Error(`the import ended ${event.job.state}: ${event.job.error?.message ?? ''}`);
      return;
    }
  }
}

/** Discs in rows, with a little texture, so that the picture does not compress to nothing. */
function drawCells(side: number): Uint8Array {
  const data = new Uint8Array(side * side);
  for (let at = 0; at < data.length; at++) {
    const [x, y] = [at % side, Math.floor(at / side)];
    const distance = Math.hypot((x % 64) - 32, (y % 64) - 32);
    data[at] = (distance < 22 ? 170 : 30) + ((x * 7 + y * 13) % 17);
  }
  return data;
}
