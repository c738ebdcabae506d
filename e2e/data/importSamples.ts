import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostClient } from '../hosts/hostClient.ts';
import { writeSample } from './writeSamples.ts';
import type { Sample } from './writeSamples.ts';

/** A project made of generated images. */
export interface SampleProject {
  readonly samples: readonly Sample[];
  /** Default: background, nucleus, stroma. */
  readonly classes?: readonly string[];
  readonly name?: string;
}

const colours = ['#808080', '#e69f00', '#56b4e9', '#009e73', '#f0e442', '#0072b2', '#d55e00', '#cc79a7'];

/** Writes the images, makes a project of them below the data folder, and leaves it open. */
export async function importSamples(client: HostClient, dataFolder: string, project: SampleProject): Promise<void> {
  const { samples, classes = ['background', 'nucleus', 'stroma'], name = 'Samples' } = project;
  const imageFolder = join(dataFolder, 'samples', 'images');
  const labelFolder = join(dataFolder, 'samples', 'labels');
  await mkdir(imageFolder, { recursive: true });
  await mkdir(labelFolder, { recursive: true });
  for (const sample of samples) await writeSample(sample, { imageFolder, labelFolder });
  await client.project.create({
    folder: sampleProjectFolder(dataFolder),
    name,
    classes: classes.map((className, index) => ({ index, name: className, colour: colours[index % colours.length]!, retired: false })),
  });
  const notifications = await client.system.notifications();
  const { jobId } = await client.images.import({
    imageFolder,
    labelFolder: samples.some(({ labels }) => labels) ? labelFolder : null,
    labelKind: 'classes',
    role: 'work',
  });
  for await (const notification of notifications) {
    if (notification.type !== 'job' || notification.job.id !== jobId) continue;
    if (notification.job.state === 'done') return;
    if (notification.job.error) throw new Error(`the samples can't be imported: ${notification.job.error.message.text}`);
  }
}

export function sampleProjectFolder(dataFolder: string): string {
  return join(dataFolder, 'samples', 'Samples.sfumato');
}
