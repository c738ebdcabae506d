import { regionMaskUrl } from '../../src-main/contract/pixelUrls.ts';
import { readLabels } from '../data/readPixels.ts';
import { expect, test } from '../fixtures.ts';

test('J and K go through the queue, worst region first, and say where they are', async ({ demoWorkspace }) => {
  const { canvas, currentQueueItem, announcer } = demoWorkspace;
  await expect(currentQueueItem).toHaveAccessibleName(/^Region 1:/);
  await canvas.press('j');
  await expect(currentQueueItem).toHaveAccessibleName(/^Region 2:/);
  await expect(announcer).toHaveText(/^Region 2 of \d+: \w+\. .+\.$/);
  await canvas.press('k');
  await expect(currentQueueItem).toHaveAccessibleName(/^Region 1:/);
  await canvas.press('k');
  await expect(currentQueueItem).toHaveAccessibleName(/^Region 1:/);
  await expect(demoWorkspace.reviewProgress).toContainText(/^0 of/);
});

test('Enter accepts: the region is labelled as it was proposed, and the next one comes', async ({ demoWorkspace, program, host }) => {
  const { canvas, queueItems, currentQueueItem } = demoWorkspace;
  const before = host === 'web' ? await program.host.client.review.queue({ limit: 1 }) : null;
  await canvas.press('Enter');
  await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
  await expect(demoWorkspace.reviewProgress).toContainText(/^1 of/);
  await expect(currentQueueItem).toHaveAccessibleName(/^Region 2:/);
  await expect(queueItems.first()).toHaveAccessibleName(/Accepted$/);
  await expect(demoWorkspace.announcer).toHaveText(/^Accepted\. Region 2 of/);
  if (!before) return;
  const [region] = before.regions;
  const image = (await program.host.client.images.list()).find(({ id }) => id === region!.imageId)!;
  const labels = (await readLabels(program, image.name)).classes.readBox(region!.box);
  const mask = new Uint8Array(await program.host.pixels(regionMaskUrl(region!.id)));
  expect(mask.every((inside, at) => (inside === 1) === (labels[at] !== 255))).toBe(true);
});

test('D defers and X flags, each with a word', async ({ demoWorkspace }) => {
  const { canvas, queueItems, announcer } = demoWorkspace;
  await canvas.press('d');
  await expect(queueItems.first()).toHaveAccessibleName(/Deferred$/);
  await expect(announcer).toHaveText(/^Deferred\. Region 2/);
  await canvas.press('x');
  await expect(queueItems.nth(1)).toHaveAccessibleName(/Flagged$/);
  await expect(announcer).toHaveText(/^Flagged\. Region 3/);
  await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
});

test('F puts the brush in hand, and a painted region is accepted as corrected', async ({ demoWorkspace }) => {
  const { canvas } = demoWorkspace;
  await canvas.press('f');
  await expect(demoWorkspace.tool('Brush')).toHaveAttribute('aria-pressed', 'true');
  // At the image's rim a region lies beside the middle: one of three strokes across meets it.
  for (const y of [0.25, 0.5, 0.75]) await canvas.stroke({ x: 0.02, y }, { x: 0.98, y });
  await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
  await expect(demoWorkspace.regionCard.getByRole('button', { name: 'Accept as corrected' })).toBeVisible();
  await canvas.press('Enter');
  await expect(demoWorkspace.queueItems.first()).toHaveAccessibleName(/Corrected$/);
  await expect(demoWorkspace.tool('Look')).toHaveAttribute('aria-pressed', 'true');
});

test('Shift and a digit label the whole region, exactly its pixels', async ({ demoWorkspace, program, host }) => {
  test.skip(host === 'electron', 'stored pixels are read through a second client, which only the web host has');
  const { client, pixels } = program.host;
  const [region] = (await client.review.queue({ limit: 1 })).regions;
  const image = (await client.images.list()).find(({ id }) => id === region!.imageId)!;
  const other = region!.proposedClass === 1 ? 0 : 1;
  const mask = new Uint8Array(await pixels(regionMaskUrl(region!.id)));
  await expect(demoWorkspace.regionCard.getByRole('button', { name: 'Accept' })).toBeVisible();
  await demoWorkspace.canvas.press(`Shift+${other + 1}`);
  await expect(demoWorkspace.queueItems.first()).toHaveAccessibleName(/Corrected$/);
  await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
  const labels = (await readLabels(program, image.name)).classes.readBox(region!.box);
  expect([...labels]).toEqual([...mask].map((inside) => (inside ? other : 255)));
});

test('A settles the whole image and goes on to the next', async ({ demoWorkspace }) => {
  const { canvas, imageName } = demoWorkspace;
  const name = await imageName.innerText();
  await demoWorkspace.filterQueue('Image', 'This image');
  const count = Number(/^(\d+)/.exec(await demoWorkspace.queueCount.innerText())![1]);
  await demoWorkspace.filterQueue('Image', 'Every image');
  await canvas.press('a');
  await expect(demoWorkspace.reviewProgress).toContainText(new RegExp(`^${count} of`));
  await expect(imageName).not.toHaveText(name);
  await expect(demoWorkspace.announcer).toContainText(`${count} regions of the image accepted`);
});

test('the heat map can be switched, and the pointer reads it', async ({ demoWorkspace }) => {
  const { canvas } = demoWorkspace;
  for (const name of ['Mutual information', 'Expected entropy', 'Learned loss', 'Predictive entropy']) {
    await demoWorkspace.showHeatMap(name);
    await expect(canvas.legend).toContainText(name);
  }
  await canvas.press('h');
  await expect(canvas.legend).toHaveCount(0);
  await canvas.press('h');
  await expect(canvas.legend).toBeVisible();
});

test('no element moves while regions are settled and the pointer wanders', async ({ demoWorkspace }) => {
  const { canvas, page } = demoWorkspace;
  await page.evaluate(() => {
    const shifts: string[] = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number; sources: { node?: Element }[] })[]) {
        // The overview map is a picture of the view: what moves in it is the view. A text of its own that reads otherwise is no element.
        const moved = entry.sources.filter(({ node }) => node instanceof Element && !node.closest('[data-testid="minimap"]'));
        if (moved.length > 0) shifts.push(`${entry.value.toFixed(4)} ${moved.map(({ node }) => node?.outerHTML.slice(0, 90)).join(' | ')}`);
      }
    }).observe({ type: 'layout-shift' });
  });
  const fixed = [canvas.surface, demoWorkspace.regionCard, page.getByRole('complementary', { name: 'Inspector' }), page.getByTestId('queue'), page.getByRole('button', { name: 'Defer', exact: true })];
  const boxes = (): Promise<unknown[]> => Promise.all(fixed.map((locator) => locator.boundingBox()));
  const before = await boxes();
  for (const [index, key] of ['j', 'Enter', 'd', 'x', 'k', 'j', 'j', 'Enter', 'Enter'].entries()) {
    await canvas.press(key);
    await canvas.pointAt({ x: 0.1 + 0.09 * index, y: 0.9 - 0.09 * index });
    expect(await boxes(), `after ${key}`).toEqual(before);
  }
  await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
  expect(await boxes(), 'after saving').toEqual(before);
  expect(await page.evaluate(() => (window as unknown as { shifts: string[] }).shifts)).toEqual([]);
});

test('the session timer runs while the hand is at work, pauses, and can be hidden', async ({ demoWorkspace }) => {
  const { page, timer } = demoWorkspace;
  await page.clock.install();
  await page.reload();
  await demoWorkspace.ready();
  await page.mouse.move(300, 300);
  await page.clock.runFor(5000);
  await expect(timer).toContainText('0:05');
  await page.clock.runFor(60_000);
  await expect(timer).toContainText('0:30');
  await expect(timer).toContainText('paused');
  await timer.getByRole('button', { name: 'Hide the timer' }).click();
  await expect(timer).toHaveCount(0);
});
