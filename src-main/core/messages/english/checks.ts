/** What the doctor looks at and finds. */
export const checkMessages = {
  checkEngine: 'engine',
  checkDataFolder: 'data folder',
  checkStarter: 'starter model',
  checkFreeSpace: 'free space',
  checkProjectDisk: 'project disk',
  engineNotes: ({ device, notes }: { device: string; notes: readonly string[] }) => `${device} (${notes.join('; ')})`,
  backendNote: ({ name, reason }: { name: string; reason: string }) => `${name}: ${reason}`,
  cannotBeWritten: ({ folder, why }: { folder: string; why: string }) => `${folder} cannot be written: ${why}`,
  noStarter: 'none is shipped; the demo opens without maps until a model is trained',
  freeAt: ({ gibibytes, folder }: { gibibytes: number; folder: string }) => `${gibibytes.toFixed(1)} GiB at ${folder}`,
  networkDrive: ({ folder }: { folder: string }) => `${folder} lies on a network drive, whose locks cannot be trusted; keep projects on a local disk`,
  localDisk: 'local',
};
