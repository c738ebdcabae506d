import { expect, test } from '../fixtures.ts';

/** Retraining an ensemble takes minutes on two cores. */
const trainingLimitMs = 8 * 60_000;

test('corrections teach the networks, and the better model is taken into use', async ({ demoWorkspace: workspace }) => {
  test.setTimeout(trainingLimitMs + 180_000);
  const { canvas } = workspace;
  const before = await workspace.modelInUse.innerText();

  for (let count = 1; count <= 3; count++) {
    await canvas.press('Enter');
    await expect(workspace.reviewProgress).toContainText(new RegExp(`^${count} of`));
  }
  await expect(workspace.savedState).toHaveText(/^Saved /);

  await workspace.learnButton.click();
  await expect(workspace.job).toContainText('Learning');
  // The window stays usable meanwhile.
  await canvas.press('j');
  await expect(workspace.currentQueueItem).toBeVisible();

  await expect(workspace.candidate).toBeVisible({ timeout: trainingLimitMs });
  await expect(workspace.candidate.getByRole('row').filter({ hasText: 'Dice' })).toContainText(/0\.\d{3}.*0\.\d{3}/);
  await expect(workspace.candidate.getByRole('row').filter({ hasText: 'ECE' })).toContainText(/\d %.*\d %/);
  await workspace.candidate.getByRole('button', { name: 'Use it' }).click();
  await expect(workspace.modelInUse).not.toHaveText(before);
  await expect(workspace.candidate).toHaveCount(0);
  // Maps and queue are made anew by the new model: nothing of it is settled yet.
  await expect(workspace.reviewProgress).toContainText(/^0 of/, { timeout: 120_000 });
});

test('learning can be cancelled', async ({ demoWorkspace: workspace }) => {
  await workspace.canvas.press('Enter');
  await expect(workspace.savedState).toHaveText(/^Saved /);
  await workspace.learnButton.click();
  await workspace.job.getByRole('button', { name: 'Cancel: Learning' }).click();
  await expect(workspace.job).toHaveCount(0, { timeout: 60_000 });
  await expect(workspace.candidate).toHaveCount(0);
  await expect(workspace.learnButton).toBeEnabled();
});
