import { writeSync } from 'node:fs';
import { createImages } from '../../images/images.ts';
import { systemClock } from '../../ports/Clock.ts';
import { ProjectStore } from '../../store/ProjectStore.ts';
import { importImages } from '../images/importImages.ts';
import { NotificationHub } from '../notifications/NotificationHub.ts';
import { ProjectSession } from '../projects/ProjectSession.ts';
import type { Services } from '../Services.ts';
import { SettingsFile } from '../settings/SettingsFile.ts';
import { Uploads } from '../uploads/Uploads.ts';
import { FakeEngine } from './FakeEngine.ts';

/**
 * A process that imports the folder named second on its command line into the project named first, saying on standard
 * output which file it has come to.
 */
const [projectFolder, imageFolder] = process.argv.slice(2);
const services: Services = {
  clock: systemClock,
  user: 'importer',
  host: 'commandLine',
  dataFolder: '',
  resourcesFolder: '',
  engine: new FakeEngine(),
  images: { ...createImages(), close: () => Promise.resolve() },
  notifications: new NotificationHub(),
  settings: new SettingsFile(''),
  uploads: new Uploads(''),
};
const session = new ProjectSession(await ProjectStore.open(projectFolder!), services);
const request = { imageFolder: imageFolder!, labelFolder: null, labelKind: 'classes', role: 'work', namePrefix: '' } as const;
await importImages(session, services, request, { progress: ({ message }) => void writeSync(1, `${message?.text ?? ''}\n`) });
await session.close();
