import { implement } from '@orpc/server';
import type { App, AppRouter } from '../../application.ts';
import { contract } from '../../contract/contract.ts';
import { quote } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { Notification } from '../../contract/schemas.ts';
import { decodeMaskDiff } from '../../core/labels/maskDiff.ts';

/** The address of the one tile the fake application has. */
export const fakeTilePath = '/pixels/labels/image-1/0/0/7';

/** An application of four procedures, enough to try what a host carries: answers, errors, bytes and streams. */
export function fakeApp(): App & { readonly notify: (notification: Notification) => void; readonly openStreams: () => number; readonly uploaded: ReadonlyMap<string, string> } {
  const uploaded = new Map<string, string>();
  const streams = new Set<(notification: Notification) => void>();
  const api = implement(contract);
  const router = {
    system: {
      notifications: api.system.notifications.handler(async function* ({ signal }) {
        const waiting: Notification[] = [];
        let wake: () => void = () => undefined;
        const push = (notification: Notification): void => {
          waiting.push(notification);
          wake();
        };
        const stop = (): void => wake();
        streams.add(push);
        signal?.addEventListener('abort', stop);
        try {
          yield { type: 'project' };
          while (!signal?.aborted) {
            const next = waiting.shift();
            if (next) yield next;
            else await new Promise<void>((resolve) => (wake = resolve));
          }
        } finally {
          streams.delete(push);
        }
      }),
    },
    project: {
      current: api.project.current.handler(() => null),
      open: api.project.open.handler(({ input, errors }) => {
        const said = quote(`project ${input.folder}: another program has it open`);
        throw errors.projectLocked({ message: said.text, data: said });
      }),
    },
    annotations: {
      commit: api.annotations.commit.handler(async ({ input }) => {
        const diff = decodeMaskDiff(new Uint8Array(await input.diff.arrayBuffer()));
        return { sequence: diff.runs.length, at: '2026-11-23T12:00:00.000Z' };
      }),
    },
  };
  return {
    // The hosts never look at a procedure by name, so a part of the contract serves.
    router: router as unknown as AppRouter,
    pixels: (path) =>
      Promise.resolve(
        path === fakeTilePath
          ? { status: 200, bytes: Uint8Array.of(0, 1, 255), contentType: 'application/octet-stream', etag: 'image-1-7' }
          : null,
      ),
    upload: async (path, body) => {
      const parts: Buffer[] = [];
      for await (const part of body) parts.push(Buffer.from(part as Uint8Array));
      if (path.includes('..')) throw new SfumatoError('invalidInput', 'upload: the path leads out of its folder');
      uploaded.set(path, Buffer.concat(parts).toString());
    },
    uploaded,
    close: () => Promise.resolve(),
    notify: (notification) => streams.forEach((push) => push(notification)),
    openStreams: () => streams.size,
  };
}
