import { expect, test } from '../fixtures.ts';
import { CommandPalette } from '../pages/CommandPalette.ts';
import { SettingsPage } from '../pages/SettingsPage.ts';
import { expectAccessible } from '../pages/expectAccessible.ts';

for (const theme of ['dark', 'light'] as const) {
  test.describe(theme, () => {
    test.use({ settings: { tourSeen: true, theme } });

    test('start page and wizard can be used by everyone', async ({ startPage, window }) => {
      await expect(startPage.openDemoButton).toBeVisible();
      await expect(window.locator('html')).toHaveAttribute('data-theme', theme);
      await expectAccessible(window, 'start page');
      const wizard = await startPage.startNewProject();
      await expect(wizard.createButton).toBeVisible();
      await expectAccessible(window, 'wizard');
    });

    test('the workspace can be used by everyone, with every panel and dialog open', async ({ demoWorkspace }) => {
      const { page } = demoWorkspace;
      for (const tab of ['Review', 'Layers', 'Image'] as const) {
        await demoWorkspace.openTab(tab);
        await expectAccessible(page, tab);
      }
      await demoWorkspace.canvas.press('?');
      await expect(page.getByRole('dialog', { name: 'Keys and commands' })).toBeVisible();
      await expectAccessible(page, 'keys');
      await page.keyboard.press('Escape');
      const palette = new CommandPalette(page);
      await palette.open();
      await palette.field.fill('re');
      await expectAccessible(page, 'palette');
    });

    test('the other pages can be used by everyone', async ({ demoWorkspace }) => {
      const { page } = demoWorkspace;
      for (const [place, name] of ['Data', 'Training', 'Models', 'Insights', 'Jobs', 'Settings'].entries()) {
        await page.keyboard.press(`Alt+${place + 2}`);
        await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
        await expectAccessible(page, name);
      }
    });
  });
}

test.describe('with text of 200 %', () => {
  test.use({ settings: { tourSeen: true, theme: 'light', textSize: 200 } });

  test('every page and dialog can still be used by everyone', async ({ demoWorkspace }) => {
    const { page } = demoWorkspace;
    await demoWorkspace.openTab('Layers');
    await expectAccessible(page, 'workspace');
    await demoWorkspace.canvas.press('?');
    await expect(page.getByRole('dialog', { name: 'Keys and commands' })).toBeVisible();
    await expectAccessible(page, 'keys');
    await page.keyboard.press('Escape');
    for (const [place, name] of ['Data', 'Training', 'Models', 'Insights', 'Jobs', 'Settings'].entries()) {
      await page.keyboard.press(`Alt+${place + 2}`);
      await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
      await expectAccessible(page, name);
    }
    for (const section of ['Keys', 'Project'] as const) {
      await new SettingsPage(page).show(section);
      await expectAccessible(page, section);
    }
  });
});

test('with reduced motion nothing glides', async ({ demoWorkspace }) => {
  const { page } = demoWorkspace;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')].filter((element) => {
      const { transitionDuration, animationDuration } = getComputedStyle(element);
      return [transitionDuration, animationDuration].some((durations) => durations.split(',').some((duration) => parseFloat(duration) > 0.01));
    }).length,
  );
  expect(moving).toBe(0);
});
