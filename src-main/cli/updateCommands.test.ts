import { expect, test } from 'vitest';
import { emptyLabelMap } from '../core/labels/labelMap.ts';
import { boxPicture, greyPicture, writePicture } from '../services/testing/imageFiles.ts';
import { pictureSize, projectWithImages } from '../services/testing/projectWithImages.ts';
import { finished, sentDiff, withBox } from '../services/testing/testApp.ts';
import { runProgram } from './program.ts';

const { width, height } = pictureSize;

/** A project with a model, six held-back images and one correction, and the command line on it. */
async function setUp() {
  const project = await projectWithImages('model');
  const { app, client, folder, image } = project;
  for (let index = 0; index < 5; index++) {
    await writePicture(`${folder}/images`, `more-${index}.png`, greyPicture(10 + index, width, height));
    await writePicture(`${folder}/labels`, `more-${index}.png`, boxPicture(1, width, height));
  }
  await finished(client, () => client.images.import({ imageFolder: `${folder}/images`, labelFolder: `${folder}/labels`, labelKind: 'classes', role: 'heldBack', namePrefix: 'more' }));
  const empty = emptyLabelMap(width, height);
  await client.annotations.commit({ imageId: image.id, tool: 'brush', classIndex: 1, diff: sentDiff(empty, withBox(empty, { x: 0, y: 0, width: 4, height: 4 }, 1)), regionId: null });
  const run = async (command: readonly string[], ...options: readonly string[]) => {
    let stdout = '';
    const exitCode = await runProgram([...command, project.project.folder, ...options], {
      stdout: { write: (text: string) => (stdout += text) },
      stderr: { write: () => true },
      // The application outlives the command, so that what it did can be looked at.
      openApp: () => Promise.resolve({ ...app, close: () => Promise.resolve() }),
    });
    return { exitCode, stdout };
  };
  return { ...project, run };
}

test('a light update is used where it is not worse, shows in the lineage with its corrections, and is gone back from', async () => {
  const { client, engine, run } = await setUp();
  const trained = await run(['train'], '--light', '--use');
  expect(trained).toMatchObject({ exitCode: 0 });
  expect(trained.stdout).toContain('better than before: Dice +');
  expect(engine.trained[0]!.stepsPerMember).toBeLessThan(80);
  const [candidate, starter] = await client.models.list();
  expect(candidate!.state).toBe('inUse');
  const { stdout } = await run(['model', 'lineage']);
  expect(stdout).toContain(`${starter!.name} (${starter!.id}), retired: no corrections of this project`);
  expect(stdout).toContain(`  ${candidate!.name} (${candidate!.id}), inUse: 1 new corrections on 1 images (tester 1)`);
  expect((await run(['model', 'lineage'], '--model', candidate!.id)).stdout).toMatch(/event \d+, .*, tester: brush, 16 pixels of image/);
  expect((await run(['model', 'rollback'])).stdout).toContain(`${starter!.id}), inUse`);
});

test('one that got worse stays a candidate with --use, unless --despite says otherwise', async () => {
  const { client, engine, run } = await setUp();
  engine.rightShare = (made) => 0.9 - made / 10;
  const refused = await run(['train'], '--use');
  expect(refused).toMatchObject({ exitCode: 0 });
  expect(refused.stdout).toContain('WORSE than before');
  expect((await client.models.list())[0]!.state).toBe('candidate');
  await run(['train'], '--use', '--despite');
  expect((await client.models.list())[0]!.state).toBe('inUse');
});

test('how models are updated is said and changed, and what is out of bounds is refused', async () => {
  const { run } = await setUp();
  const changed = await run(['project', 'updates'], '--promotion-margin', '0.01', '--evaluation-share', '0.25');
  expect(changed.stdout.trimEnd().split('\n')).toEqual(['updateAfter: 0', 'promotionMargin: 0.01', 'evaluationShare: 0.25']);
  expect((await run(['project', 'updates'], '--evaluation-share', '0.6')).exitCode).not.toBe(0);
  expect((await run(['project', 'updates'], '--update-after', 'often')).exitCode).not.toBe(0);
  expect(JSON.parse((await run(['project', 'updates'], '--json')).stdout)).toEqual({ updateAfter: 0, promotionMargin: 0.01, evaluationShare: 0.25 });
});
