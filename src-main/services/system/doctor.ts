import { access, constants, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import packageDescription from '../../../package.json' with { type: 'json' };
import type { DoctorReport, EngineReport } from '../../contract/schemas.ts';
import { messageOf } from '../../core/SfumatoError.ts';
import { sqliteVersion } from '../../store/sqliteVersion.ts';
import { modelFileName } from '../models/modelCard.ts';
import { starterFolder } from '../projects/demoFolders.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { makeFolder } from '../../files/makeFolder.ts';

type Check = DoctorReport['checks'][number];

/** Less free room than this and training may not be able to write its checkpoints. */
const lowSpaceBytes = 2 * 2 ** 30;

/** File systems whose locks cannot be trusted, by the magic number of statfs(2): NFS, SMB, CIFS, SMB2. */
const networkFileSystems: ReadonlySet<number> = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42]);

/** The state of the installation, in checks that each say what they found. */
export async function examine(services: Services, session: ProjectSession | null, engine: EngineReport): Promise<DoctorReport> {
  const checks: Check[] = [engineCheck(engine), await dataFolderCheck(services.dataFolder), await starterCheck(services.resourcesFolder)];
  if (session) checks.push(...(await projectChecks(session)));
  return {
    version: packageDescription.version,
    host: services.host,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
    sqlite: sqliteVersion(),
    cacheFolder: cacheFolder(),
    engine,
    checks,
  };
}

/** Where the set-up keeps the native engine. */
function cacheFolder(): string {
  const wanted = process.env.SFUMATO_CACHE ?? '';
  return wanted === '' ? envPaths('sfumato', { suffix: '' }).cache : resolve(wanted);
}

function engineCheck(engine: EngineReport): Check {
  if (engine.state !== 'ready') return { name: 'engine', state: 'failed', detail: engine.device };
  const chosen = engine.backends.find((backend) => backend.chosen);
  const notes = engine.backends.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  return { name: 'engine', state: chosen?.name === 'native' ? 'ok' : 'warning', detail: `${engine.device} (${notes})` };
}

async function dataFolderCheck(folder: string): Promise<Check> {
  const name = 'data folder';
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
    return { name, state: 'ok', detail: folder };
  } catch (thrown) {
    return { name, state: 'failed', detail: `${folder} cannot be written: ${messageOf(thrown)}` };
  }
}

async function starterCheck(resourcesFolder: string): Promise<Check> {
  const folder = starterFolder(resourcesFolder);
  const isThere = await access(join(folder, modelFileName)).then(() => true, () => false);
  return isThere
    ? { name: 'starter model', state: 'ok', detail: folder }
    : { name: 'starter model', state: 'warning', detail: 'none is shipped; the demo opens without maps until a model is trained' };
}

async function projectChecks(session: ProjectSession): Promise<Check[]> {
  const { folder } = session.store.paths;
  try {
    const { bavail, bsize, type } = await statfs(folder);
    const free = bavail * bsize;
    return [
      {
        name: 'free space',
        state: free < lowSpaceBytes ? 'warning' : 'ok',
        detail: `${(free / 2 ** 30).toFixed(1)} GiB at ${folder}`,
      },
      networkFileSystems.has(type)
        ? { name: 'project disk', state: 'warning', detail: `${folder} lies on a network drive, whose locks cannot be trusted; keep projects on a local disk` }
        : { name: 'project disk', state: 'ok', detail: 'local' },
    ];
  } catch (thrown) {
    return [{ name: 'project disk', state: 'warning', detail: `${folder}: ${messageOf(thrown)}` }];
  }
}
