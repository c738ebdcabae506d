import { acceptRegions, trainTiny } from '../data/learnALittle.ts';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';
import { LearningPages } from '../pages/LearningPages.ts';

test('a new model says what it gained and forgot, is used, gone back from, and that is undone', async ({ demoWorkspace: workspace, program }) => {
  const { page } = workspace;
  await acceptRegions(program.host, 2);
  await trainTiny(program.host, 1);
  await expect(workspace.candidate).toBeVisible();
  await expect(workspace.candidate.getByTestId('verdict')).toContainText(/Dice .0\.\d{3} on average over \d+ images\./);
  await workspace.candidate.getByText('Gained and forgotten').click();
  await expect(workspace.candidate.getByTestId('comparison')).toContainText('images held back and 0 kept for measuring');
  await expect(workspace.candidate.getByRole('table', { name: 'Each class' }).getByRole('row', { name: /nucleus/ })).toContainText(/0\.\d{3}.*0\.\d{3}/);
  await expect(workspace.candidate.getByRole('table', { name: 'Each batch of corrections' }).getByRole('row', { name: /New corrections/ })).toContainText(/px on \d image/);
  await expectAccessible(page, 'a candidate with its report');

  await program.host.client.models.promote({ modelId: (await program.host.client.models.list())[0]!.id, despite: true });
  await expect(workspace.modelInUse).toHaveText('Model 2');
  await page.getByRole('button', { name: 'Back to Starter' }).first().click();
  await expect(workspace.modelInUse).toHaveText('Starter');
  const notice = page.getByTestId('model-switched');
  await expect(notice).toContainText('Starter is in use.');
  await notice.getByRole('button', { name: 'Undo: use Model 2 again' }).click();
  await expect(workspace.modelInUse).toHaveText('Model 2');
  await expect(notice).toHaveCount(0);

  const pages = new LearningPages(page);
  await pages.open('Models');
  await pages.card('Model 2').getByRole('button', { name: 'What it learned from' }).click();
  const events = page.getByRole('region', { name: 'Corrections it learned first' });
  await expect(events).toContainText('2 corrections that the model before did not know');
  await expect(events.getByRole('listitem')).toHaveCount(2);
});

test('updates start by themselves once that is asked for', async ({ demoWorkspace: workspace, program }) => {
  const { page, canvas } = workspace;
  await page.getByRole('button', { name: 'How models are updated' }).click();
  await page.getByRole('slider', { name: 'A new model may lose' }).press('ArrowRight');
  await page.getByRole('slider', { name: 'Kept for measuring' }).press('ArrowLeft');
  await expect.poll(() => program.host.client.training.settings()).toEqual({ updateAfter: 0, promotionMargin: 0.01, evaluationShare: 0.1 });
  await page.getByRole('switch', { name: 'Update by itself' }).click();
  const after = page.getByRole('spinbutton', { name: 'New corrections before it starts' });
  await after.fill('0');
  await after.press('Enter');
  await expect(after).toHaveValue('1');
  await after.fill('2');
  await after.press('Enter');
  await page.keyboard.press('Escape');
  await canvas.press('Enter');
  await expect(workspace.reviewProgress).toContainText(/^1 of/);
  await expect(workspace.job).toHaveCount(0);
  await canvas.press('Enter');
  await expect(workspace.job).toContainText('Learning');
  await workspace.job.getByRole('button', { name: 'Cancel: Learning' }).click();
  await expect(workspace.job).toHaveCount(0, { timeout: 60_000 });
});
