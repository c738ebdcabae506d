import { expect, test } from 'vitest';
import { projectWithImages } from '../services/testing/projectWithImages.ts';
import { startTestApp } from '../services/testing/testApp.ts';
import { runProgram } from './program.ts';

async function report(folder: string, ...more: string[]): Promise<{ readonly exitCode: number; readonly stdout: string }> {
  let stdout = '';
  const { app } = await startTestApp();
  const exitCode = await runProgram(['report', folder, ...more], {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: () => true },
    openApp: () => Promise.resolve(app),
  });
  return { exitCode, stdout };
}

test('says what is known, and what is wanted before more can be said', async () => {
  const { client, close, project } = await projectWithImages('model');
  for (const { id } of (await client.review.queue({})).regions) await client.review.settle({ regionId: id, decision: 'accepted' });
  await close();
  const { exitCode, stdout } = await report(project.folder);
  expect(exitCode).toBe(0);
  expect(stdout).toContain('chosen   2 regions settled, 0 with an error, 0 wrong px in');
  expect(stdout).toContain("Too early to compare: 8 more of the queue's own and 10 more at random are wanted");
  expect(stdout).toContain('No place where the model is sure is settled yet');
  expect(stdout).toMatch(/Dice 0\.95 with probability 0\.90: \d+ more places where the model is sure must be settled/);
});

test('with --json all of it is one document', async () => {
  const { close, project } = await projectWithImages('images');
  await close();
  const { stdout } = await report(project.folder, '--json', '--dice', '0.9', '--risk', '0.2');
  expect(JSON.parse(stdout)).toMatchObject({ modelId: null, arms: { verdict: 'tooFew' }, audit: null, stopping: null });
});
