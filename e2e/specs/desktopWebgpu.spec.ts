import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { SettingsPage } from '../pages/SettingsPage.ts';

test('asked for WebGPU, the desktop program computes in its hidden window or says why it cannot', async ({ host, dataFolder, program }) => {
  test.skip(host !== 'electron', 'the hidden window is Electron’s; of the web host’s engine other tests tell');
  test.setTimeout(5 * 60_000);
  await writeFile(join(dataFolder, 'settings.json'), JSON.stringify({ engine: { backend: 'webgpu', threads: null }, window: { tourSeen: true } }));
  const page = await program.start();
  await page.getByRole('button', { name: 'Settings' }).click();
  await new SettingsPage(page).show('Engine');
  await expect(page.getByTestId('engine-now')).toContainText(/WebGPU/i, { timeout: 4 * 60_000 });
});
