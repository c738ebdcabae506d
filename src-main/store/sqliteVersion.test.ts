import { expect, test } from 'vitest';
import { assertSqliteVersion, sqliteVersion } from './sqliteVersion.ts';

test.each(['3.51.3', '3.51.10', '3.53.4', '4.0.0'])('takes SQLite %s', (version) => {
  expect(() => assertSqliteVersion(version)).not.toThrow();
});

test.each(['3.51.2', '3.50.9', '3.52.0', '2.99.99'])('refuses SQLite %s', (version) => {
  expect(() => assertSqliteVersion(version)).toThrowError(`SQLite ${version}`);
});

test('the SQLite of this Node is a sound one', () => {
  expect(() => assertSqliteVersion(sqliteVersion())).not.toThrow();
});
