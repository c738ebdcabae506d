import { expect, test } from '../fixtures.ts';

const middle = { x: 0.5, y: 0.5 };
const beside = { x: 0.6, y: 0.5 };

test.beforeEach(async ({ startPage, workspace }) => {
  await startPage.openDemo();
  await expect(workspace.projectName).toHaveText('Nuclei demo');
  // Maps come image by image; the queue fills with the first.
  await expect(workspace.queueItems.first()).toBeVisible({ timeout: 60_000 });
  await expect(workspace.job).toHaveCount(0, { timeout: 120_000 });
  await workspace.goToWorstRegion();
});

test('the heat map can be switched, and the pointer reads it', async ({ workspace }) => {
  const { canvas } = workspace;
  for (const name of ['Mutual information', 'Expected entropy', 'Learned loss', 'Predictive entropy']) {
    await workspace.showHeatMap(name);
    await expect(canvas.legend).toContainText(name);
    await canvas.pointAt(middle);
    await expect(canvas.readout).toContainText('nats');
  }
  await canvas.press('h');
  await expect(canvas.legend).toHaveCount(0);
  await canvas.press('h');
  await expect(canvas.legend).toBeVisible();
});

test('keys go through the queue, worst region first, and settle regions', async ({ workspace }) => {
  const { canvas } = workspace;
  await expect(workspace.currentQueueItem).toHaveAccessibleName(/^Region 1:/);
  await canvas.press('j');
  await expect(workspace.currentQueueItem).toHaveAccessibleName(/^Region 2:/);
  await canvas.press('k');
  await expect(workspace.currentQueueItem).toHaveAccessibleName(/^Region 1:/);
  await expect(workspace.reviewProgress).toContainText(/^0 of/);

  await canvas.press('Enter');
  await expect(workspace.savedState).toHaveText(/^Saved /);
  await expect(workspace.reviewProgress).toContainText(/^1 of/);
  await expect(workspace.currentQueueItem).toHaveAccessibleName(/^Region 2:/);
  await expect(workspace.queueItems.first()).toHaveAccessibleName(/Accepted$/);

  await canvas.press('d');
  await expect(workspace.queueItems.nth(1)).toHaveAccessibleName(/Deferred$/);
  await canvas.press('x');
  await expect(workspace.queueItems.nth(2)).toHaveAccessibleName(/Flagged$/);
});

test('a region can be fixed with the brush', async ({ workspace }) => {
  const { canvas } = workspace;
  await canvas.press('f');
  await expect(workspace.tool('Brush')).toHaveAttribute('aria-pressed', 'true');
  await canvas.stroke(middle, beside);
  await expect(workspace.savedState).toHaveText(/^Saved /);
  await expect(workspace.regionCard.getByRole('button', { name: 'Accept as corrected' })).toBeVisible();
  await canvas.press('Enter');
  await expect(workspace.queueItems.first()).toHaveAccessibleName(/Corrected$/);
});

test('a correction is saved, can be taken back and done again, and is there after a reload', async ({ workspace, window }) => {
  const { canvas } = workspace;
  // The whole image, so that the same place is in the middle again after the reload.
  const imageName = await workspace.imageName.innerText();
  await workspace.showImage(imageName);
  await canvas.press('2');
  await canvas.stroke(middle, beside);
  await expect(workspace.savedState).toHaveText(/^Saved /);
  await canvas.pointAt(middle);
  await expect(canvas.readout).not.toContainText('not labelled');
  const painted = await canvas.readout.innerText();

  await canvas.press('Control+z');
  await expect(canvas.readout).toContainText('not labelled');
  await canvas.press('Control+Shift+z');
  await expect(canvas.readout).not.toContainText('not labelled');
  for (const [place, what] of ['Redo', 'Undo', 'Brush: nucleus'].entries()) {
    await expect(workspace.history.getByRole('listitem').nth(place)).toContainText(what);
  }

  await window.reload();
  await expect(workspace.projectName).toHaveText('Nuclei demo');
  await workspace.showImage(imageName);
  await expect(workspace.imageName).toHaveText(imageName);
  await expect(canvas.loading).toHaveCount(0);
  await canvas.pointAt(middle);
  await expect(canvas.readout).toHaveText(painted, { useInnerText: true });
});

test('the eraser takes labels away again', async ({ workspace }) => {
  const { canvas } = workspace;
  await canvas.press('b');
  await canvas.stroke(middle, beside);
  await canvas.pointAt(middle);
  await expect(canvas.readout).not.toContainText('not labelled');
  await canvas.press('e');
  await canvas.stroke(middle, beside);
  await canvas.pointAt(middle);
  await expect(canvas.readout).toContainText('not labelled');
  await expect(workspace.savedState).toHaveText(/^Saved /);
});
