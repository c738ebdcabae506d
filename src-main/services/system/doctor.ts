import { access, constants, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import envPaths from 'env-paths';
import packageDescription from '../../../package.json' with { type: 'json' };
import type { DoctorReport, EngineReport } from '../../contract/schemas.ts';
import { quote, say } from '../../core/messages/Message.ts';
import { saidBy } from '../../core/SfumatoError.ts';
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
  if (engine.state !== 'ready') return { name: say('checkEngine'), state: 'failed', detail: engine.device };
  const chosen = engine.backends.find((backend) => backend.chosen);
  const notes = [...engine.backends.map(({ name, reason }) => say('backendNote', { name, reason })), ...engine.troubles];
  return { name: say('checkEngine'), state: chosen && chosen.name !== 'wasm' && engine.troubles.length === 0 ? 'ok' : 'warning', detail: say('engineNotes', { device: engine.device, notes }) };
}

async function dataFolderCheck(folder: string): Promise<Check> {
  const name = say('checkDataFolder');
  try {
    await makeFolder(folder);
    await access(folder, constants.W_OK);
    return { name, state: 'ok', detail: quote(folder) };
  } catch (thrown) {
    return { name, state: 'failed', detail: say('cannotBeWritten', { folder, why: saidBy(thrown) }) };
  }
}

async function starterCheck(resourcesFolder: string): Promise<Check> {
  const folder = starterFolder(resourcesFolder);
  const isThere = await access(join(folder, modelFileName)).then(() => true, () => false);
  return isThere
    ? { name: say('checkStarter'), state: 'ok', detail: quote(folder) }
    : { name: say('checkStarter'), state: 'warning', detail: say('noStarter') };
}

async function projectChecks(session: ProjectSession): Promise<Check[]> {
  const { folder } = session.store.paths;
  try {
    const { bavail, bsize, type } = await statfs(folder);
    const free = bavail * bsize;
    return [
      {
        name: say('checkFreeSpace'),
        state: free < lowSpaceBytes ? 'warning' : 'ok',
        detail: say('freeAt', { gibibytes: free / 2 ** 30, folder }),
      },
      networkFileSystems.has(type)
        ? { name: say('checkProjectDisk'), state: 'warning', detail: say('networkDrive', { folder }) }
        : { name: say('checkProjectDisk'), state: 'ok', detail: say('localDisk') },
    ];
  } catch (thrown) {
    return [{ name: say('checkProjectDisk'), state: 'warning', detail: say('faultAt', { place: folder, why: saidBy(thrown) }) }];
  }
}
