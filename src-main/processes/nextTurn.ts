/**
 * Lets the process take up what waits: messages, timers, ends of file reads. Node's global `setImmediate`, because inside
 * a window Electron wakes Node's loop for that one alone: the promise of `node:timers/promises` might wait for ever there.
 */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
