import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppOptions } from '../../application.ts';
import { writeModelFolder } from './FakeEngine.ts';
import { boxPicture, greyPicture, writePicture } from './imageFiles.ts';
import { classes, finished, startTestApp } from './testApp.ts';

/** Sides of the pictures in these projects, in pixels. */
export const pictureSize = { width: 64, height: 48 };

/** A project with two images to work on and one held back with labels; `model` also gives it a model and its maps. */
export async function projectWithImages(with_: 'images' | 'model', options: Partial<AppOptions> = {}) {
  const test = await startTestApp(options);
  const { client, folder } = test;
  const { width, height } = pictureSize;
  const imageFolder = join(folder, 'images');
  const labelFolder = join(folder, 'labels');
  await mkdir(imageFolder, { recursive: true });
  await mkdir(labelFolder, { recursive: true });
  for (const [seed, name] of ['work-1.png', 'work-2.png', 'held-1.png'].entries()) {
    await writePicture(imageFolder, name, greyPicture(seed, width, height));
  }
  await writePicture(labelFolder, 'held-1.png', boxPicture(1, width, height));
  const project = await client.project.create({ folder: join(folder, 'project'), name: 'Test', classes });
  const work = { imageFolder, labelFolder: null, labelKind: 'classes', role: 'work', namePrefix: 'work' } as const;
  await finished(client, () => client.images.import(work));
  await finished(client, () => client.images.import({ ...work, labelFolder, role: 'heldBack', namePrefix: 'held' }));
  if (with_ === 'model') {
    const modelFolder = join(folder, 'starter');
    await writeModelFolder(modelFolder, classes.map(({ name }) => name));
    await client.models.import({ folder: modelFolder });
    await finished(client, () => client.predictions.start());
  }
  const images = await client.images.list();
  return { ...test, project, images, image: images.find(({ name }) => name === 'work-1.png')! };
}
