import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectFolder } from './lock.mjs';
import { run } from './run.ts';
import { say } from './say.ts';

/** What goes into `out/`. */
const sources = ['src-renderer', 'src-main', 'models', 'electron.vite.config.ts', 'package-lock.json'];
const stampPath = join(projectFolder, 'out', '.sfumato-build');
const limitMs = 5 * 60_000;

/**
 * Builds the window and Electron's processes when a source has changed since the last build.
 * @returns null, or the build's output when it failed
 */
export async function buildWindow(): Promise<string | null> {
  const stamp = hashOfSources();
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return null;
  say('building the window …');
  const script = join(projectFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const result = await run(process.execPath, [script, 'build'], { limitMs });
  if (!result.succeeded) return result.output;
  mkdirSync(dirname(stampPath), { recursive: true });
  writeFileSync(stampPath, stamp);
  return null;
}

/** Content, not times: a checkout of another branch changes times without need, and the sources are few and small. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const path of filesUnder(join(projectFolder, source))) hash.update(path).update('\0').update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.bin'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
