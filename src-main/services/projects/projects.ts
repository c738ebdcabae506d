import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ProjectSummary, RecentProject } from '../../contract/schemas.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ClassRecord } from '../../core/records.ts';
import { ProjectPaths } from '../../store/ProjectPaths.ts';
import { startEvaluationUnasked } from '../models/evaluateModel.ts';
import { forgetLostPredictions, startPredictionUnasked } from '../predictions/predictImages.ts';
import type { Services } from '../Services.ts';
import { resumeTraining } from '../training/training.ts';
import type { CurrentProject } from './CurrentProject.ts';
import { demoProjectFolder } from './demoFolders.ts';
import { firstOfQueue } from '../review/queue.ts';
import { giveStarter, makeDemo } from './makeDemo.ts';
import type { ProjectSession } from './ProjectSession.ts';
import { readRecentProjects, rememberProject } from './recentProjects.ts';

export interface CreateRequest {
  readonly folder: string;
  readonly name: string;
  readonly classes: readonly ClassRecord[];
}

/** Makes a project and opens it. See `projectFolderFor` for where. */
export async function createProject(current: CurrentProject, services: Services, request: CreateRequest): Promise<ProjectSummary> {
  assertClassOrder(request.classes);
  const folder = projectFolderFor(resolve(request.folder), request.name);
  const session = await current.create({ ...request, folder, createdAt: services.clock.now().toISOString() });
  return remembered(session, services);
}

/** Opens a project; work that the program's end cut off is gone on with or marked. */
export async function openProject(current: CurrentProject, services: Services, folder: string): Promise<ProjectSummary> {
  return remembered(await current.open(resolve(folder)), services);
}

/** Opens the demo, made on first use. */
export async function openDemo(current: CurrentProject, services: Services): Promise<ProjectSummary> {
  const session = await current.open(await makeDemo(services));
  await giveStarter(session, services);
  return remembered(session, services);
}

export async function recentProjects(current: CurrentProject, services: Services): Promise<RecentProject[]> {
  const open = current.session?.summary();
  const recent = await readRecentProjects(services.dataFolder);
  return recent.map((project) => (project.folder === open?.folder ? { ...project, imageCount: open.imageCount } : project));
}

/**
 * An empty or new folder becomes the project itself; one that holds other things, such as the images, gets a folder
 * NAME.sfumato inside.
 * @throws SfumatoError `conflict` when the folder is a project already
 */
function projectFolderFor(folder: string, name: string): string {
  if (!existsSync(folder)) return folder;
  if (existsSync(new ProjectPaths(folder).database)) throw new SfumatoError('conflict', say('isProjectAlready', { folder }));
  if (isEmpty(folder)) return folder;
  return join(folder, `${name.replaceAll(/[^\p{L}\p{N} ._-]/gu, '-').replace(/^\.+/, '')}.sfumato`);
}

function isEmpty(folder: string): boolean {
  try {
    return readdirSync(folder).length === 0;
  } catch {
    // A file, or a folder that may not be read: making the project there says which.
    return true;
  }
}

/** Label maps hold class indices, and a network's outputs are in their order: 0, 1, 2 … without a gap. */
export function assertClassOrder(classes: readonly ClassRecord[]): void {
  classes.forEach(({ index, name }, place) => {
    if (index !== place) throw new SfumatoError('invalidInput', say('classNumbering', { name, wanted: place, got: index }));
  });
  const names = new Set(classes.map(({ name }) => name.toLowerCase()));
  if (names.size < classes.length) throw new SfumatoError('invalidInput', say('classNamesTwice'));
}

async function remembered(session: ProjectSession, services: Services): Promise<ProjectSummary> {
  const summary = session.summary();
  const { folder, name, imageCount } = summary;
  if (folder !== demoProjectFolder(services.dataFolder)) {
    // The list is a convenience: a data folder that cannot be written is a finding of the doctor's, and opens projects.
    await rememberProject(services.dataFolder, { folder, name, imageCount, openedAt: services.clock.now().toISOString(), isMissing: false }).catch(() => undefined);
  }
  return summary;
}

/** Regions that a window shows or loads when it opens. */
const shownFirst = 4;

/** What a freshly opened project is owed: jobs that were cut off, maps that are missing. */
export async function takeUpWork(session: ProjectSession, services: Services): Promise<void> {
  const { jobs } = session.store;
  for (const job of jobs.interrupted()) {
    if (job.kind !== 'train') jobs.markInterrupted(job.id, services.clock.now().toISOString());
    // The command line does what it was told and ends; a window will go on with the training.
    else if (services.host !== 'commandLine') resumeTraining(session, services, job);
  }
  await forgetLostPredictions(session);
  if (services.host !== 'commandLine') session.upkeep.takeUp(await firstOfQueue(session, shownFirst));
  startPredictionUnasked(session, services);
  startEvaluationUnasked(session, services);
}
