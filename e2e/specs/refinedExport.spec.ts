import { readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { decode } from 'fast-png';
import { usualCrf } from '../../src-main/core/vision/crf/denseCrf.ts';
import { refineProbabilities } from '../../src-main/core/vision/crf/refineProbabilities.ts';
import { toDisplayUnits } from '../../src-main/core/vision/displayUnits.ts';
import { readWholePlane, readWholeSamples } from '../data/readWhole.ts';
import { expect, test } from '../fixtures.ts';
import { DataPage } from '../pages/DataPage.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';

test('predictions are exported refined where the switch is on, by the settings beside it', async ({ demoWorkspace: { page }, program, host, dataFolder }) => {
  test.skip(host === 'electron', 'stored pixels are read through a second client, which only the web host has');
  const { client } = program.host;
  const image = (await client.images.list()).find(({ role }) => role === 'work')!;
  const prediction = (await client.predictions.list({})).find(({ imageId }) => imageId === image.id)!;
  const data = new DataPage(page);
  await data.open();
  await data.select(image.name);
  await data.act('Export …');
  const refine = page.getByRole('switch', { name: 'Refine edges (CRF)' });
  await expect(page.getByRole('radio', { name: /^Labels/ })).toBeChecked();
  await expect(refine, 'labels are not refined').toHaveCount(0);
  await page.getByRole('radio', { name: /^Predictions/ }).click();
  await expect(refine).not.toBeChecked();
  await refine.click();
  await page.getByRole('slider', { name: 'Steps' }).press('ArrowRight');
  await expectAccessible(page, 'the export with its settings');
  const folder = join(dataFolder, 'refined');
  await page.getByRole('textbox', { name: 'Empty folder to write to' }).fill(folder);
  await page.getByRole('button', { name: 'Export', exact: true }).click();

  const path = join(folder, `${parse(image.name).name}.png`);
  await expect.poll(() => readFile(path).then(({ length }) => length, () => 0)).toBeGreaterThan(0);
  const written = Uint8Array.from(decode(await readFile(path)).data);
  const { width, height, channels } = image;
  // Refined as a whole, as exports do with images of this size.
  expect(Math.max(width, height)).toBeLessThanOrEqual(1024);
  const window = toDisplayUnits({ width, height, channels, samples: await readWholeSamples(program, image) }, [image.displayRange]);
  const planes: Uint8Array[] = [];
  for (let each = 0; each < prediction.classCount!; each++) planes.push(await readWholePlane(program, image, `probability-${each}`, prediction.modelId));
  expect(written).toEqual(refineProbabilities(window, planes, { ...usualCrf, iterations: usualCrf.iterations + 1 }));
  const made = await readWholePlane(program, image, 'prediction', prediction.modelId);
  expect(written.filter((value, at) => value !== made[at]).length, 'pixels that moved').toBeGreaterThan(0);
});
