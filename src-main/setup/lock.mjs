// @ts-check
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

const setupLockPath = join(projectFolder, '.cache', 'setup.lock');

/** How often a waiting set-up looks again, in ms. */
const pollMs = 250;

/**
 * Runs `work` while no other set-up of this checkout runs. The lock file holds the process id of its owner, so that
 * the lock of a process that was killed is taken over.
 * @template T
 * @param {() => T | Promise<T>} work
 * @param {(ownerId: number) => void} onWait called once when another set-up has to be waited for
 * @param {string} lockPath for tests
 * @returns {Promise<T>}
 */
export async function withSetupLock(work, onWait, lockPath = setupLockPath) {
  mkdirSync(dirname(lockPath), { recursive: true });
  let told = false;
  while (!tryLock(lockPath)) {
    const owner = readOwner(lockPath);
    if (owner !== null && isAlive(owner)) {
      if (!told) onWait(owner);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, pollMs));
    } else {
      removeStale(lockPath, owner);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(lockPath, { force: true });
  }
}

/**
 * The file appears with its content or not at all: it is written aside and linked into place.
 * @param {string} lockPath
 */
function tryLock(lockPath) {
  const own = `${lockPath}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, lockPath);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * Moves the lock of a dead owner away. Two waiters may come here at once: the one whose rename finds a newer lock
 * than the one it judged puts it back.
 * @param {string} lockPath
 * @param {number | null} judged
 */
function removeStale(lockPath, judged) {
  const aside = `${lockPath}.stale.${process.pid}`;
  try {
    renameSync(lockPath, aside);
    if (readOwner(aside) !== judged) linkSync(aside, lockPath);
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code;
    if (code !== 'ENOENT' && code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {number | null} null when the file is gone or does not hold a process id
 */
function readOwner(path) {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(owner) && owner > 0 ? owner : null;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return null;
    throw error;
  }
}

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}
