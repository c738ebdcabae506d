import { join } from 'node:path';
import { acceptRegions } from '../data/learnALittle.ts';
import { workAsExpert } from '../data/workAsExpert.ts';
import { expect, test } from '../fixtures.ts';
import { runCli } from '../hosts/runCli.ts';
import { LearningPages } from '../pages/LearningPages.ts';
import { WorkspacePage } from '../pages/WorkspacePage.ts';

const demoOf = (dataFolder: string): string => join(dataFolder, 'demo', 'Demo.sfumato');

test('settled regions tell whether the queue helps, what is silently wrong and when to stop', async ({ program, dataFolder }) => {
  await program.giveDemo();
  await workAsExpert(dataFolder, demoOf(dataFolder));
  const page = await program.start(['--demo']);
  await new WorkspacePage(page).ready();
  const pages = new LearningPages(page);
  await pages.open('Insights');
  const { arms, audit } = await program.host.client.insights.evidence();

  const both = page.getByRole('region', { name: 'Both arms' });
  await expect(both.getByRole('row', { name: /^Queue/ })).toContainText(`${arms.figures.chosen.regions}`);
  await expect(both.getByRole('row', { name: /^At random/ })).toContainText(`${arms.figures.random.regions}`);
  await expect(pages.plot('Does the queue help?')).toContainText(/Queue [\d,]+/);
  const silent = page.getByRole('region', { name: 'How good is what nobody looked at?' });
  await expect(silent.getByLabel('Confident places')).toContainText(`${audit!.regions}`);

  const stop = page.getByRole('region', { name: 'When to stop' });
  const before = await stop.getByRole('paragraph').first().innerText();
  await stop.getByRole('slider', { name: 'Wanted Dice' }).press('Home');
  await expect(stop.getByRole('paragraph').first()).not.toHaveText(before);
  await expect(stop.getByText('What this assumes')).toBeVisible();
  await stop.getByText('What this assumes').click();
  await expect(stop.getByText(/after a training the count begins anew/)).toBeVisible();
});

test('before anything is settled each finding says what it wants', async ({ demoWorkspace, program, dataFolder }) => {
  const { page } = demoWorkspace;
  const pages = new LearningPages(page);
  await acceptRegions(program.host, 1);
  await pages.open('Insights');
  const queue = pages.plot('Does the queue help?');
  await expect(queue).toContainText(/Too early to tell: settle \d+ more of the queue’s own and \d+ more drawn at random/);
  const before = await queue.getByText('Too early to tell').innerText();
  await expect(page.getByRole('region', { name: 'How good is what nobody looked at?' })).toContainText('Nobody knows yet.');
  await expect(page.getByRole('region', { name: 'Does the model foresee its errors?' })).toContainText(/settle \d more regions/);
  await expect(page.getByRole('region', { name: 'When to stop' })).toContainText('Nothing is known yet of what the model is sure of');
  // What another window settles shows here without being asked for.
  await acceptRegions(program.host, 3);
  await expect(queue.getByText('Too early to tell')).not.toHaveText(before);
  await program.stop();
  expect(await runCli(dataFolder, ['report', demoOf(dataFolder)])).toMatchObject({ arms: { verdict: 'tooFew' }, stopping: { answer: { kind: 'moreAudit' } } });
});
