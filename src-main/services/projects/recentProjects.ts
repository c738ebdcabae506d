import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { recentProjectSchema } from '../../contract/schemas.ts';
import type { RecentProject } from '../../contract/schemas.ts';
import { writeFileAtomic } from '../../files/atomicFile.ts';
import { ProjectPaths } from '../../store/ProjectPaths.ts';
import { makeFolder } from '../../files/makeFolder.ts';

const maximumRemembered = 20;
const listSchema = z.array(recentProjectSchema);

/** @returns latest first, those that are gone marked so; a list that cannot be read counts as empty */
export async function readRecentProjects(dataFolder: string): Promise<RecentProject[]> {
  const text = await readFile(recentPath(dataFolder), 'utf8').catch(() => '[]');
  return parsed(text).map((project) => ({ ...project, isMissing: !existsSync(new ProjectPaths(project.folder).database) }));
}

export async function rememberProject(dataFolder: string, project: RecentProject): Promise<void> {
  const others = (await readRecentProjects(dataFolder)).filter(({ folder }) => folder !== project.folder);
  await writeList(dataFolder, [project, ...others].slice(0, maximumRemembered));
}

/** Notes how many images a listed project has, as it is closed. */
export async function rememberImageCount(dataFolder: string, folder: string, imageCount: number): Promise<void> {
  const list = await readRecentProjects(dataFolder);
  if (list.some((project) => project.folder === folder && project.imageCount !== imageCount)) {
    await writeList(dataFolder, list.map((project) => (project.folder === folder ? { ...project, imageCount } : project)));
  }
}

export async function forgetProject(dataFolder: string, folder: string): Promise<void> {
  const list = await readRecentProjects(dataFolder);
  await writeList(dataFolder, list.filter((project) => project.folder !== folder));
}

async function writeList(dataFolder: string, list: readonly RecentProject[]): Promise<void> {
  await makeFolder(dataFolder);
  await writeFileAtomic(recentPath(dataFolder), JSON.stringify(list, null, 2));
}

function recentPath(dataFolder: string): string {
  return join(dataFolder, 'recent.json');
}

function parsed(text: string): RecentProject[] {
  try {
    return listSchema.parse(JSON.parse(text));
  } catch {
    // The list is a convenience: projects open by their folder as well.
    return [];
  }
}
