import { join } from 'node:path';
import { writeSamples } from '../data/writeSamples.ts';
import { expect, test } from '../fixtures.ts';
import { startWebHost } from '../hosts/webHost.ts';

test('a project that another process has open is refused with what to do', async ({ startPage, workspace, dataFolder }) => {
  const samples = await writeSamples(dataFolder, ['cells.png']);
  const projectFolder = join(dataFolder, 'project');
  const wizard = await startPage.startNewProject();
  await wizard.fill({ name: 'Shared', projectFolder, imageFolder: samples.images });
  await wizard.create();
  await expect(workspace.projectName).toHaveText('Shared');
  await workspace.toStart();

  const other = await startWebHost(join(dataFolder, 'other'), [projectFolder]);
  try {
    await startPage.recentProject('Shared').click();
    await expect(workspace.problem).toContainText('The project is open in another process');
    await expect(workspace.problem).toContainText('Close it there, then open it here.');
  } finally {
    await other.stop();
  }
  await startPage.recentProject('Shared').click();
  await expect(workspace.projectName).toHaveText('Shared');
});
