import type { ClassRecord } from '../../../src-main/core/records.ts';
import { words } from '../../messages/messages.ts';

export interface NewProjectInput {
  readonly name: string;
  readonly projectFolder: string;
  readonly hasImages: boolean;
  readonly isUploading: boolean;
  /** Null while it is not known what the folder holds. */
  readonly imageCount: number | null;
  readonly classes: readonly ClassRecord[];
  readonly prefix: string | null;
}

/** Fields of the wizard in the order in which they are filled in. */
export const newProjectFields = ['images', 'name', 'projectFolder', 'classes', 'prefix'] as const;
export type NewProjectField = (typeof newProjectFields)[number];
export type NewProjectErrors = Partial<Record<NewProjectField, string>>;

/** What is still missing or wrong, by field, in words. */
export function checkNewProject(input: NewProjectInput): NewProjectErrors {
  const text = words.newProject.errors;
  const names = input.classes.map(({ name }) => name.trim().toLowerCase());
  const errors: NewProjectErrors = {};
  if (input.isUploading) errors.images = text.uploading;
  else if (!input.hasImages) errors.images = text.images;
  else if (input.imageCount === 0) errors.images = text.noImages;
  if (input.name.trim() === '') errors.name = text.name;
  if (input.projectFolder.trim() === '') errors.projectFolder = text.projectFolder;
  if (names.some((name) => name === '')) errors.classes = text.className;
  else if (new Set(names).size < names.length) errors.classes = text.sameName;
  if (input.prefix === '') errors.prefix = text.prefix;
  return errors;
}
