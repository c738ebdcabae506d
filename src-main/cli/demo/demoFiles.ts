import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the demo's images and true labels lie, by the image's file name. */
export type DemoFiles = ReadonlyMap<string, { readonly image: string; readonly labels: string }>;

/** Finds the images of `resources/demo` that come with true labels: a label file has its image's name. */
export async function findDemoFiles(resourcesFolder: string): Promise<DemoFiles> {
  const demo = join(resourcesFolder, 'demo');
  const labelNames = new Set(await readdir(join(demo, 'labels')));
  const images = await readdir(join(demo, 'images'));
  return new Map(
    images
      .filter((name) => labelNames.has(name))
      .map((name) => [name, { image: join(demo, 'images', name), labels: join(demo, 'labels', name) }]),
  );
}
