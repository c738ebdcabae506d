import { acceptRegions, trainTiny } from '../data/learnALittle.ts';
import { expect, test } from '../fixtures.ts';
import { LearningPages } from '../pages/LearningPages.ts';

test('without labels there is nothing to learn from, and the page says so', async ({ demoWorkspace }) => {
  const pages = new LearningPages(demoWorkspace.page);
  await pages.open('Training');
  await expect(pages.form).toContainText('Nothing to learn from yet');
  await expect(pages.startButton).toBeDisabled();
  await expect(demoWorkspace.page.getByRole('heading', { name: 'No runs yet' })).toBeVisible();
});

test('the form says what a run would learn from and how long it takes, and refuses odd numbers', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 2);
  const pages = new LearningPages(demoWorkspace.page);
  await pages.open('Training');
  await expect(pages.form).toContainText(/labelled pixels in [12] images?/);
  await expect(pages.form).toContainText('2 corrections are new');
  await expect(pages.estimate).toContainText(/Takes about \d+ (s|min)/);
  await expect(pages.field('Steps each')).toHaveValue('80');
  await pages.form.getByRole('radio', { name: 'New networks' }).check();
  await expect(pages.field('Steps each')).toHaveValue('500');
  await pages.field('Networks').fill('none');
  await expect(pages.estimate).toContainText('Networks: 1 to 16');
  await expect(pages.startButton).toBeDisabled();
});

test('a run shows its curves and sample predictions as it goes, and what came of it stays after a reload', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 2);
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await pages.open('Training');
  await pages.startTiny(3);
  await expect(pages.runState).toContainText(/network 1 of 1|Gathering|Measuring|waits|Done/);
  await expect(pages.plot('Loss').getByRole('listitem').filter({ hasText: 'Loss' })).toContainText(/\d\.\d{3}/, { timeout: 60_000 });
  await expect(pages.candidate).toBeVisible({ timeout: 90_000 });
  await expect(pages.runState).toContainText('Done');
  await expect(pages.plot('Dice and calibration while training')).toContainText(/Dice, held back 0\.\d{3}/);
  await expect(page.getByRole('img', { name: /^Prediction on .* after step 3$/ })).toHaveCount(4);
  await expect(pages.table.getByRole('row', { name: /^Steps each/ })).toContainText('3');

  await page.reload();
  await pages.open('Training');
  await expect(pages.runs).toHaveCount(1);
  await expect(pages.plot('Loss').getByRole('listitem').filter({ hasText: 'Loss' })).toContainText(/\d\.\d{3}/);
});

test('a run can be cancelled and leaves its curves', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await pages.open('Training');
  await pages.startTiny(5000);
  await expect(pages.runState).toContainText(/step \d+ of 5000/, { timeout: 60_000 });
  await expect(pages.startButton).toBeDisabled();
  await page.getByRole('button', { name: 'Cancel the run' }).click();
  await expect(pages.runState).toContainText('Cancelled', { timeout: 30_000 });
  await expect(pages.startButton).toBeEnabled();
  await expect(pages.plot('Loss').getByRole('img')).toBeVisible();
});

test('runs are compared: curves over each other, settings side by side', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  await trainTiny(program.host, 1);
  await trainTiny(program.host, 2);
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await pages.open('Training');
  await expect(pages.runs).toHaveCount(2);
  await page.getByRole('checkbox', { name: 'Compare: Model 2' }).check();
  await expect(page.getByText('Comparing 2 runs')).toBeVisible();
  await expect(pages.table.getByRole('columnheader')).toHaveText(['Model 3', 'Model 2']);
  await expect(pages.table.getByRole('row', { name: /^Steps each/ }).getByRole('cell')).toHaveText(['2', '1']);
  await expect(pages.plot('Loss').getByRole('listitem').filter({ hasText: 'Model' })).toHaveCount(2);
});
