import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { discsSample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';
import { SettingsPage } from '../pages/SettingsPage.ts';

const samples = [discsSample('one.png', 32)];

test.describe('at the first opening', () => {
  test.use({ settings: { theme: 'dark' } });

  test('the tour goes through the workspace by keys, and does not come back', async ({ openSamples, dataFolder }) => {
    const { page, canvas } = await openSamples({ samples });
    const tour = page.getByRole('dialog', { name: 'First steps' });
    await expect(tour).toContainText('The image is the page');
    await expectAccessible(page, 'tour');
    await page.keyboard.press('ArrowRight');
    await expect(tour).toContainText('Tools');
    await page.keyboard.press('ArrowLeft');
    await expect(tour).toContainText('The image is the page');
    for (let step = 2; step <= 6; step++) {
      await page.keyboard.press('ArrowRight');
      await expect(tour).toContainText(`${step} of 6`);
    }
    await tour.getByRole('button', { name: 'Begin' }).click();
    await expect(tour).toHaveCount(0);
    await expect(canvas.surface).toBeFocused();
    await expect.poll(() => readFile(join(dataFolder, 'settings.json'), 'utf8')).toContain('"tourSeen": true');
    await page.reload();
    await expect(canvas.surface).toBeVisible();
    await expect(tour).toHaveCount(0);
  });

  test('the tour can be skipped by a click or by Escape', async ({ openSamples }) => {
    const { page } = await openSamples({ samples });
    const tour = page.getByRole('dialog', { name: 'First steps' });
    await tour.getByRole('button', { name: 'Skip the tour' }).click();
    await expect(tour).toHaveCount(0);
    const settings = new SettingsPage(page);
    await settings.open('About');
    await page.getByRole('button', { name: 'Show the tour again' }).click();
    await expect(tour).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(tour).toHaveCount(0);
  });
});
