import { importSamples } from '../data/importSamples.ts';
import type { Sample } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';

/** Coloured, so that the threshold asks for a channel as well. */
const disc: Sample = { name: 'disc.png', width: 64, height: 64, channels: 3, draw: (x, y, channel) => (Math.hypot(x - 32, y - 32) < 16 ? 200 - 30 * channel : 40) };
const names = { en: { options: 'Tool options', classes: 'Class painted with' }, fr: { options: 'Options de l’outil', classes: 'Classe peinte' } } as const;

for (const language of ['en', 'fr'] as const) {
  test.describe(language, () => {
    test.use({ settings: { tourSeen: true, theme: 'dark', language }, viewport: { width: 1280, height: 800 } });

    test('both classes are seen whole beside all options of the threshold', async ({ program, host }, info) => {
      info.skip(host === 'electron', 'generated projects are made through a second client, which only the web host has');
      const page = await program.start([], (hosted) => importSamples(hosted.client, program.dataFolder, { samples: [disc], classes: ['background', 'nucleus'] }));
      const options = page.getByRole('region', { name: names[language].options });
      await expect(options).toBeVisible();
      await page.keyboard.press('t');
      await expect(options.getByRole('slider')).toHaveCount(2);
      const list = options.getByRole('list', { name: names[language].classes });
      for (const shown of [list, options]) expect(await shown.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
    });
  });
}
