import * as z from 'zod';
import { folderPath, jobStarted, procedure, uuid } from './procedure.ts';
import { messageSchema } from './messages.ts';
import { classSchema, imageRoleSchema, imageSchema, perHeatMap, pixelSizeSchema } from './schemas.ts';

const count = z.int().min(0);
const labelKindSchema = z.enum(['classes', 'instances']);
const imageIds = z.array(z.string()).min(1).max(100_000);

/** A plain name inside a folder: no path leads anywhere from it. */
const fileName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => name !== '.' && name !== '..' && !/[/\\\0]/.test(name), 'wanted a file name without a folder');

const labelChoicesSchema = z.array(z.object({ image: fileName, label: fileName.nullable() })).max(20_000);

/** One image file of a folder, as its header describes it; the pixels are not decoded for this. */
const inspectedFileSchema = z.object({
  name: z.string(),
  /** Such as `PNG`, `TIFF`, `OME-TIFF`, `ImageJ TIFF`. */
  format: z.string(),
  width: count,
  height: count,
  channels: count,
  colour: z.enum(['grey', 'rgb', 'channels']),
  channelNames: z.array(z.string()),
  sampleType: z.enum(['uint8', 'uint16', 'float32']),
  /** 1 for a single image, more for a stack: each slice becomes an image. */
  slices: z.int().min(1),
  pixelSizeUm: pixelSizeSchema.nullable(),
  /** The label file that would be taken with it. */
  labelName: z.string().nullable(),
});

/** One label file, as far as its header was read: of those that go with opened images, and of some others. */
const inspectedLabelSchema = z.object({
  name: z.string(),
  /** Null where it was not opened or cannot be read. */
  size: z.object({ width: count, height: count, slices: z.int().min(1) }).nullable(),
  /** Why it cannot be read. */
  problem: messageSchema.nullable(),
  /**
   * What its pixels hold, in order, without 0 and 255: the 300 smallest. Of a stack, of five slices. Null where it was not
   * looked into: that are up to 100 files, fewer where they are large.
   */
  values: z.array(count).nullable(),
});

/** What a folder holds and how it would be imported: the report that the wizard shows. */
export const inspectionSchema = z.object({
  /** To hand on to `images.import`: the folder asked for, or the one inside it that holds the images. */
  imageFolder: z.string(),
  /** The folder that looks like its labels, which is that of the images where they lie side by side; null where none does. */
  labelFolder: z.string().nullable(),
  /** Every folder whose label files fit, the suggested first: each annotator of a set may have one. */
  labelFolders: z.array(z.string()),
  labelKind: labelKindSchema,
  fileCount: count,
  /** Files opened for this report: all of them up to 500, else 500 spread evenly. What follows is said of these. */
  openedCount: count,
  /** Images that would come in; each slice of a stack is one, and a file that was not opened is one. */
  imageCount: count,
  formats: z.array(z.object({ format: z.string(), count })),
  stacks: z.array(z.object({ name: z.string(), slices: count })),
  /** Of the first file that says it. */
  pixelSizeUm: pixelSizeSchema.nullable(),
  pairCount: count,
  /** Every image, opened or not, with the label file that its name says. */
  pairs: z.array(z.object({ image: z.string(), label: z.string().nullable() })),
  /** Names that could go together in several ways: one image and several label files, or several images and one. An import wants a choice. */
  ambiguous: z.array(z.object({ images: z.array(z.string()), labels: z.array(z.string()) })),
  /** Every label file of the folder, by name. */
  labels: z.array(inspectedLabelSchema),
  /** Read from the label files, or background and one object class. */
  suggestedClasses: z.array(classSchema),
  /** Files that promise an image and hold none that can be read, with the reason; at most 20. */
  unreadable: z.array(z.object({ name: z.string(), reason: messageSchema })),
  unreadableCount: count,
  /** Those opened. */
  files: z.array(inspectedFileSchema),
});

/** A row of the data table. */
export const imageRowSchema = z.object({
  imageId: z.string(),
  state: z.enum(['new', 'inProgress', 'reviewed', 'flagged']),
  labelledFraction: z.number(),
  openRegions: count,
  settledRegions: count,
  /** Dice of the foreground of the model in use over the labelled pixels, 0 … 1; null where it has no maps of the image, or nothing is labelled. */
  dice: z.number().nullable(),
  /** Whether it is still being measured: ask again in a while. */
  isDiceComing: z.boolean(),
  /** Mean of each heat map of the model in use, nats. */
  means: perHeatMap(z.number()).nullable(),
  /** Who made the latest change, and when. */
  who: z.string().nullable(),
  at: z.string().nullable(),
});

export const imagesContract = {
  list: procedure.output(z.array(imageSchema)),
  /**
   * Looks at a folder, or at the files of an upload, before anything is imported. A folder without images of its own
   * but with one such as `images` inside stands for that one.
   */
  inspect: procedure
    .input(
      z.object({
        folder: folderPath.nullable().default(null),
        /** Of files sent by PUT to `uploadUrl`; give this or `folder`. */
        uploadId: uuid.nullable().default(null),
        /** Default: the folder that looks like labels is found. Of annotators in folders of their own, the first stands for it. */
        labelFolder: folderPath.nullable().default(null),
        /** Every file is an image, and none has labels: nothing is looked for. */
        withoutLabels: z.boolean().default(false),
      }),
    )
    .output(inspectionSchema),
  /**
   * Imports every image of a folder, and the label file whose name fits where there is one. All or nothing: when a file
   * is refused the job fails naming it and every other that cannot be read (up to 20), and the project stays as it was.
   */
  import: procedure
    .input(
      z.object({
        imageFolder: folderPath,
        /** That of the images where label files lie beside them. */
        labelFolder: folderPath.nullable(),
        /** Label files chosen by a person, over what the names say; null: none. Each image and each label file once. */
        labelChoices: labelChoicesSchema.default([]),
        /** `classes`: a label file holds class indices. `instances`: numbered objects of class 1, which keep their numbers. */
        labelKind: labelKindSchema,
        role: imageRoleSchema,
        /** Only files whose name begins so. */
        namePrefix: z.string().max(200).default(''),
        /** The upload whose folders these are; its files are taken away once they are imported. */
        uploadId: uuid.nullable().default(null),
      }),
    )
    .output(jobStarted),
  /** Every image, in the order of `list`. */
  table: procedure.output(z.array(imageRowSchema)),
  setRole: procedure.input(z.object({ imageId: z.string(), role: imageRoleSchema })).output(imageSchema),
  setRoles: procedure.input(z.object({ imageIds, role: imageRoleSchema })).output(z.object({})),
  /** Null forgets it. */
  setPixelSize: procedure.input(z.object({ imageIds, pixelSizeUm: pixelSizeSchema.nullable() })).output(z.object({})),
  /**
   * The expert's word on whole images, as one step of undo. `accepted` labels what is not labelled yet as the model in
   * use predicts it (where it has maps), and settles the open regions; `flagged` asks for another look; `reopened`
   * takes either back.
   */
  reviewImages: procedure
    .input(
      z.object({
        imageIds,
        decision: z.enum(['accepted', 'flagged', 'reopened']).default('accepted'),
        /** Of changes before it that are taken back with it; null: a gesture of its own. */
        gestureId: uuid.nullable().default(null),
      }),
    )
    .output(z.object({ gestureId: z.string(), changedPixels: count, sequence: count, at: z.string() })),
};
