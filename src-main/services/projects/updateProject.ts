import type { ProjectSummary } from '../../contract/schemas.ts';
import { say } from '../../core/messages/Message.ts';
import { givenName } from '../../core/messages/givenName.ts';
import { SfumatoError } from '../../core/SfumatoError.ts';
import type { ClassRecord } from '../../core/records.ts';
import type { Services } from '../Services.ts';
import { changeClasses } from './classHistory.ts';
import { assertClassOrder } from './projects.ts';
import type { ProjectSession } from './ProjectSession.ts';

export interface ProjectChange {
  readonly name?: string | undefined;
  /** All classes there are and any new ones; none may be left out. */
  readonly classes?: readonly ClassRecord[] | undefined;
}

/** The background, and something to tell from it. */
const fewestClasses = 2;

/**
 * Renames the project, or renames, recolours, adds and retires classes. The classes' numbers stay: labels, journal and
 * models speak of them. A change of classes is a step of the history.
 * @throws SfumatoError `invalidInput` when a class is left out, numbered otherwise, or too few would stay in use
 */
export function updateProject(session: ProjectSession, services: Services, { name, classes }: ProjectChange): ProjectSummary {
  if (classes) assertFits(session, classes);
  if (classes) changeClasses(session, services, classes);
  if (name !== undefined) session.store.rename(name);
  services.notifications.notify({ type: 'project' });
  return session.summary();
}

function assertFits({ store }: ProjectSession, classes: readonly ClassRecord[]): void {
  assertClassOrder(classes);
  if (classes.length < store.classes.length) {
    throw new SfumatoError('invalidInput', say('classLeftOut', { wanted: store.classes.length, got: classes.length }));
  }
  if (classes[0]?.retired) throw new SfumatoError('invalidInput', say('backgroundRetired', { name: givenName(classes[0].name) }));
  if (classes.filter(({ retired }) => !retired).length < fewestClasses) {
    throw new SfumatoError('invalidInput', say('tooFewClasses'));
  }
}
