import { projectRoutes } from '../../src-renderer/app/routes.ts';
import { expect, test } from '../fixtures.ts';
import { goTo } from './goTo.ts';
import { takePicture } from './takePicture.ts';

/** Beside the window of the tests, the size of a large screen. */
const large = { width: 2560, height: 1440 };

test('start', async ({ emptyWindow, window }) => {
  await expect(emptyWindow.openDemoButton).toBeVisible();
  await window.emulateMedia({ colorScheme: 'light' });
  await takePicture(window, 'start-light');
  await window.emulateMedia({ colorScheme: 'dark' });
  await takePicture(window, 'start');
});

for (const route of projectRoutes) {
  test(`page ${route}`, async ({ demoWorkspace: { page } }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await goTo(page, route);
    await takePicture(page, route);
    await page.setViewportSize(large);
    await takePicture(page, `${route}-large`);
    await page.emulateMedia({ colorScheme: 'light' });
    await takePicture(page, `${route}-light-large`);
    await page.setViewportSize({ width: 1280, height: 800 });
    await takePicture(page, `${route}-light`);
  });
}
