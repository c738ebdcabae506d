import { annotationsContract } from './annotations.ts';
import { assistContract } from './assist.ts';
import { exportsContract } from './exports.ts';
import { imagesContract } from './images.ts';
import { insightsContract } from './insights.ts';
import { jobsContract } from './jobs.ts';
import { modelsContract } from './models.ts';
import { predictionsContract } from './predictions.ts';
import { projectContract } from './project.ts';
import { reviewContract } from './review.ts';
import { settingsContract } from './settings.ts';
import { systemContract } from './system.ts';
import { trainingContract } from './training.ts';

/**
 * The one typed API, a file a domain. The renderer and the command line call it; both hosts carry it. Long work answers
 * with a job at once and reports through `system.notifications`. Pixels do not travel here: see `pixelUrls.ts`.
 */
export const contract = {
  system: systemContract,
  project: projectContract,
  images: imagesContract,
  annotations: annotationsContract,
  review: reviewContract,
  models: modelsContract,
  training: trainingContract,
  predictions: predictionsContract,
  jobs: jobsContract,
  exports: exportsContract,
  insights: insightsContract,
  assist: assistContract,
  settings: settingsContract,
} as const;

export type Contract = typeof contract;
