/** The child's end of a `ChildHandle`, the same under Node and in an Electron utility process. */
export interface ParentChannel {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** @throws Error when the process was started by hand, without a parent to talk to */
export function parentChannel(): ParentChannel {
  const { parentPort } = process as typeof process & { parentPort?: ElectronParentPort };
  if (parentPort) {
    return {
      post: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
    };
  }
  if (!process.send) throw new Error('this file is started by the application, not by hand');
  // A child without its parent has nothing left to do.
  process.on('disconnect', () => process.exit(0));
  return {
    post: (message) => void process.send?.(message),
    onMessage: (listener) => void process.on('message', listener),
  };
}
