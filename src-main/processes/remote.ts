import { createBirpc } from 'birpc';
import type { Message } from '../core/messages/Message.ts';
import { SfumatoError, isErrorCode, saidBy } from '../core/SfumatoError.ts';
import type { ErrorCode } from '../core/SfumatoError.ts';

/** Either end of a two-way channel of structured clones. */
export interface Channel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

type Procedures = object;
type Callable = (...values: never[]) => unknown;

/**
 * Typed calls to the functions at the other end of a channel, and the functions offered to it. A structured clone drops
 * an error's code, so errors cross as plain records and are made whole again here.
 * @param channel a child's handle, or in the child its `parentChannel()`
 * @param offered functions the other end may call
 * @returns the other end's functions; calls have no time limit of their own
 */
export function connectRemote<Remote extends Procedures, Offered extends Procedures>(
  channel: Channel,
  offered: Offered,
): Remote {
  const guarded = Object.fromEntries(
    Object.entries(offered).map(([name, run]) => [name, packErrors(run as Callable)]),
  );
  const remote = createBirpc<Record<string, (...values: unknown[]) => Promise<unknown>>>(guarded, {
    post: (message: unknown) => channel.post(message),
    on: (listener) => channel.onMessage(listener),
    timeout: -1,
  });
  return new Proxy({} as Remote, {
    get: (_target, name) => {
      // A promise-like look would make `await connectRemote()` call the other end.
      if (typeof name !== 'string' || name === 'then') return undefined;
      return async (...values: unknown[]) => unpack(await remote.$call(name, ...values));
    },
  });
}

interface Packed {
  readonly value?: unknown;
  readonly error?: { readonly code: ErrorCode; readonly said: Message };
}

function packErrors(run: Callable): (...values: unknown[]) => Promise<Packed> {
  return async (...values) => {
    try {
      return { value: await (run as (...all: unknown[]) => unknown)(...values) };
    } catch (thrown) {
      const code = thrown instanceof SfumatoError ? thrown.code : 'internal';
      return { error: { code, said: saidBy(thrown) } };
    }
  };
}

function unpack(answer: unknown): unknown {
  const { value, error } = answer as Packed;
  if (!error) return value;
  throw new SfumatoError(isErrorCode(error.code) ? error.code : 'internal', error.said);
}
