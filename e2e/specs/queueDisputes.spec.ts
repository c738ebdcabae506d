import { emptyLabelMap } from '../../src-main/core/labels/labelMap.ts';
import { diffLabelMaps, encodeMaskDiff } from '../../src-main/core/labels/maskDiff.ts';
import { planeTileUrl } from '../../src-main/contract/pixelUrls.ts';
import type { PixelBox } from '../../src-main/core/geometry.ts';
import type { ImageRecord } from '../../src-main/core/records.ts';
import { readLabels } from '../data/readPixels.ts';
import { trainTiny } from '../data/learnALittle.ts';
import { expect, test } from '../fixtures.ts';
import type { Program } from '../hosts/Program.ts';

test('a flag takes a comment along, which the queue and the history show', async ({ demoWorkspace }) => {
  const { page, canvas, regionCard, queueItems } = demoWorkspace;
  await canvas.press('Shift+X');
  const comment = regionCard.getByRole('textbox', { name: 'Comment' });
  await expect(comment).toBeFocused();
  await comment.fill('Two nuclei or one?');
  await comment.press('Control+Enter');
  await expect(demoWorkspace.announcer).toHaveText(/^Flagged\. Region 2/);
  await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
  await queueItems.first().click();
  await expect(regionCard.getByTestId('comments')).toContainText('Two nuclei or one?');
  await expect(regionCard).toContainText('Flagged');
  await demoWorkspace.openTab('Image');
  await expect(demoWorkspace.history).toContainText('Two nuclei or one?');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('another strategy leaves the region that is looked at, and those that come next, where they are', async ({ demoWorkspace, program, host }) => {
  test.skip(host === 'electron', 'the queue is read through a second client, which only the web host has');
  const { page, canvas, currentQueueItem } = demoWorkspace;
  const before = (await program.host.client.review.queue({})).regions;
  await expect(currentQueueItem).toHaveAccessibleName(/^Region 1:/);
  await page.getByRole('button', { name: 'How the queue is made' }).click();
  const settings = page.getByRole('dialog', { name: 'How the queue is made' });
  await settings.getByRole('combobox', { name: /^Strategy:/ }).click();
  await page.getByRole('option', { name: /^Core set/ }).click();
  await expect(settings).toContainText('as unlike those before it as can be');
  await program.host.client.review.remade();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('queue-notices')).toBeEmpty();
  // The window says the settings first, and hears of the new queue after.
  await expect.poll(async () => (await program.host.client.review.queue({})).regions.some(({ strategy }) => strategy === 'coreSet')).toBe(true);
  const after = (await program.host.client.review.queue({})).regions;
  for (const { id } of before.slice(0, 4)) expect(after.some((region) => region.id === id)).toBe(true);
  await expect(currentQueueItem).toHaveAccessibleName(/^Region 1:/);
  for (const place of [0, 1, 2, 3]) {
    await canvas.press('d');
    await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
    await expect.poll(async () => (await program.host.client.review.queue({ states: ['deferred'] })).regions.some(({ id }) => id === before[place]!.id)).toBe(true);
  }
});

test('a model that disagrees with a label asks again, says why, and its word can be taken', async ({ demoWorkspace, program, host }) => {
  test.skip(host === 'electron', 'the label is made through a second client, which only the web host has');
  const { client } = program.host;
  const { page, canvas, regionCard } = demoWorkspace;
  // A square of background, as sure as any, that somebody calls nucleus.
  const queue = await client.review.queue({ includeSettled: true });
  const image = (await client.images.list()).find(({ id, role }) => role === 'work' && id === queue.regions[0]!.imageId)!;
  const box = await surestBackground(program, image);
  const before = emptyLabelMap(image.width, image.height);
  const after = { ...before, data: Uint8Array.from(before.data) };
  for (let y = box.y; y < box.y + box.height; y++) after.data.fill(1, y * image.width + box.x, y * image.width + box.x + box.width);
  await client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex: 1, diff: new Blob([encodeMaskDiff(diffLabelMaps(before, after))]), regionId: null });
  const modelId = await trainTiny(program.host, 1);
  await client.models.promote({ modelId });
  await expect.poll(async () => (await client.review.queue({ arm: 'disagreement' })).openCount > 0 && (await client.review.queue({ arm: 'disagreement' })).regions.length, { timeout: 120_000 }).toBe(1);
  await expect(page.getByRole('combobox', { name: /^Dispute:/ })).toBeVisible({ timeout: 60_000 });
  await demoWorkspace.filterQueue('Dispute', 'Model disagrees');
  await demoWorkspace.goToWorstRegion();
  await expect(regionCard).toContainText('The new model disagrees');
  await expect(regionCard).toContainText(/You labelled this nucleus on /);
  await expect(regionCard).toContainText(/The new model is (more than )?\d+.% sure it’s background/);
  await canvas.press('Shift+Enter');
  await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
  const labels = (await readLabels(program, image.name)).classes.readBox({ x: box.x + 4, y: box.y + 4, width: 1, height: 1 });
  expect([...labels]).toEqual([0]);
});

test('without a model the window says which images to begin with', async ({ openSamples }) => {
  const draw = (level: number) => (x: number, y: number): number => level + ((x * 7 + y * 3) % 20);
  const workspace = await openSamples({ samples: [20, 90, 200].map((level) => ({ name: `level-${level}.png`, width: 96, height: 96, draw: draw(level) })) });
  const start = workspace.page.getByRole('region', { name: 'Start with these images' });
  await expect(start.getByRole('button')).toHaveCount(3);
  await start.getByRole('button', { name: 'level-200.png' }).click();
  await expect(workspace.imageName).toContainText('level-200.png');
});

/** A square in the image's first tile where the model in use holds every pixel for background, surer than 0.97. */
async function surestBackground(program: Program, image: ImageRecord): Promise<PixelBox> {
  const side = 16;
  const modelId = (await program.host.client.models.list()).find(({ state }) => state === 'inUse')!.id;
  const [width, height] = [Math.min(256, image.width), Math.min(256, image.height)];
  const plane = new Uint8Array(await program.host.pixels(planeTileUrl(image.id, 'probability-0', { level: 0, column: 0, row: 0 }, modelId)));
  const labelled = (await readLabels(program, image.name)).classes.readBox({ x: 0, y: 0, width, height });
  for (let y = 0; y + side <= height; y += 4) {
    for (let x = 0; x + side <= width; x += 4) {
      let isSure = true;
      for (let at = 0; at < side * side && isSure; at++) {
        const pixel = (y + Math.floor(at / side)) * width + x + (at % side);
        isSure = plane[pixel]! >= 248 && labelled[pixel] === 255;
      }
      if (isSure) return { x, y, width: side, height: side };
    }
  }
  throw new Error(`${image.name}: wanted a square of ${side} pixels that the model is sure of, got none`);
}
