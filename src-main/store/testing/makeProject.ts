import { join } from 'node:path';
import { temporaryFolder } from '../../files/testing/temporaryFolder.ts';
import { ProjectStore } from '../ProjectStore.ts';
import { imageId, imageSize } from './strokes.ts';

/** A project with one image of two tiles by one, whose file is only claimed. */
export async function makeProject(folder?: string): Promise<ProjectStore> {
  const place = folder ?? join(await temporaryFolder(), 'Test.sfumato');
  const store = await ProjectStore.create({
    folder: place,
    name: 'Test',
    classes: [
      { index: 0, name: 'background', colour: '#000000', retired: false },
      { index: 1, name: 'nucleus', colour: '#ffffff', retired: false },
    ],
    createdAt: '2026-11-23T12:00:00.000Z',
  });
  store.transaction(() =>
    store.images.add({
      id: imageId,
      name: 'a.png',
      ...imageSize,
      channels: 1,
      colour: 'grey',
      channelNames: ['Intensity'],
      channelRanges: [[0, 255]],
      pixelSizeUm: null,
      stack: null,
      sampleType: 'uint8',
      displayRange: [0, 255],
      contentHash: 'a'.repeat(64),
      fileHash: 'a'.repeat(64),
      fileSlice: 0,
      role: 'work',
      labelFileHash: null,
      importedAt: '2026-11-23T12:00:00.000Z',
    }),
  );
  return store;
}
