import { writeSync } from 'node:fs';
import { ProjectStore } from '../ProjectStore.ts';
import { imageId, imageSize, paintObject, rowDiff, rowObjects } from './strokes.ts';

/**
 * A process that opens the project named on its command line and paints and unpaints rows as numbered objects until it is killed, writing
 * each event's number to standard output once the event counts as saved.
 */
const store = await ProjectStore.open(process.argv[2]!);
writeSync(1, 'open\n');
for (;;) {
  const sequence = store.journal.lastSequence();
  const row = sequence % imageSize.height;
  const isEmpty = store.labels.map(imageId, imageSize)[row * imageSize.width] === 255;
  const [number] = store.objects.part(imageId, imageSize, { x: 0, y: row, width: 1, height: 1 });
  const objects = rowObjects(row, number!, isEmpty ? 100_000 + sequence : 0);
  writeSync(1, `${paintObject(store, rowDiff(row, isEmpty ? 'paint' : 'clear'), objects)}\n`);
}
