import { application, tagline } from './en/application.ts';
import { canvas } from './en/canvas.ts';
import { commands } from './en/commands.ts';
import { connection } from './en/connection.ts';
import { figures } from './en/figures.ts';
import { folders } from './en/folders.ts';
import { history } from './en/history.ts';
import { image } from './en/image.ts';
import { inspector } from './en/inspector.ts';
import { jobs } from './en/jobs.ts';
import { layers } from './en/layers.ts';
import { learn } from './en/learn.ts';
import { maps } from './en/maps.ts';
import { models } from './en/models.ts';
import { navigation } from './en/navigation.ts';
import { newProject } from './en/newProject.ts';
import { problem } from './en/problem.ts';
import { queue } from './en/queue.ts';
import { review } from './en/review.ts';
import { saved } from './en/saved.ts';
import { start } from './en/start.ts';
import { time } from './en/time.ts';
import { tools } from './en/tools.ts';
import { topBar } from './en/topBar.ts';

/** Every word the user reads, in English: one file a feature. Each has its counterpart in `fr/`. */
export const en = {
  application,
  tagline,
  canvas,
  commands,
  connection,
  figures,
  folders,
  history,
  image,
  inspector,
  jobs,
  layers,
  learn,
  maps,
  models,
  navigation,
  newProject,
  problem,
  queue,
  review,
  saved,
  start,
  time,
  tools,
  topBar,
};
