/** Projects, their classes and what they list. */
export const projectMessages = {
  noProjectOpen: 'no project is open; open or create one first',
  isProjectAlready: ({ folder }: { folder: string }) => `${folder}: is a project already; open it instead`,
  folderNotEmpty: ({ folder }: { folder: string }) => `${folder}: wanted an empty folder for the new project, this one holds files`,
  noProjectThere: ({ folder }: { folder: string }) => `${folder}: no project there (wanted a folder with project.sqlite in it)`,
  notAProject: ({ folder }: { folder: string }) => `${folder}: project.sqlite is no Sfumato project`,
  notAProjectOrDamaged: ({ folder }: { folder: string }) => `${folder}: project.sqlite is no Sfumato project, or is damaged`,
  namesNoProject: ({ folder }: { folder: string }) => `${folder}: project.sqlite names no project`,
  projectDamaged: ({ folder, why }: { folder: string; why: string }) =>
    `${folder}: project.sqlite is damaged (${why}). Nothing was changed; the folder backups may hold an older copy`,
  rowsBroken: ({ folder, count }: { folder: string; count: number }) => `${folder}: ${count} rows of the database refer to rows that are gone`,
  newerSchema: ({ folder, version, known }: { folder: string; version: number; known: number }) =>
    `${folder}: written by a newer Sfumato (schema ${version}, this program knows up to ${known}). Nothing was changed; open it with the newer version`,
  noWriteAheadLog: 'the folder cannot hold a write-ahead log; copy the project to a local disk',
  projectOpenIn: ({ folder, holder }: { folder: string; holder: string }) => `${folder}: the project is open in ${holder}. Close it there first`,
  anotherProcess: 'another process',
  processOn: ({ id, host, since }: { id: string; host: string; since: string }) => `process ${id} on ${host} (since ${since})`,
  demoDamaged: ({ path, why }: { path: string; why: string }) => `${path}: the shipped demo is missing or damaged (${why}); install again`,
  classNumbering: ({ name, wanted, got }: { name: string; wanted: number; got: number }) =>
    `class ${name}: wanted index ${wanted}, got ${got}; classes are numbered from 0`,
  classNamesTwice: 'classes: two have the same name',
  classLeftOut: ({ wanted, got }: { wanted: number; got: number }) =>
    `classes: wanted all ${wanted} there are, got ${got}; retire a class instead of leaving it out`,
  backgroundRetired: ({ name }: { name: string }) => `class ${name}: is the background, which cannot be retired`,
  tooFewClasses: 'classes: the background and at least one other have to stay in use',
  noEvent: ({ sequence }: { sequence: number }) => `journal: there is no event ${sequence}`,
  noImage: ({ id }: { id: string }) => `image ${id}: the project has no such image`,
  noModelOfId: ({ id }: { id: string }) => `model ${id}: the project has no such model`,
  noRegion: ({ id }: { id: string }) => `region ${id}: the project has no such region`,
  queueShares: ({ most, got }: { most: number; got: number }) => `queue: the shares at random and among confident places may be ${most * 100}% together, got ${Math.round(got * 100)}%`,
  noRun: ({ id }: { id: string }) => `training run ${id}: it left no curves here`,
};
