import { problemOf } from '../../connection/Problem.ts';
import { words } from '../../messages/messages.ts';

/** Something that keeps a tool from proposing and that the user can do something about; its message is the user's. */
export class AssistObstacle extends Error {}

/** Why a proposal could not be made, and what to do, in one line for the tool's bar. */
export function assistProblem(thrown: unknown): string {
  if (thrown instanceof AssistObstacle) return thrown.message;
  const { code } = problemOf(thrown);
  if (code === 'noModel') return words.assist.noModel;
  if (code === 'connectionLost') return words.assist.connectionLost;
  return words.assist.failed;
}

/** Whether something was given up on purpose: nothing to tell. */
export function isGivenUp(thrown: unknown): boolean {
  return thrown instanceof DOMException && thrown.name === 'AbortError';
}
