import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as z from 'zod';
import { classSchema } from '../../contract/schemas.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError, saidBy } from '../../core/SfumatoError.ts';
import { partialName } from '../../files/atomicFile.ts';
import { systemError } from '../../files/systemError.ts';
import { ProjectPaths } from '../../store/ProjectPaths.ts';
import { ProjectStore } from '../../store/ProjectStore.ts';
import { importImages } from '../images/importImages.ts';
import { importModel } from '../models/importModel.ts';
import { modelFileName } from '../models/modelCard.ts';
import type { Services } from '../Services.ts';
import { demoProjectFolder, demoResources, starterFolder } from './demoFolders.ts';
import { ProjectSession } from './ProjectSession.ts';
import { makeFolder } from '../../files/makeFolder.ts';

const demoSchema = z.object({
  name: z.string().min(1),
  classes: z.array(classSchema).min(2),
  /** Images kept aside with their labels, to measure models on. */
  heldBack: z.array(z.string()).min(1),
});

/** Makes the demo project where there is none yet. @returns its folder */
export async function makeDemo(services: Services): Promise<string> {
  const folder = demoProjectFolder(services.dataFolder);
  if (existsSync(new ProjectPaths(folder).database)) return folder;
  const partial = partialName(folder);
  try {
    await makeFolder(dirname(folder));
    await fillDemo(services, partial);
    // Only now does the demo exist: half of one is never opened.
    await rename(partial, folder);
  } catch (thrown) {
    await rm(partial, { recursive: true, force: true });
    throw systemError(thrown, folder);
  }
  return folder;
}

async function fillDemo(services: Services, folder: string): Promise<void> {
  const resources = demoResources(services.resourcesFolder);
  const demo = await readDemo(join(resources, 'demo.json'));
  const store = await ProjectStore.create({
    folder,
    name: demo.name,
    classes: demo.classes,
    createdAt: services.clock.now().toISOString(),
  });
  const session = new ProjectSession(store, services);
  try {
    const heldBack = new Set(demo.heldBack);
    const common = { imageFolder: join(resources, 'images'), labelKind: 'instances', namePrefix: '' } as const;
    await importImages(session, services, { ...common, labelFolder: null, role: 'work', only: (name) => !heldBack.has(name) });
    await importImages(session, services, {
      ...common,
      labelFolder: join(resources, 'labels'),
      role: 'heldBack',
      only: (name) => heldBack.has(name),
    });
  } finally {
    await session.close();
  }
}

/** Takes the shipped starter ensemble into use where the demo has no model; without one the demo opens all the same. */
export async function giveStarter(session: ProjectSession, services: Services): Promise<void> {
  if (session.store.models.list().length > 0) return;
  const folder = starterFolder(services.resourcesFolder);
  if (existsSync(join(folder, modelFileName))) await importModel(session, services, folder, say('starterModel').text);
}

async function readDemo(path: string): Promise<z.infer<typeof demoSchema>> {
  try {
    return demoSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (thrown) {
    throw new SfumatoError('notFound', say('demoDamaged', { path, why: saidBy(thrown) }), { cause: thrown });
  }
}
