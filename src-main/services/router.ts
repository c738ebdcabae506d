import { implement, ORPCError, ValidationError } from '@orpc/server';
import { contract } from '../contract/contract.ts';
import { SfumatoError, messageOf } from '../core/SfumatoError.ts';
import { commitCorrection, redoLatest, undoLatest } from './annotations/corrections.ts';
import { verifyJournal } from './annotations/verifyJournal.ts';
import { startExport } from './exports/exportMaps.ts';
import { startImport } from './images/startImport.ts';
import { startEvaluation } from './models/evaluateModel.ts';
import { importModel } from './models/importModel.ts';
import { declineModel, promoteModel } from './models/promoteModel.ts';
import { startPrediction } from './predictions/predictImages.ts';
import type { CurrentProject } from './projects/CurrentProject.ts';
import { createProject, openDemo, openProject, recentProjects } from './projects/projects.ts';
import { readQueue } from './review/queue.ts';
import { settleRegion } from './review/settleRegion.ts';
import type { Services } from './Services.ts';
import { examine } from './system/doctor.ts';
import type { EngineStatus } from './system/EngineStatus.ts';
import { listFolders } from './system/listFolders.ts';
import { startTraining } from './training/training.ts';

/** Puts a handler behind every procedure of the contract; each is a line, its logic lies in its domain's folder. */
export function createRouter(services: Services, current: CurrentProject, engine: EngineStatus) {
  const os = implement(contract).use(async ({ next }) => {
    try {
      return await next();
    } catch (thrown) {
      throw wireError(thrown);
    }
  });

  return os.router({
    system: {
      doctor: os.system.doctor.handler(async () => examine(services, current.session, await engine.refresh())),
      notifications: os.system.notifications.handler(({ signal }) => {
        const running = current.session?.jobs.unfinished() ?? [];
        const first = running.map((job) => ({ type: 'job', job }) as const);
        return services.notifications.subscribe([...first, { type: 'engine', engine: engine.report }], signal);
      }),
      listFolders: os.system.listFolders.handler(({ input }) => listFolders(input.folder)),
    },

    project: {
      recent: os.project.recent.handler(() => recentProjects(services)),
      current: os.project.current.handler(() => current.session?.summary() ?? null),
      create: os.project.create.handler(({ input }) => createProject(current, services, input)),
      open: os.project.open.handler(({ input }) => openProject(current, services, input.folder)),
      close: os.project.close.handler(async () => {
        await current.close();
        return {};
      }),
      openDemo: os.project.openDemo.handler(() => openDemo(current, services)),
    },

    images: {
      list: os.images.list.handler(() => current.require().store.images.list().map(mutable)),
      import: os.images.import.handler(({ input }) => ({ jobId: startImport(current.require(), services, input) })),
      setRole: os.images.setRole.handler(({ input }) => {
        const { store } = current.require();
        store.images.get(input.imageId);
        store.transaction(() => store.images.setRole(input.imageId, input.role));
        services.notifications.notify({ type: 'images' });
        services.notifications.notify({ type: 'queue' });
        return mutable(store.images.get(input.imageId));
      }),
    },

    annotations: {
      commit: os.annotations.commit.handler(async ({ input }) => {
        const session = current.require();
        const diff = new Uint8Array(await input.diff.arrayBuffer());
        return session.inOrder(() => commitCorrection(session, services, { ...input, diff }));
      }),
      undo: os.annotations.undo.handler(() => {
        const session = current.require();
        return session.inOrder(() => undoLatest(session, services));
      }),
      redo: os.annotations.redo.handler(() => {
        const session = current.require();
        return session.inOrder(() => redoLatest(session, services));
      }),
      history: os.annotations.history.handler(({ input }) => {
        const session = current.require();
        const { undo, redo } = session.undoStacks;
        return { entries: session.store.journal.latest(input.limit), canUndo: undo.length > 0, canRedo: redo.length > 0 };
      }),
      verify: os.annotations.verify.handler(() => verifyJournal(current.require().store)),
    },

    review: {
      queue: os.review.queue.handler(({ input }) => readQueue(current.require(), input)),
      settle: os.review.settle.handler(({ input }) => {
        const session = current.require();
        return session.inOrder(() => settleRegion(session, services, input));
      }),
    },

    models: {
      list: os.models.list.handler(() => current.require().store.models.list().map(mutable)),
      promote: os.models.promote.handler(({ input }) => mutable(promoteModel(current.require(), services, input.modelId))),
      decline: os.models.decline.handler(({ input }) => mutable(declineModel(current.require(), services, input.modelId))),
      evaluate: os.models.evaluate.handler(({ input }) => ({ jobId: startEvaluation(current.require(), services, input.modelId) })),
      import: os.models.import.handler(async ({ input }) => mutable(await importModel(current.require(), services, input.folder))),
    },

    training: {
      start: os.training.start.handler(({ input }) => ({ jobId: startTraining(current.require(), services, input) })),
    },

    predictions: {
      list: os.predictions.list.handler(({ input }) => {
        const { store } = current.require();
        const modelId = input.modelId ?? store.models.inUse()?.id;
        return modelId === undefined ? [] : store.predictions.list(modelId).map(({ fileName: _file, ...record }) => record);
      }),
      start: os.predictions.start.handler(() => ({ jobId: startPrediction(current.require(), services) })),
    },

    jobs: {
      list: os.jobs.list.handler(() => current.session?.jobs.list() ?? []),
      cancel: os.jobs.cancel.handler(({ input }) => current.require().jobs.cancel(input.jobId)),
    },

    exports: {
      start: os.exports.start.handler(({ input }) => ({ jobId: startExport(current.require(), services, input) })),
    },
  });
}

/** The wire's schemas speak of plain, writable values; the core's records are read-only. */
type Mutable<Value> = Value extends readonly unknown[] | object ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> } : Value;

function mutable<Value>(value: Value): Mutable<Value> {
  return value as Mutable<Value>;
}

/** Known errors keep code and message; of others only the message leaves the program, never a stack. */
function wireError(thrown: unknown): ORPCError<string, unknown> {
  if (thrown instanceof SfumatoError) return new ORPCError(thrown.code, { message: thrown.message });
  if (thrown instanceof ORPCError) {
    if (!(thrown.cause instanceof ValidationError)) return thrown as ORPCError<string, unknown>;
    const issues = thrown.cause.issues.map(({ path, message }) => `${(path ?? []).map(String).join('.')}: ${message}`).join('; ');
    return thrown.code === 'BAD_REQUEST'
      ? new ORPCError('invalidInput', { message: `the call's input is wrong: ${issues}` })
      : new ORPCError('internal', { message: `the answer was not as agreed: ${issues}` });
  }
  return new ORPCError('internal', { message: messageOf(thrown) });
}
