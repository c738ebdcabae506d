import { existsSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { recentProjectSchema } from '../../contract/schemas.ts';
import type { RecentProject } from '../../contract/schemas.ts';
import { writeFileAtomic } from '../../files/atomicFile.ts';
import { ProjectPaths } from '../../store/ProjectPaths.ts';

const maximumRemembered = 20;
const listSchema = z.array(recentProjectSchema);

/** @returns latest first, those that are still there; a list that cannot be read counts as empty */
export async function readRecentProjects(dataFolder: string): Promise<RecentProject[]> {
  const text = await readFile(recentPath(dataFolder), 'utf8').catch(() => '[]');
  return parsed(text).filter(({ folder }) => existsSync(new ProjectPaths(folder).database));
}

export async function rememberProject(dataFolder: string, project: RecentProject): Promise<void> {
  const others = (await readRecentProjects(dataFolder)).filter(({ folder }) => folder !== project.folder);
  await mkdir(dataFolder, { recursive: true });
  const list = [project, ...others].slice(0, maximumRemembered);
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
