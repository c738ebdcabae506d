import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { say } from '../core/messages/Message.ts';
import { SfumatoError } from '../core/SfumatoError.ts';
import type { ClassRecord } from '../core/records.ts';
import { usualReviewSettings } from '../core/review/ReviewSettings.ts';
import type { ReviewSettings } from '../core/review/ReviewSettings.ts';
import { BlobStore } from './blobStore.ts';
import { ClassEvents } from './ClassEvents.ts';
import { CommentRows } from './CommentRows.ts';
import { ImageRows } from './ImageRows.ts';
import { JobRows } from './JobRows.ts';
import { Journal } from './Journal.ts';
import { ModelRows } from './ModelRows.ts';
import { openDatabase } from './openDatabase.ts';
import type { OpenDatabase } from './openDatabase.ts';
import { PixelTiles } from './PixelTiles.ts';
import { PredictionRows } from './PredictionRows.ts';
import { ProjectPaths, contentHashOf } from './ProjectPaths.ts';
import { RegionRows } from './RegionRows.ts';
import { applicationId, migrations } from './schema.ts';
import { systemError } from '../files/systemError.ts';
import { transaction } from './transaction.ts';
import { makeFolder } from '../files/makeFolder.ts';

export interface NewProject {
  readonly folder: string;
  readonly name: string;
  readonly classes: readonly ClassRecord[];
  readonly createdAt: string;
}

interface ProjectIdentity {
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
}

/** A project's folder, open in this process alone. */
export class ProjectStore {
  readonly paths: ProjectPaths;
  readonly id: string;
  readonly createdAt: string;
  readonly blobs: BlobStore;
  readonly images: ImageRows;
  readonly journal: Journal;
  readonly classEvents: ClassEvents;
  readonly comments: CommentRows;
  readonly labels: PixelTiles<Uint8Array<ArrayBuffer>>;
  readonly objects: PixelTiles<Uint32Array<ArrayBuffer>>;
  readonly models: ModelRows;
  readonly predictions: PredictionRows;
  readonly regions: RegionRows;
  readonly jobs: JobRows;
  readonly #open: OpenDatabase;
  #name: string;
  #classes: readonly ClassRecord[];

  private constructor(open: OpenDatabase, paths: ProjectPaths, identity: ProjectIdentity) {
    const { database } = open;
    this.#open = open;
    this.paths = paths;
    this.id = identity.id;
    this.#name = identity.name;
    this.createdAt = identity.createdAt;
    this.#classes = readClasses(database);
    this.blobs = new BlobStore(paths.blobs);
    this.images = new ImageRows(database);
    this.journal = new Journal(database, identity.id);
    this.classEvents = new ClassEvents(database);
    this.comments = new CommentRows(database);
    this.labels = PixelTiles.labels(database);
    this.objects = PixelTiles.objects(database);
    this.models = new ModelRows(database);
    this.predictions = new PredictionRows(database);
    this.regions = new RegionRows(database);
    this.jobs = new JobRows(database);
  }

  /**
   * Makes a project in a folder that is empty or not there yet.
   * @throws SfumatoError `conflict` when the folder holds something, `diskFull`, `permissionDenied`
   */
  static async create(project: NewProject): Promise<ProjectStore> {
    const { folder } = project;
    const existed = existsSync(folder);
    try {
      await makeFolder(folder);
      if ((await readdir(folder)).length > 0) {
        throw new SfumatoError('conflict', say('folderNotEmpty', { folder }));
      }
    } catch (thrown) {
      throw systemError(thrown, folder);
    }
    try {
      return await ProjectStore.#openAt(folder, (database) => writeIdentity(database, project));
    } catch (thrown) {
      // Only what was made here: the folder was empty.
      for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
      if (!existed) await rm(folder, { recursive: true, force: true });
      throw thrown;
    }
  }

  /** @throws SfumatoError `notFound`, `projectLocked`, `newerSchema`, `corrupt` */
  static async open(folder: string): Promise<ProjectStore> {
    if (!existsSync(new ProjectPaths(folder).database)) {
      throw new SfumatoError('notFound', say('noProjectThere', { folder }));
    }
    const store = await ProjectStore.#openAt(folder, () => undefined);
    await store.#sweep();
    return store;
  }

  static async #openAt(folder: string, prepare: (database: DatabaseSync) => void): Promise<ProjectStore> {
    const paths = new ProjectPaths(folder);
    const open = openDatabase(paths.database, { migrations, applicationId, folder });
    try {
      for (const path of paths.folders()) await makeFolder(path);
      transaction(open.database, folder, () => prepare(open.database));
      return new ProjectStore(open, paths, readIdentity(open.database, folder));
    } catch (thrown) {
      open.close();
      throw systemError(thrown, folder);
    }
  }

  get name(): string {
    return this.#name;
  }

  /** In the order of their indices, retired ones too. */
  get classes(): readonly ClassRecord[] {
    return this.#classes;
  }

  rename(name: string): void {
    this.transaction(() => this.#open.database.prepare('UPDATE project SET name = ?').run(name));
    this.#name = name;
  }

  /** How the project's queue is made. */
  reviewSettings(): ReviewSettings {
    const row = this.#open.database.prepare('SELECT review FROM project').get();
    return typeof row?.review === 'string' ? { ...usualReviewSettings, ...(JSON.parse(row.review) as Partial<ReviewSettings>) } : usualReviewSettings;
  }

  setReviewSettings(settings: ReviewSettings): void {
    this.transaction(() => this.#open.database.prepare('UPDATE project SET review = ?').run(JSON.stringify(settings)));
  }

  /** Adds classes and changes the words of those there are; none is ever taken away. @param alongside in the same transaction */
  putClasses(classes: readonly ClassRecord[]): void;
  putClasses<Result>(classes: readonly ClassRecord[], alongside: () => Result): Result;
  putClasses<Result>(classes: readonly ClassRecord[], alongside?: () => Result): Result | undefined {
    const result = this.transaction(() => {
      writeClasses(this.#open.database, classes);
      return alongside?.();
    });
    this.#classes = readClasses(this.#open.database);
    return result;
  }

  /** All of `work` reaches the disk, or none of it. */
  transaction<Result>(work: () => Result): Result {
    try {
      return transaction(this.#open.database, this.paths.folder, work);
    } catch (thrown) {
      this.regions.forgetStanding();
      throw thrown;
    }
  }

  /** @returns what SQLite's full check finds wrong: nothing in a sound database */
  checkIntegrity(): string[] {
    const rows = this.#open.database.prepare('PRAGMA integrity_check').all();
    return rows.map((row) => String(row.integrity_check)).filter((answer) => answer !== 'ok');
  }

  close(): void {
    this.#open.close();
  }

  /** Takes away what an import or download cut off by a crash has left: nothing in the database knows of it. */
  async #sweep(): Promise<void> {
    await this.blobs.removeAllBut(this.images.blobHashes());
    const known = this.images.contentHashes();
    await removeNames(this.paths.pixels, (name) => !known.has(contentHashOf(name)));
    for (const folder of [this.paths.models, this.paths.predictions]) await removeNames(folder, (name) => /\.(partial|tmp)$/.test(name));
  }
}

async function removeNames(folder: string, isLeftover: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(folder)) if (isLeftover(name)) await rm(join(folder, name), { recursive: true, force: true });
}

function writeIdentity(database: DatabaseSync, project: NewProject): void {
  database
    .prepare('INSERT INTO project (only_row, id, name, created_at) VALUES (1, ?, ?, ?)')
    .run(randomUUID(), project.name, project.createdAt);
  writeClasses(database, project.classes);
}

function writeClasses(database: DatabaseSync, classes: readonly ClassRecord[]): void {
  const put = database.prepare(
    'INSERT INTO classes (class_index, name, colour, retired) VALUES (?, ?, ?, ?) ON CONFLICT (class_index) ' +
      'DO UPDATE SET name = excluded.name, colour = excluded.colour, retired = excluded.retired',
  );
  for (const each of classes) put.run(each.index, each.name, each.colour, each.retired ? 1 : 0);
}

function readIdentity(database: DatabaseSync, folder: string): ProjectIdentity {
  const row = database.prepare('SELECT id, name, created_at FROM project').get();
  if (!row) throw new SfumatoError('corrupt', say('namesNoProject', { folder }));
  return { id: String(row.id), name: String(row.name), createdAt: String(row.created_at) };
}

function readClasses(database: DatabaseSync): ClassRecord[] {
  const rows = database.prepare('SELECT class_index, name, colour, retired FROM classes ORDER BY class_index').all();
  return rows.map((row) => ({ index: Number(row.class_index), name: String(row.name), colour: String(row.colour), retired: row.retired === 1 }));
}
