import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { startUpdateWhereDue } from '../training/automaticUpdate.ts';
import { commitCorrection } from './corrections.ts';
import { redoLatest, undoLatest } from './undo.ts';
import { verifyJournal } from './verifyJournal.ts';

export function annotationsHandlers({ services, current }: HandlerContext) {
  const os = implementer.annotations;
  return {
    commit: os.commit.handler(async ({ input }) => {
      const session = current.require();
      const diff = new Uint8Array(await input.diff.arrayBuffer());
      const objects = input.objects && new Uint8Array(await input.objects.arrayBuffer());
      const committed = await session.inOrder(() => commitCorrection(session, services, { ...input, diff, objects }));
      await startUpdateWhereDue(session, services);
      return committed;
    }),
    undo: os.undo.handler(() => {
      const session = current.require();
      return session.inOrder(() => undoLatest(session, services));
    }),
    redo: os.redo.handler(() => {
      const session = current.require();
      return session.inOrder(() => redoLatest(session, services));
    }),
    history: os.history.handler(({ input }) => {
      const session = current.require();
      const { undo, redo } = session.undoStacks;
      const { journal, classEvents } = session.store;
      return { entries: journal.latest(input.limit), classEvents: classEvents.latest(input.limit), canUndo: undo.length > 0, canRedo: redo.length > 0 };
    }),
    verify: os.verify.handler(() => verifyJournal(current.require().store)),
  };
}
