import * as z from 'zod';
import { procedure } from './procedure.ts';

/** `auto` takes the fastest engine that passes its self-test; the others ask for one and fail without it. */
export const engineBackendSchema = z.enum(['auto', 'native', 'webgpu', 'wasm']);

export const engineSettingsSchema = z.object({
  backend: engineBackendSchema,
  /** Processor threads of the native engine; null: as many as the machine has. */
  threads: z.int().min(1).max(1024).nullable(),
});

export const settingsSchema = z.object({
  engine: engineSettingsSchema,
  /** What the window keeps: theme, language, keys, sizes of panels. The program only stores it. */
  window: z.record(z.string().max(100), z.unknown()),
});

export const settingsContract = {
  /** The user's settings on this machine; the usual ones where none were written. */
  read: procedure.output(settingsSchema),
  /**
   * Changes what is named and leaves the rest. Entries of `window` are merged key by key; a value of null takes its key
   * away. The engine's settings hold from its next start.
   */
  write: procedure
    .input(z.object({ engine: engineSettingsSchema.optional(), window: z.record(z.string().max(100), z.unknown()).optional() }))
    .output(settingsSchema),
};

export type Settings = z.infer<typeof settingsSchema>;
export type EngineSettings = z.infer<typeof engineSettingsSchema>;
