/**
 * The memory of the typed arrays in a message that may go over to the other side with it: those that fill their buffer.
 * A view of part of a larger buffer is copied instead, for its owner has use for the rest.
 */
export function ownBuffers(message: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  collect(message, found);
  return [...found];
}

function collect(value: unknown, found: Set<ArrayBuffer>): void {
  if (typeof value !== 'object' || value === null) return;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength) found.add(value.buffer);
    return;
  }
  for (const inner of Object.values(value)) collect(inner, found);
}
