import { ORPCError } from '@orpc/client';
import { SfumatoError, isErrorCode, messageOf } from '../../src-main/core/SfumatoError.ts';
import type { ErrorCode } from '../../src-main/core/SfumatoError.ts';
import { ConnectionLostError } from './client.ts';
import { isMessage } from '../../src-main/core/messages/Message.ts';
import { told } from '../messages/told.ts';

/** What went wrong, in a form that can be shown. The words for each code stand in the message catalogue. */
export interface Problem {
  readonly code: ErrorCode | 'connectionLost';
  /** The program's own message in the window's language: the place, what was wanted, what was got. Shown as text only. */
  readonly message: string;
  /** For the copy button, never shown. */
  readonly details: string;
}

export function problemOf(thrown: unknown): Problem {
  const message = messageOf(thrown);
  const details = thrown instanceof Error ? (thrown.stack ?? message) : message;
  if (thrown instanceof ConnectionLostError) return { code: 'connectionLost', message, details };
  if (thrown instanceof SfumatoError) return { code: thrown.code, message: told(thrown.said), details };
  if (thrown instanceof ORPCError) {
    const code = isErrorCode(thrown.code) ? thrown.code : 'internal';
    return { code, message: isMessage(thrown.data) ? told(thrown.data) : message, details: `${thrown.code}\n${details}` };
  }
  return { code: 'internal', message, details };
}
