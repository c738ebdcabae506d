import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';

test('deferred and flagged regions are found again, and reopened', async ({ demoWorkspace }) => {
  const { canvas, queueItems, queueCount } = demoWorkspace;
  await canvas.press('d');
  await canvas.press('x');
  await demoWorkspace.filterQueue('State', 'Deferred \\(1\\)');
  await expect(queueItems).toHaveCount(1);
  await queueItems.first().click();
  await expect(demoWorkspace.regionCard).toContainText('Deferred');
  await demoWorkspace.regionCard.getByRole('button', { name: 'Reopen' }).click();
  await expect(demoWorkspace.announcer).toHaveText('Reopened.');
  await expect(demoWorkspace.savedState).toHaveText(/^Saved /);
  await expect(queueItems.first()).toHaveAccessibleName(/Open$/);
  await demoWorkspace.filterQueue('State', 'Flagged \\(1\\)');
  await queueItems.first().click();
  await canvas.press('Shift+d');
  await expect(queueItems.first()).toHaveAccessibleName(/Open$/);
  await demoWorkspace.page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect(queueCount).toHaveText(/^(\d+) of \1$/);
  await expect(demoWorkspace.reviewProgress).toContainText(/^0 of/);
});

test('filters by class, doubt and image narrow together, with counts, and one press shows all', async ({ demoWorkspace }) => {
  const { queueItems, queueCount, page } = demoWorkspace;
  const all = await queueCount.innerText();
  await demoWorkspace.filterQueue('Class', 'nucleus');
  await expect(queueCount).not.toHaveText(all);
  const ofClass = Number((await queueCount.innerText()).split(' ')[0]);
  await expect(queueItems.first()).toHaveAccessibleName(/: nucleus,/);
  await demoWorkspace.filterQueue('Image', 'This image');
  expect(Number((await queueCount.innerText()).split(' ')[0])).toBeLessThan(ofClass);
  await expect(page.getByRole('combobox', { name: /^Class: nucleus \(\d+\)$/ })).toBeVisible();
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect(queueCount).toHaveText(all);
});

test('the keys go through the filtered regions alone, and one settled keeps its place', async ({ demoWorkspace }) => {
  const { canvas, currentQueueItem, queueItems } = demoWorkspace;
  await demoWorkspace.filterQueue('State', 'Open');
  await demoWorkspace.filterQueue('Class', 'background');
  await queueItems.first().click();
  await canvas.press('Enter');
  await expect(queueItems.first()).toHaveAccessibleName(/^Region 1: background, .*Accepted$/);
  await expect(currentQueueItem).toHaveAccessibleName(/^Region 2: background,/);
});

test('choices that no region fits say so and offer the way out', async ({ demoWorkspace }) => {
  const { page, queueItems } = demoWorkspace;
  await demoWorkspace.filterQueue('State', 'Flagged \\(0\\)');
  await expect(page.getByTestId('queue')).toContainText('No region fits these choices.');
  await expect(queueItems).toHaveCount(0);
  await page.getByRole('button', { name: 'Show all', exact: true }).click();
  await expect(queueItems.first()).toBeVisible();
});

test('a region at the rim of its image fills the view', async ({ demoWorkspace, program, host }) => {
  test.skip(host === 'electron', 'the queue is read through a second client, which only the web host has');
  const { regions } = await program.host.client.review.queue({});
  const rim = regions.findIndex(({ box }) => box.x === 0 || box.y === 0);
  expect(rim).toBeGreaterThanOrEqual(0);
  for (let step = 0; step < rim; step++) await demoWorkspace.canvas.press('j');
  await expect(demoWorkspace.currentQueueItem).toHaveAccessibleName(new RegExp(`^Region ${rim + 1}:`));
  for (const place of [{ x: 0.04, y: 0.5 }, { x: 0.96, y: 0.5 }, { x: 0.5, y: 0.04 }, { x: 0.5, y: 0.96 }]) {
    await demoWorkspace.canvas.pointAt(place);
    await expect(demoWorkspace.canvas.readout).toContainText(/x \d+\s+y \d+/);
    await expect(demoWorkspace.canvas.readout).not.toContainText('Outside the image');
  }
});

test('when another model comes into use the card says so, and leads to its regions', async ({ demoWorkspace, program, host }) => {
  test.skip(host === 'electron', 'the model is changed through a second client, which only the web host has');
  const { client } = program.host;
  const { id } = await client.models.import({ folder: join(import.meta.dirname, '..', '..', 'resources', 'demo', 'starter') });
  await client.models.promote({ modelId: id });
  await expect(demoWorkspace.page.getByText('The new model is in use')).toBeVisible();
  await demoWorkspace.page.getByRole('button', { name: 'Go to the worst region' }).click({ timeout: 60_000 });
  await expect(demoWorkspace.currentQueueItem).toBeVisible();
  await expect(demoWorkspace.regionCard).toBeVisible();
});
