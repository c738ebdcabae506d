import type { Messages } from './Catalogue.ts';
import { application, tagline } from './fr/application.ts';
import { assist } from './fr/assist.ts';
import { canvas } from './fr/canvas.ts';
import { certainty } from './fr/certainty.ts';
import { commands } from './fr/commands.ts';
import { compare } from './fr/compare.ts';
import { connection } from './fr/connection.ts';
import { display } from './fr/display.ts';
import { data } from './fr/data.ts';
import { evidence } from './fr/evidence.ts';
import { figures } from './fr/figures.ts';
import { folders } from './fr/folders.ts';
import { found } from './fr/found.ts';
import { history } from './fr/history.ts';
import { image } from './fr/image.ts';
import { importImages } from './fr/importImages.ts';
import { inspector } from './fr/inspector.ts';
import { insights } from './fr/insights.ts';
import { jobs } from './fr/jobs.ts';
import { layers } from './fr/layers.ts';
import { learn } from './fr/learn.ts';
import { maps } from './fr/maps.ts';
import { models } from './fr/models.ts';
import { navigation } from './fr/navigation.ts';
import { network } from './fr/network.ts';
import { newProject } from './fr/newProject.ts';
import { plot } from './fr/plot.ts';
import { problem } from './fr/problem.ts';
import { queue } from './fr/queue.ts';
import { recipe } from './fr/recipe.ts';
import { review } from './fr/review.ts';
import { saved } from './fr/saved.ts';
import { slices } from './fr/slices.ts';
import { settings } from './fr/settings.ts';
import { start } from './fr/start.ts';
import { time } from './fr/time.ts';
import { tools } from './fr/tools.ts';
import { topBar } from './fr/topBar.ts';
import { tour } from './fr/tour.ts';
import { training } from './fr/training.ts';
import { uncertainty } from './fr/uncertainty.ts';
import { updates } from './fr/updates.ts';
import { withFrenchSpaces } from './withFrenchSpaces.ts';

/** Every word the user reads, in French. A word that English has and this has not is a type error. */
export const fr: Messages = withFrenchSpaces({
  application,
  tagline,
  assist,
  canvas,
  certainty,
  commands,
  compare,
  connection,
  display,
  data,
  evidence,
  figures,
  folders,
  found,
  history,
  image,
  importImages,
  inspector,
  insights,
  jobs,
  layers,
  learn,
  maps,
  models,
  navigation,
  network,
  newProject,
  plot,
  problem,
  queue,
  recipe,
  review,
  saved,
  slices,
  settings,
  start,
  time,
  tools,
  topBar,
  tour,
  training,
  uncertainty,
  updates,
});
