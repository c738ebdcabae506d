import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import { transaction } from './transaction.ts';

/** One step from a version of the schema to the next. Runs inside a transaction. */
export type Migration = (database: DatabaseSync) => void;

export interface MigrationPlan {
  readonly migrations: readonly Migration[];
  readonly applicationId: number;
  /** The project's folder, for messages and for `backups`. */
  readonly folder: string;
}

/**
 * Brings a database to the newest schema: a backup first, then each step in a transaction of its own.
 * @throws SfumatoError `newerSchema` or `corrupt` (another program's database); the file is then as it was
 */
export function migrate(database: DatabaseSync, plan: MigrationPlan): void {
  const version = readPragma(database, 'user_version');
  const isEmpty = readPragma(database, 'schema_version') === 0;
  if (!isEmpty && readPragma(database, 'application_id') !== plan.applicationId) {
    throw new SfumatoError('corrupt', say('notAProject', { folder: plan.folder }));
  }
  refuseNewerSchema(version, plan);
  if (version === plan.migrations.length) return;
  if (!isEmpty) backUp(database, version, plan.folder);
  plan.migrations.slice(version).forEach((step, offset) => {
    transaction(database, plan.folder, () => {
      step(database);
      assertSound(database, plan.folder);
      // Both are part of the transaction: a step that fails leaves the old version.
      database.exec(`PRAGMA application_id = ${plan.applicationId}; PRAGMA user_version = ${version + offset + 1}`);
    });
  });
}

export function refuseNewerSchema(version: number, plan: Pick<MigrationPlan, 'migrations' | 'folder'>): void {
  if (version <= plan.migrations.length) return;
  throw new SfumatoError(
    'newerSchema',
    say('newerSchema', { folder: plan.folder, version, known: plan.migrations.length }),
  );
}

/** @throws SfumatoError `corrupt` when a foreign key points nowhere */
function assertSound(database: DatabaseSync, folder: string): void {
  const broken = database.prepare('PRAGMA foreign_key_check').all();
  if (broken.length > 0) {
    throw new SfumatoError('corrupt', say('rowsBroken', { folder, count: broken.length }));
  }
}

function backUp(database: DatabaseSync, version: number, folder: string): void {
  const backups = join(folder, 'backups');
  mkdirSync(backups, { recursive: true });
  const stamp = new Date().toISOString().replaceAll(':', '-');
  database.prepare('VACUUM INTO ?').run(join(backups, `project-schema-${version}-${stamp}.sqlite`));
}

export function readPragma(database: DatabaseSync, name: 'user_version' | 'application_id' | 'schema_version'): number {
  const row = database.prepare(`PRAGMA ${name}`).get();
  return Number(row?.[name]);
}
