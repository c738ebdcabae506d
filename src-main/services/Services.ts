import type { Clock } from '../ports/Clock.ts';
import type { EngineClientPort } from '../ports/EngineClient.ts';
import type { ImagesClientPort } from '../ports/ImagesClient.ts';
import type { NotificationHub } from './notifications/NotificationHub.ts';
import type { Uploads } from './uploads/Uploads.ts';
import type { SettingsFile } from './settings/SettingsFile.ts';

/** What every service may use, put together by `createApp`. */
export interface Services {
  readonly clock: Clock;
  /** Written into the journal. */
  readonly user: string;
  readonly host: 'web' | 'electron' | 'commandLine';
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly engine: EngineClientPort;
  readonly images: ImagesClientPort;
  readonly notifications: NotificationHub;
  readonly settings: SettingsFile;
  readonly uploads: Uploads;
}
