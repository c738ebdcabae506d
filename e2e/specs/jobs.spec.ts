import { AxeBuilder } from '@axe-core/playwright';
import { acceptRegions } from '../data/learnALittle.ts';
import { expect, test } from '../fixtures.ts';
import { LearningPages } from '../pages/LearningPages.ts';

test('a job under way shows how far it is, and is cancelled from its page', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 1);
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await pages.open('Jobs');
  await program.host.client.training.start({ memberCount: 1, stepsPerMember: 5000 });
  const running = page.getByRole('region', { name: 'Under way' }).getByRole('listitem', { name: 'Learning' });
  await expect(running).toContainText(/step \d+ of 5000/, { timeout: 60_000 });
  await expect(running).toContainText(/steps a second/);
  await expect(running).toContainText(/left/);
  await expect(running.getByRole('progressbar')).toBeVisible();
  await running.getByRole('button', { name: 'Cancel: Learning' }).click();
  await expect(running).toHaveCount(0, { timeout: 30_000 });
  await expect(page.getByRole('region', { name: 'Past' }).getByRole('row', { name: /^Learning Cancelled/ })).toBeVisible();
});

test('jobs of earlier days are listed; a failed one says why and gives its details to copy', async ({ demoWorkspace, program }) => {
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await program.host.client.exports.start({ folder: '/proc/no-such-place', content: 'labels' });
  await pages.open('Jobs');
  const past = page.getByRole('region', { name: 'Past' });
  await expect(past.getByRole('row', { name: /^Making maps Done/ })).toBeVisible();
  const failed = past.getByRole('row', { name: /^Exporting Failed/ });
  await expect(failed).toContainText('/proc/no-such-place');
  await failed.getByRole('button', { name: 'Copy the details' }).click();
  await expect(failed.getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate<string>('navigator.clipboard.readText()')).toMatch(/export [0-9a-f-]{36}/);
});

test('the pages about learning can be used by everyone', async ({ demoWorkspace, program }) => {
  await acceptRegions(program.host, 2);
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  for (const name of ['Training', 'Models', 'Insights', 'Jobs'] as const) {
    await pages.open(name);
    await expect(page.locator('main[aria-busy="true"]')).toHaveCount(0);
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
    expect(violations.map(({ id, nodes }) => `${name} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  }
});
