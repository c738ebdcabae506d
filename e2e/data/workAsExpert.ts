import { createApp } from '../../src-main/app.ts';
import { correctRegions } from '../../src-main/cli/demo/correctRegions.ts';
import { findDemoFiles } from '../../src-main/cli/demo/demoFiles.ts';
import { TruthProject } from '../../src-main/cli/demo/TruthProject.ts';
import { Progress } from '../../src-main/cli/Progress.ts';
import { resourcesFolder } from '../../src-main/hosts/folders.ts';
import { inProcessClient } from '../../src-main/hosts/inProcess/inProcessClient.ts';
import { nodeProcesses } from '../../src-main/processes/nodeProcesses.ts';
import { demoProjectFolder } from '../../src-main/services/projects/demoFolders.ts';

/** Seconds that the expert takes for a look and for each stroke. */
const secondsEach = 2.5;

/** Goes through regions of the demo as an expert who knows the truth would, at a steady pace: what the journal tells is the same each time. */
export async function workAsExpert(dataFolder: string, regionCount: number): Promise<void> {
  let now = Date.parse('2026-11-23T09:00:00Z');
  const clock = { now: () => new Date((now += secondsEach * 1000)) };
  const app = await createApp({ processes: nodeProcesses, host: 'commandLine', dataFolder, resourcesFolder: resourcesFolder(), user: 'expert', clock });
  try {
    const client = inProcessClient(app.router);
    const folder = demoProjectFolder(dataFolder);
    const { classes } = await client.project.open({ folder });
    const { regions } = await client.review.queue({ limit: regionCount });
    const asked = new Set(regions.map(({ imageId }) => imageId));
    const names = (await client.images.list()).filter(({ id }) => asked.has(id)).map(({ name }) => name);
    const silent = { write: () => true, isTTY: false };
    const truth = await TruthProject.make({ app, client, progress: new Progress(silent), files: await findDemoFiles(resourcesFolder()), classes });
    try {
      await truth.add(names);
      const truths = await truth.labels();
      await client.project.open({ folder });
      await correctRegions({ app, client, images: await client.images.list(), regions, truths });
    } finally {
      await truth.remove();
    }
  } finally {
    await app.close();
  }
}
