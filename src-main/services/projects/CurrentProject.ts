import type { ProjectSummary } from '../../contract/schemas.ts';
import { say } from '../../core/messages/Message.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import { ProjectStore } from '../../store/ProjectStore.ts';
import type { NewProject } from '../../store/ProjectStore.ts';
import type { Services } from '../Services.ts';
import { ProjectSession } from './ProjectSession.ts';
import { rememberImageCount } from './recentProjects.ts';

/** The one project a program has open, or none. */
export class CurrentProject {
  readonly #services: Services;
  readonly #onOpened: (session: ProjectSession) => Promise<void>;
  #session: ProjectSession | null = null;
  /** Opening and closing wait for each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(services: Services, onOpened: (session: ProjectSession) => Promise<void>) {
    this.#services = services;
    this.#onOpened = onOpened;
  }

  get session(): ProjectSession | null {
    return this.#session;
  }

  /** @throws SfumatoError `noProject` */
  require(): ProjectSession {
    if (this.#session) return this.#session;
    throw new SfumatoError('noProject', say('noProjectOpen'));
  }

  create(project: NewProject): Promise<ProjectSession> {
    return this.#inTurn(async () => this.#replace(await ProjectStore.create(project)));
  }

  /** The project open before stays open when this one cannot be. */
  open(folder: string): Promise<ProjectSession> {
    return this.#inTurn(async () => {
      if (this.#session?.store.paths.folder === folder) return this.#session;
      return this.#replace(await ProjectStore.open(folder));
    });
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      const session = this.#session;
      this.#session = null;
      const summary = session?.summary();
      await session?.close();
      if (summary) await this.#note(summary);
      if (session) this.#services.notifications.notify({ type: 'project' });
    });
  }

  async #replace(store: ProjectStore): Promise<ProjectSession> {
    const before = this.#session;
    const session = new ProjectSession(store, this.#services);
    this.#session = session;
    const summary = before?.summary();
    await before?.close();
    if (summary) await this.#note(summary);
    this.#services.notifications.notify({ type: 'project' });
    await this.#onOpened(session);
    return session;
  }

  /** The list of recent projects is a convenience: a data folder that cannot be written keeps no project from closing. */
  async #note({ folder, imageCount }: ProjectSummary): Promise<void> {
    await rememberImageCount(this.#services.dataFolder, folder, imageCount).catch(() => undefined);
  }

  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
