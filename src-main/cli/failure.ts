import { ORPCError } from '@orpc/client';
import * as z from 'zod';
import { SfumatoError, isErrorCode, messageOf } from '../core/SfumatoError.ts';
import type { ErrorCode } from '../core/SfumatoError.ts';

/** What the command line says about anything that went wrong. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

const validationData = z.object({
  issues: z.array(z.object({ message: z.string(), path: z.array(z.union([z.string(), z.number()])).optional() })).min(1),
});

/** Puts an error of the contract, of the program or of the system into a code and a sentence. */
export function describeFailure(thrown: unknown): Failure {
  if (thrown instanceof SfumatoError) return { code: thrown.code, message: thrown.message };
  if (thrown instanceof ORPCError) {
    if (isErrorCode(thrown.code)) return { code: thrown.code, message: thrown.message };
    const data = validationData.safeParse(thrown.data);
    if (data.success) return { code: 'invalidInput', message: data.data.issues.map(describeIssue).join('; ') };
  }
  return { code: 'internal', message: messageOf(thrown) };
}

function describeIssue({ path = [], message }: { message: string; path?: (string | number)[] | undefined }): string {
  return path.length ? `${path.join('.')}: ${message}` : message;
}
