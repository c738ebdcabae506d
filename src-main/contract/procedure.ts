import { oc } from '@orpc/contract';
import * as z from 'zod';
import { messageSchema } from './messages.ts';
import { errorCodes } from '../core/SfumatoError.ts';
import type { ErrorCode } from '../core/SfumatoError.ts';

/** What the calls of every domain share. */

const errors = Object.fromEntries(errorCodes.map((code) => [code, { message: code, data: messageSchema }])) as Record<
  ErrorCode,
  { message: string; data: typeof messageSchema }
>;

/** Every call may be refused with a code of the closed list. */
export const procedure = oc.errors(errors);

/** Long work answers at once; how it goes is told by notifications. */
export const jobStarted = z.object({ jobId: z.string() });

export const folderPath = z.string().min(1).max(4096);

/** Ids that a client makes itself. */
export const uuid = z.uuid();
