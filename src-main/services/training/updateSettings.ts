import type { UpdateSettings } from '../../core/review/ReviewSettings.ts';
import type { ProjectSession } from '../projects/ProjectSession.ts';

/** How models are updated, judged and measured in this project. */
export function readUpdateSettings({ store }: ProjectSession): UpdateSettings {
  const { updateAfter, promotionMargin, evaluationShare } = store.reviewSettings();
  return { updateAfter, promotionMargin, evaluationShare };
}

/** The rest of the project's settings of its queue stays. */
export function changeUpdateSettings(session: ProjectSession, changes: { readonly [Name in keyof UpdateSettings]?: UpdateSettings[Name] | undefined }): UpdateSettings {
  const { store } = session;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  store.setReviewSettings({ ...store.reviewSettings(), ...given });
  return readUpdateSettings(session);
}
