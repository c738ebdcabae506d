import type { Page } from '@playwright/test';
import { navigation } from '../../src-renderer/messages/en/navigation.ts';
import { projectRoutes } from '../../src-renderer/app/routes.ts';
import { expect, test } from '../fixtures.ts';
import { takePicture } from './takePicture.ts';

/** The two sizes that every page is looked at. */
const large = { width: 2560, height: 1440 };

async function goTo(page: Page, route: (typeof projectRoutes)[number]): Promise<void> {
  await page.getByRole('navigation', { name: navigation.name }).getByRole('button', { name: navigation.pages[route] }).click();
  await expect(page.getByRole('progressbar', { name: /Loading/ })).toHaveCount(0);
}

test('start', async ({ emptyWindow, window }) => {
  await expect(emptyWindow.page.getByRole('main')).toBeVisible();
  await takePicture(window, 'start');
});

for (const route of projectRoutes) {
  test(`page ${route}`, async ({ demoWorkspace: { page } }) => {
    await goTo(page, route);
    await takePicture(page, route);
    await page.emulateMedia({ colorScheme: 'light' });
    await takePicture(page, `${route}-light`);
    await page.setViewportSize(large);
    await takePicture(page, `${route}-light-large`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await takePicture(page, `${route}-large`);
  });
}
