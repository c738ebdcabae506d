/** What the file system and the database refuse, and files that are not what they should be. */
export const fileMessages = {
  diskFull: ({ place }: { place: string }) => `${place}: there is no room left on its disk; nothing was changed. Free some space and try again`,
  permissionDenied: ({ place }: { place: string }) => `${place}: it may not be written or read; check its permissions`,
  doesNotExist: ({ place }: { place: string }) => `${place}: it does not exist`,
  isFolder: ({ place }: { place: string }) => `${place}: it is a folder, not a file`,
  databaseDamaged: ({ place }: { place: string }) => `${place}: the database is damaged or is no Sfumato project`,
  usedElsewhere: ({ place }: { place: string }) => `${place}: another process is using it`,
  faultAt: ({ place, why }: { place: string; why: string }) => `${place}: ${why}`,
  noFolderThere: ({ folder }: { folder: string }) => `${folder}: no folder can be made there; choose another place`,
  settingsTooLarge: ({ most, got }: { most: number; got: number }) => `settings: wanted at most ${most} characters, got ${got}`,
  mapsWrongSize: ({ path, wanted, got }: { path: string; wanted: number; got: number }) => `${path}: wanted ${wanted} bytes of maps, got ${got}`,
  mapsEndEarly: ({ path, done, length }: { path: string; done: number; length: number }) => `${path}: ends after ${done} of ${length} bytes`,
  mapsCutOff: ({ path }: { path: string }) => `${path}: ends before its maps do`,
  pyramidCutOff: ({ path }: { path: string }) => `${path}: ends before its image does`,
  samplesWrongSize: ({ path, image, wanted, got, size }: { path: string; image: string; wanted: number; got: number; size: string }) =>
    `samples of image ${image} (${path}): wanted ${wanted} bytes for ${size}, got ${got}`,
  samplesCutOff: ({ path, row }: { path: string; row: number }) => `reading ${path}: it ends before row ${row}`,
  callWrong: ({ issues }: { issues: string }) => `the call's input is wrong: ${issues}`,
  answerWrong: ({ issues }: { issues: string }) => `the answer was not as agreed: ${issues}`,
};
