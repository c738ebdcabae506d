import { createApp } from '../../app.ts';
import { resourcesFolder } from '../../hosts/folders.ts';
import { inProcessClient } from '../../hosts/inProcess/inProcessClient.ts';
import { nodeProcesses } from '../../processes/nodeProcesses.ts';
import { correctRegions } from '../demo/correctRegions.ts';
import { findDemoFiles } from '../demo/demoFiles.ts';
import { TruthProject } from '../demo/TruthProject.ts';
import { Progress } from '../Progress.ts';

/** Seconds that the expert takes for a look and for each stroke. */
const secondsEach = 2.5;
/** Of the queue's own regions the first half is settled, of the others every second one: some of each are left. */
const [settledShare, settledEvery] = [0.5, 2];

/**
 * A process that goes through half of the demo's regions as an expert who knows the truth would, at a steady pace: what the journal tells is the same
 * each time. The demo lies, with its maps, in the data folder named on its command line.
 */
let now = Date.parse('2026-11-23T09:00:00Z');
const clock = { now: () => new Date((now += secondsEach * 1000)) };
const app = await createApp({ processes: nodeProcesses, host: 'commandLine', dataFolder: process.argv[2]!, resourcesFolder: resourcesFolder(), user: 'expert', clock });
try {
  const client = inProcessClient(app.router);
  const { classes, folder } = await client.project.openDemo();
  const { regions: queue } = await client.review.queue({ limit: 5000 });
  const own = queue.filter(({ arm }) => arm === 'chosen');
  const others = queue.filter(({ arm }) => arm !== 'chosen');
  const regions = [...own.slice(0, settledShare * own.length), ...others.filter((_region, at) => at % settledEvery === 0)];
  const asked = new Set(regions.map(({ imageId }) => imageId));
  const names = (await client.images.list()).filter(({ id }) => asked.has(id)).map(({ name }) => name);
  const truth = await TruthProject.make({ app, client, progress: new Progress(process.stderr), files: await findDemoFiles(resourcesFolder()), classes });
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
