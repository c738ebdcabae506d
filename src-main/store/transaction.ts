import type { DatabaseSync } from 'node:sqlite';
import { systemError } from '../files/systemError.ts';

/**
 * Runs `work` in one transaction: all of it is on disk when this returns, or none of it ever is.
 * @param place the project's folder, named when the disk is full or the database cannot be written
 */
export function transaction<Result>(database: DatabaseSync, place: string, work: () => Result): Result {
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (thrown) {
    // A full disk may already have ended the transaction.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw systemError(thrown, place);
  }
}
