import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../files/testing/temporaryFolder.ts';
import { migrate, readPragma } from './migrate.ts';
import type { Migration } from './migrate.ts';

const first: Migration = (database) => database.exec('CREATE TABLE birds (name TEXT); INSERT INTO birds VALUES (\'wren\')');
const second: Migration = (database) => database.exec('ALTER TABLE birds ADD COLUMN wings INTEGER DEFAULT 2');
const failing: Migration = (database) => {
  database.exec('DROP TABLE birds');
  throw new Error('halfway');
};

async function setUp() {
  const folder = await temporaryFolder();
  const database = new DatabaseSync(join(folder, 'project.sqlite'));
  const to = (migrations: Migration[]): void => migrate(database, { migrations, applicationId: 7, folder });
  return { folder, database, to };
}

test('brings a new database to the newest schema, without a backup', async () => {
  const { folder, database, to } = await setUp();
  to([first, second]);
  expect(database.prepare('SELECT * FROM birds').all()).toEqual([{ name: 'wren', wings: 2 }]);
  expect(readPragma(database, 'user_version')).toBe(2);
  expect(readdirSync(folder)).not.toContain('backups');
  database.close();
});

test('backs an older database up before it changes it', async () => {
  const { folder, database, to } = await setUp();
  to([first]);
  to([first, second]);
  const [name] = readdirSync(join(folder, 'backups'));
  const backup = new DatabaseSync(join(folder, 'backups', name!), { readOnly: true });
  expect(backup.prepare('SELECT * FROM birds').all()).toEqual([{ name: 'wren' }]);
  backup.close();
  database.close();
});

test('a step that fails leaves the version and the data before it', async () => {
  const { database, to } = await setUp();
  to([first]);
  expect(() => to([first, second, failing])).toThrowError(/halfway/);
  expect(readPragma(database, 'user_version')).toBe(2);
  expect(database.prepare('SELECT name FROM birds').all()).toEqual([{ name: 'wren' }]);
  database.close();
});
