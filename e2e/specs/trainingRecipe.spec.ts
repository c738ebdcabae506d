import { acceptRegions } from '../data/learnALittle.ts';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';
import { LearningPages } from '../pages/LearningPages.ts';
import { RecipeSettings } from '../pages/RecipeSettings.ts';

for (const theme of ['dark', 'light'] as const) {
  test.describe(theme, () => {
    test.use({ settings: { tourSeen: true, theme } });

    test('advanced settings and examples can be used by everyone, by keys alone', async ({ demoWorkspace, program }) => {
      await acceptRegions(program.host, 2);
      const { page } = demoWorkspace;
      const pages = new LearningPages(page);
      const recipe = new RecipeSettings(page);
      await pages.open('Training');
      await expect(recipe.summary).toContainText('As usual');
      await recipe.summary.focus();
      await page.keyboard.press('Enter');
      await expect(recipe.field('Cross entropy')).toHaveValue('1');
      await expectAccessible(page, 'advanced settings');
      await page.getByRole('button', { name: 'Augmentation and examples …' }).focus();
      await page.keyboard.press('Enter');
      await expect(recipe.pictures).not.toHaveCount(0);
      await expectAccessible(page, 'examples');
      await page.keyboard.press('Escape');
      await expect(recipe.dialog).toBeHidden();
    });
  });
}

test('a setting out of its range is refused beside its field, with what is allowed', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  const pages = new LearningPages(demoWorkspace.page);
  const recipe = new RecipeSettings(demoWorkspace.page);
  await pages.open('Training');
  await expect(pages.startButton).toBeEnabled();
  await recipe.summary.click();
  await recipe.field('Weight decay').fill('7');
  await expect(pages.form).toContainText('From 0 to 1.');
  await expect(pages.startButton).toBeDisabled();
  await recipe.field('Weight decay').fill('0.02');
  await expect(recipe.summary).toContainText('1 setting changed');
  await expect(pages.startButton).toBeEnabled();
});

test('examples are of the project, follow the settings, and are drawn anew on demand', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 2);
  const { page } = demoWorkspace;
  const recipe = new RecipeSettings(page);
  await new LearningPages(page).open('Training');
  await recipe.summary.click();
  await recipe.showExamples();
  const [image] = (await program.host.client.images.list()).filter(({ role, labelledFraction }) => role === 'work' && labelledFraction > 0);
  await expect(recipe.dialog.getByRole('img', { name: `${image!.name}, as it is` }).first()).toBeVisible();
  const draw = recipe.dialog.getByRole('img', { name: `${image!.name}, draw 1` }).first();
  await expect(draw).toBeVisible();
  const [plain, before] = [await recipe.pixelsOf(0), await recipe.pixelsOf(1)];
  expect(before).not.toBe(plain);
  // Where nothing is changed any more, a draw is the crop as it is.
  for (const name of ['Flips', 'Quarter turns']) await recipe.dialog.getByRole('switch', { name }).click();
  for (const group of ['Turned, resized, sheared', 'Contrast and brightness', 'Gamma', 'Noisy']) await recipe.augmentation(group, 'Share').fill('0');
  await expect.poll(async () => (await recipe.pixelsOf(1)) === (await recipe.pixelsOf(0))).toBe(true);
  await recipe.augmentation('Bent', 'Share').fill('1');
  await expect.poll(async () => (await recipe.pixelsOf(1)) === (await recipe.pixelsOf(0))).toBe(false);
  const bent = await recipe.pixelsOf(1);
  await recipe.dialog.getByRole('button', { name: 'New draw' }).click();
  await expect.poll(() => recipe.pixelsOf(1)).not.toBe(bent);
});

test('a run is taught as the settings say', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  const recipe = new RecipeSettings(page);
  await pages.open('Training');
  await recipe.summary.click();
  await recipe.field('Lovász').fill('0.5');
  await recipe.field('Crops a step').fill('2');
  await recipe.field('Crop side, px').fill('64');
  await pages.startTiny(2);
  await expect(pages.candidate).toBeVisible({ timeout: 90_000 });
  const [run] = await program.host.client.training.runs();
  expect(run!.settings).toMatchObject({ batchSize: 2, cropSide: 64, recipe: { loss: { lovasz: 0.5 } } });
  await expect(pages.table.getByRole('row', { name: /^Recipe/ })).toContainText('Lovász 0.5');
});
