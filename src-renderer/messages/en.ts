import { application, tagline } from './en/application.ts';
import { assist } from './en/assist.ts';
import { canvas } from './en/canvas.ts';
import { certainty } from './en/certainty.ts';
import { commands } from './en/commands.ts';
import { compare } from './en/compare.ts';
import { connection } from './en/connection.ts';
import { display } from './en/display.ts';
import { data } from './en/data.ts';
import { evidence } from './en/evidence.ts';
import { figures } from './en/figures.ts';
import { folders } from './en/folders.ts';
import { found } from './en/found.ts';
import { history } from './en/history.ts';
import { image } from './en/image.ts';
import { importImages } from './en/importImages.ts';
import { inspector } from './en/inspector.ts';
import { insights } from './en/insights.ts';
import { jobs } from './en/jobs.ts';
import { layers } from './en/layers.ts';
import { learn } from './en/learn.ts';
import { maps } from './en/maps.ts';
import { models } from './en/models.ts';
import { navigation } from './en/navigation.ts';
import { network } from './en/network.ts';
import { newProject } from './en/newProject.ts';
import { plot } from './en/plot.ts';
import { problem } from './en/problem.ts';
import { queue } from './en/queue.ts';
import { recipe } from './en/recipe.ts';
import { review } from './en/review.ts';
import { saved } from './en/saved.ts';
import { slices } from './en/slices.ts';
import { settings } from './en/settings.ts';
import { start } from './en/start.ts';
import { time } from './en/time.ts';
import { tools } from './en/tools.ts';
import { topBar } from './en/topBar.ts';
import { tour } from './en/tour.ts';
import { training } from './en/training.ts';
import { uncertainty } from './en/uncertainty.ts';
import { updates } from './en/updates.ts';

/** Every word the user reads, in English: one file a feature. Each has its counterpart in `fr/`. */
export const en = {
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
};
