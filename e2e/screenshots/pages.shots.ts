import { projectRoutes } from '../../src-renderer/app/routes.ts';
import { expect, test } from '../fixtures.ts';
import { goTo } from './goTo.ts';
import { takePicture } from './takePicture.ts';

/** Beside the window of the tests, the size of a large screen. */
const large = { width: 2560, height: 1440 };

/** Every page in both themes and at both sizes; the dark ones bear the page's name alone. */
for (const { theme, suffix } of [
  { theme: 'dark', suffix: '' },
  { theme: 'light', suffix: '-light' },
]) {
  test.describe(theme, () => {
    test.use({ settings: { tourSeen: true, theme } });

    test('start', async ({ emptyWindow, window }) => {
      await expect(emptyWindow.openDemoButton).toBeVisible();
      await takePicture(window, `start${suffix}`);
    });

    for (const route of projectRoutes) {
      test(`page ${route}`, async ({ demoWorkspace: { page } }) => {
        await goTo(page, route);
        await takePicture(page, `${route}${suffix}`);
        await page.setViewportSize(large);
        await takePicture(page, `${route}${suffix}-large`);
      });
    }
  });
}
