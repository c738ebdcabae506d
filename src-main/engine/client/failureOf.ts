import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';
import type { FailureKind } from '../../core/recovery/afterFailure.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';

/** Why a call got no answer: its process ended. */
export class EngineEnded extends Error {
  /** By `restart`, for the user: the call is not made again. */
  readonly wasWanted: boolean;

  constructor(reason: string, wasWanted: boolean) {
    super(reason);
    this.wasWanted = wasWanted;
  }
}

export interface Failure {
  readonly kind: FailureKind;
  /** What happened, for the user. */
  readonly what: Message;
}

/** What the engine's own refusals mean; one that is not here would come again whatever is done. */
const kinds: ReadonlyMap<string, FailureKind> = new Map([
  ['outOfMemory', 'memory'],
  ['deviceLost', 'device'],
  ['deviceFault', 'device'],
  ['lossNotFinite', 'numbers'],
  ['engineFault', 'fault'],
]);

/** @returns null for what another try would not better: a wrong request, a full disk, a wanted end */
export function failureOf(thrown: unknown): Failure | null {
  if (thrown instanceof EngineEnded) return thrown.wasWanted ? null : { kind: 'exit', what: say('processEnded', { reason: thrown.message }) };
  if (!(thrown instanceof SfumatoError) || thrown.code !== 'engineFailed') return null;
  const kind = kinds.get(thrown.said.code);
  return kind === undefined ? null : { kind, what: thrown.said };
}
