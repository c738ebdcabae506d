import { acceptRegions } from '../data/learnALittle.ts';
import { expect, test } from '../fixtures.ts';
import { LearningPages } from '../pages/LearningPages.ts';

test('work is added up by tool and by day as it is done', async ({ demoWorkspace, program }) => {
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await acceptRegions(program.host, 3);
  await pages.open('Insights');
  const total = page.getByLabel('In all');
  await expect(total).toContainText(/Regions settled\s*3/);
  await expect(total).toContainText(/Corrections\s*3/);
  await expect(page.getByRole('region', { name: 'By tool' }).getByRole('row', { name: /^Review decisions/ })).toContainText('3');
  await expect(page.getByRole('region', { name: 'By day' }).getByRole('row')).toHaveCount(2);
  await expect(pages.plot('Work over time')).toContainText(/Regions settled 3/);
  // What another window does shows here without being asked for.
  await acceptRegions(program.host, 4);
  await expect(total).toContainText(/Regions settled\s*[4-7]/);
});

test('the proof that corrections help has its figures, and its axis can be changed', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await pages.open('Insights');
  const proof = pages.plot('Did the corrections help?');
  await expect(proof).toContainText('One model is measured so far.');
  await expect(page.getByRole('region', { name: 'Figures of each model' }).getByRole('row', { name: /^Starter/ })).toContainText(/0\.\d{3}/);
  await proof.getByRole('img').focus();
  await page.keyboard.press('ArrowRight');
  await expect(proof).toContainText('time at work (min): 0');
  await page.getByRole('radio', { name: 'Labelled pixels' }).click();
  await proof.getByRole('img').focus();
  await page.keyboard.press('ArrowRight');
  await expect(proof).toContainText('labelled pixels: 0');
});
