import { expect } from '@playwright/test';
import type { Page } from '@playwright/test';
import type { ProjectRoute } from '../../src-renderer/app/routes.ts';
import { navigation } from '../../src-renderer/messages/en/navigation.ts';

/** Turns to a page of the open project and waits for what it reads. */
export async function goTo(page: Page, route: ProjectRoute): Promise<void> {
  await page.getByRole('navigation', { name: navigation.name }).getByRole('button', { name: navigation.pages[route] }).click();
  await expect(page.getByRole('progressbar', { name: /Loading/ })).toHaveCount(0);
}
