import { checkMessages } from './english/checks.ts';
import { engineMessages } from './english/engine.ts';
import { fileMessages } from './english/files.ts';
import { imageMessages } from './english/images.ts';
import { importMessages } from './english/import.ts';
import { jobMessages } from './english/jobs.ts';
import { labelMessages } from './english/labels.ts';
import { modelMessages } from './english/models.ts';
import { nameMessages } from './english/names.ts';
import { projectMessages } from './english/projects.ts';
import { tiffMessages } from './english/tiff.ts';

/**
 * Every sentence that the program itself says, in English: the command line, the logs and the English window read these.
 * A code is stored with old jobs, so it keeps its meaning and its values for good.
 */
export const english = {
  ...checkMessages,
  ...engineMessages,
  ...fileMessages,
  ...imageMessages,
  ...importMessages,
  ...jobMessages,
  ...labelMessages,
  ...modelMessages,
  ...nameMessages,
  ...projectMessages,
  ...tiffMessages,
};
