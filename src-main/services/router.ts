import { annotationsHandlers } from './annotations/handlers.ts';
import { assistHandlers } from './assist/handlers.ts';
import { exportsHandlers } from './exports/handlers.ts';
import { imagesHandlers } from './images/handlers.ts';
import { implementer } from './implementer.ts';
import type { HandlerContext } from './implementer.ts';
import { insightsHandlers } from './insights/handlers.ts';
import { jobsHandlers } from './jobs/handlers.ts';
import { modelsHandlers } from './models/handlers.ts';
import { predictionsHandlers } from './predictions/handlers.ts';
import { projectHandlers } from './projects/handlers.ts';
import { reviewHandlers } from './review/handlers.ts';
import { settingsHandlers } from './settings/handlers.ts';
import { systemHandlers } from './system/handlers.ts';
import { trainingHandlers } from './training/handlers.ts';

/** Puts a handler behind every procedure of the contract; each is a line, its logic lies in its domain's folder. */
export function createRouter(context: HandlerContext) {
  return implementer.router({
    system: systemHandlers(context),
    project: projectHandlers(context),
    images: imagesHandlers(context),
    annotations: annotationsHandlers(context),
    review: reviewHandlers(context),
    models: modelsHandlers(context),
    training: trainingHandlers(context),
    predictions: predictionsHandlers(context),
    jobs: jobsHandlers(context),
    exports: exportsHandlers(context),
    insights: insightsHandlers(context),
    assist: assistHandlers(context),
    settings: settingsHandlers(context),
  });
}
