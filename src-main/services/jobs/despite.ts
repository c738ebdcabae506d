import { say } from '../../core/messages/Message.ts';
import type { Message } from '../../core/messages/Message.ts';

/** The closing word of a job, with the last of the engine's failures that it got over: the job's record keeps it. */
export function despite(troubles: readonly Message[], done: Message): Message {
  const last = troubles.at(-1);
  return last ? say('doneDespite', { done, trouble: last }) : done;
}
