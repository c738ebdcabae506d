import { regionMaskUrl } from '../../src-main/contract/pixelUrls.ts';
import { usualCrf } from '../../src-main/core/vision/crf/denseCrf.ts';
import { refineProbabilities } from '../../src-main/core/vision/crf/refineProbabilities.ts';
import { toDisplayUnits } from '../../src-main/core/vision/displayUnits.ts';
import { readLabels } from '../data/readPixels.ts';
import { readWholePlane, readWholeSamples } from '../data/readWhole.ts';
import { expect, test } from '../fixtures.ts';
import { ImageView } from '../pages/ImageView.ts';

/*
 * The prediction's edges follow the image while the switch is on, anew with every setting, and what is accepted is
 * labelled as it was seen.
 */

test('the prediction is refined in sight, live by its settings, and back with the switch', async ({ demoWorkspace: workspace }, info) => {
  const view = new ImageView(workspace.page);
  await workspace.openTab('Layers');
  await view.setStyle('Prediction', 'Fill');
  const made = await view.whenStill();
  const madePicture = await view.keep();
  const refine = workspace.page.getByRole('switch', { name: 'Refine edges (CRF)' });
  await refine.click();
  const refined = await view.whenChanged(made);
  const refinedPicture = await view.keep();
  await info.attach('refined', { body: await workspace.page.screenshot(), contentType: 'image/png' });
  await workspace.page.getByRole('slider', { name: 'Weight of smoothness' }).press('End');
  const smoother = await view.whenChanged(refined);
  await workspace.page.getByRole('button', { name: 'Back to the usual values' }).click();
  await view.whenChanged(smoother);
  await view.expectLike(refinedPicture, 'it is refined as at first');
  await refine.click();
  await view.expectLike(madePicture, 'the prediction is as it was made');
});

test('Enter labels the region as the refined prediction has it', async ({ demoWorkspace: workspace, program, host }) => {
  test.skip(host === 'electron', 'stored pixels are read through a second client, which only the web host has');
  const { client } = program.host;
  const [region] = (await client.review.queue({ limit: 1 })).regions;
  const image = (await client.images.list()).find(({ id }) => id === region!.imageId)!;
  const [prediction] = (await client.predictions.list({})).filter(({ imageId }) => imageId === image.id);
  await workspace.openTab('Layers');
  await workspace.page.getByRole('switch', { name: 'Refine edges (CRF)' }).click();
  await expect(workspace.page.getByRole('group', { name: 'Refinement of edges' })).toBeVisible();
  await workspace.canvas.press('Enter');
  await expect(workspace.reviewProgress).toContainText(/^1 of/);
  await expect(workspace.savedState).toHaveText(/^Saved /);
  const { width, height, channels } = image;
  // Refined as a whole, as the window does with images of this size.
  expect(Math.max(width, height)).toBeLessThanOrEqual(1024);
  const window = toDisplayUnits({ width, height, channels, samples: await readWholeSamples(program, image) }, [image.displayRange]);
  const planes: Uint8Array[] = [];
  for (let each = 0; each < prediction!.classCount!; each++) planes.push(await readWholePlane(program, image, `probability-${each}`, prediction!.modelId));
  const refined = refineProbabilities(window, planes, usualCrf);
  const { box } = region!;
  const labels = (await readLabels(program, image.name)).classes.readBox(box);
  const mask = new Uint8Array(await program.host.pixels(regionMaskUrl(region!.id)));
  const made = await readWholePlane(program, image, 'prediction', prediction!.modelId);
  let moved = 0;
  mask.forEach((inside, at) => {
    const index = (box.y + Math.floor(at / box.width)) * width + box.x + (at % box.width);
    expect(labels[at]).toBe(inside === 1 ? refined[index] : 255);
    if (inside === 1 && refined[index] !== made[index]) moved++;
  });
  expect(moved).toBeGreaterThan(0);
});

test('a whole image accepted as it is refined is one step, and taking it back leaves nothing of it', async ({ demoWorkspace: workspace, program, host }) => {
  test.skip(host === 'electron', 'stored pixels are read through a second client, which only the web host has');
  const { client } = program.host;
  const [region] = (await client.review.queue({ limit: 1 })).regions;
  const image = (await client.images.list()).find(({ id }) => id === region!.imageId)!;
  await workspace.openTab('Layers');
  await workspace.page.getByRole('switch', { name: 'Refine edges (CRF)' }).click();
  await expect(workspace.page.getByRole('group', { name: 'Refinement of edges' })).toBeVisible();
  await workspace.canvas.press('a');
  await expect.poll(async () => (await client.images.list()).find(({ id }) => id === image.id)!.labelledFraction).toBe(1);
  const { entries: events } = await client.annotations.history({ limit: 100 });
  expect(events.some(({ tool }) => tool === 'crf')).toBe(true);
  expect(new Set(events.filter(({ imageId }) => imageId === image.id).map(({ gestureId }) => gestureId)).size).toBe(1);
  await workspace.canvas.press('Control+z');
  await expect.poll(async () => (await client.images.list()).find(({ id }) => id === image.id)!.labelledFraction).toBe(0);
  expect((await client.review.queue({ imageId: image.id, includeSettled: true })).settledCount).toBe(0);
});
