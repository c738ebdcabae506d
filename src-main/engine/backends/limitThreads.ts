/**
 * Says how many processor threads TensorFlow's library may use. It reads these variables once, when it is loaded.
 * @param threads null leaves them as they are: as many as the machine has
 */
export function limitThreads(threads: number | null): void {
  if (threads === null) return;
  for (const name of ['TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS', 'OMP_NUM_THREADS']) process.env[name] = String(threads);
}
