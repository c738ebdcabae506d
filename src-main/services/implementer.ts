import { implement, ORPCError, ValidationError } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import { SfumatoError, saidBy } from '../core/SfumatoError.ts';
import type { ErrorCode } from '../core/SfumatoError.ts';
import type { CurrentProject } from './projects/CurrentProject.ts';
import type { Services } from './Services.ts';
import type { EngineStatus } from './system/EngineStatus.ts';
import { say } from '../core/messages/Message.ts';
import type { Message } from '../core/messages/Message.ts';

/** What the handlers of every domain are made with. */
export interface HandlerContext {
  readonly services: Services;
  readonly current: CurrentProject;
  readonly engine: EngineStatus;
}

/** Puts handlers behind the contract's procedures; whatever one throws leaves as an error of the closed list. */
export const implementer = implement(contract).use(async ({ next }) => {
  try {
    return await next();
  } catch (thrown) {
    throw wireError(thrown);
  }
});

/** The wire's schemas speak of plain, writable values; the core's records are read-only. */
type Mutable<Value> = Value extends readonly unknown[] | object ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> } : Value;

export function mutable<Value>(value: Value): Mutable<Value> {
  return value as Mutable<Value>;
}

/** Known errors keep code and message; of others only the message leaves the program, never a stack. */
function wireError(thrown: unknown): ORPCError<string, unknown> {
  if (thrown instanceof SfumatoError) return asWire(thrown.code, thrown.said);
  if (thrown instanceof ORPCError) {
    if (!(thrown.cause instanceof ValidationError)) return thrown as ORPCError<string, unknown>;
    const issues = thrown.cause.issues.map(({ path, message }) => `${(path ?? []).map(String).join('.')}: ${message}`).join('; ');
    return thrown.code === 'BAD_REQUEST'
      ? asWire('invalidInput', say('callWrong', { issues }))
      : asWire('internal', say('answerWrong', { issues }));
  }
  return asWire('internal', saidBy(thrown));
}

/** The message as data for the window, and in English for whoever reads the error alone. */
function asWire(code: ErrorCode, said: Message): ORPCError<string, Message> {
  return new ORPCError(code, { message: said.text, data: said });
}
