/** A copy that several threads see. */
export function inSharedMemory(values: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(values.byteLength));
  copy.set(values);
  return copy;
}
