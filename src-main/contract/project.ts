import * as z from 'zod';
import { folderPath, procedure } from './procedure.ts';
import { classSchema, projectSchema, recentProjectSchema } from './schemas.ts';

const projectName = z.string().min(1).max(200);
const classList = z.array(classSchema).min(2).max(255);

export const projectContract = {
  /** Latest first. */
  recent: procedure.output(z.array(recentProjectSchema)),
  /** Takes a project off the list of recent ones; its folder stays as it is. */
  forget: procedure.input(z.object({ folder: folderPath })).output(z.array(recentProjectSchema)),
  /** The open project, or null. */
  current: procedure.output(projectSchema.nullable()),
  create: procedure.input(z.object({ folder: folderPath, name: projectName, classes: classList })).output(projectSchema),
  open: procedure.input(z.object({ folder: folderPath })).output(projectSchema),
  close: procedure.output(z.object({})),
  /** Opens the demo, making it on first use: shipped nuclei images and the starter ensemble. */
  openDemo: procedure.output(projectSchema),
  /**
   * Renames the project, or gives it another list of classes: renamed, recoloured, retired, or with new ones at the
   * end. Every class there was stays in the list under its index, retired or not: labels and journal name it.
   */
  update: procedure.input(z.object({ name: projectName.optional(), classes: classList.optional() })).output(projectSchema),
};
