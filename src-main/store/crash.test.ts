import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { verifyJournal } from '../services/annotations/verifyJournal.ts';
import { makeProject } from './testing/makeProject.ts';
import { ProjectStore } from './ProjectStore.ts';

const kills = 50;

/** Longest time a painter lives after its first stroke, in milliseconds; it makes some hundred strokes in it. */
const longestLifeMs = 60;

/** Lets a process paint and kills it without warning. @returns the last event it called saved */
async function paintAndKill(folder: string, lifeMs: number): Promise<number> {
  const painter = spawn(process.execPath, [join(import.meta.dirname, 'testing/strokePainter.ts'), folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(painter, 'exit');
  let saved = 0;
  let dying = false;
  for await (const line of createInterface({ input: painter.stdout })) {
    if (line === 'open') continue;
    saved = Number(line);
    if (dying) continue;
    dying = true;
    setTimeout(() => painter.kill('SIGKILL'), lifeMs);
  }
  await ended;
  return saved;
}

test(`no stroke called saved is lost in ${kills} kills, and the next process gets the lock at once`, async () => {
  const made = await makeProject();
  const { folder } = made.paths;
  made.close();
  let strokes = 0;
  for (let kill = 0; kill < kills; kill++) {
    // A golden-ratio sequence spreads the moments evenly, and a failure can be seen again.
    const saved = await paintAndKill(folder, ((kill * 0.618) % 1) * longestLifeMs);
    expect(saved).toBeGreaterThan(strokes);
    const store = await ProjectStore.open(folder);
    strokes = store.journal.lastSequence();
    expect(strokes).toBeGreaterThanOrEqual(saved);
    // One stroke may have reached the disk without its word having reached us.
    expect(strokes).toBeLessThanOrEqual(saved + 1);
    expect(store.checkIntegrity()).toEqual([]);
    if (kill % 10 === 9) expect(verifyJournal(store)).toEqual({ events: strokes, problems: [] });
    store.close();
  }
}, 120_000);
