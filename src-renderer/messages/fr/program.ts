import type { MessageCatalogue } from '../../../src-main/core/messages/Message.ts';
import { withFrenchSpaces } from '../withFrenchSpaces.ts';
import { checkMessages } from './program/checks.ts';
import { engineMessages } from './program/engine.ts';
import { fileMessages } from './program/files.ts';
import { imageMessages } from './program/images.ts';
import { importMessages } from './program/import.ts';
import { jobMessages } from './program/jobs.ts';
import { labelMessages } from './program/labels.ts';
import { modelMessages } from './program/models.ts';
import { nameMessages } from './program/names.ts';
import { projectMessages } from './program/projects.ts';
import { tiffMessages } from './program/tiff.ts';

/** What the program itself says, in French; a code that English has and this has not is a type error. */
export const program: MessageCatalogue = withFrenchSpaces({
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
});
