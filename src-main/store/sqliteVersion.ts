import { DatabaseSync } from 'node:sqlite';
import { SfumatoError } from '../core/SfumatoError.ts';

/** 3.51.3 mends a bug that could corrupt a database when its write-ahead log was reset. */
const oldestSound = [3, 51, 3] as const;
/** Withdrawn by its authors. */
const withdrawn = '3.52.0';

/** @returns for example `3.53.4` */
export function sqliteVersion(): string {
  const database = new DatabaseSync(':memory:');
  try {
    return String(database.prepare('SELECT sqlite_version() AS version').get()?.version);
  } finally {
    database.close();
  }
}

/** @throws SfumatoError `internal` when this SQLite could lose data */
export function assertSqliteVersion(version: string = sqliteVersion()): void {
  const parts = version.split('.').map(Number);
  const order = oldestSound.map((wanted, at) => (parts[at] ?? 0) - wanted).find((difference) => difference !== 0) ?? 0;
  if (order >= 0 && version !== withdrawn) return;
  throw new SfumatoError(
    'internal',
    `SQLite ${version} can damage projects: 3.51.3 or newer is wanted, and not ${withdrawn}. Use the Node version that the set-up installs`,
  );
}
