import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { boxPicture, greyPicture, writePicture } from '../testing/imageFiles.ts';
import { classes, finished, startTestApp } from '../testing/testApp.ts';

/** Writes a small picture at every path: a mask where `isMask` says so. */
async function setUp(paths: readonly string[], isMask: (path: string) => boolean = (path) => /mask|label|gold|annotat|masques/i.test(path)) {
  const test = await startTestApp();
  const root = join(test.folder, 'set');
  await mkdir(root);
  for (const [seed, path] of paths.entries()) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writePicture(root, path, isMask(path) ? boxPicture(1) : greyPicture(seed));
  }
  await test.client.project.create({ folder: join(test.folder, 'project'), name: 'Test', classes });
  const inspect = async (options: { labelFolder?: string; withoutLabels?: boolean } = {}) => {
    const report = await test.client.images.inspect({ folder: root, ...options });
    const place = (folder: string | null): string | null => folder && (relative(root, folder) || '.');
    return { ...report, imageFolder: place(report.imageFolder), labelFolder: place(report.labelFolder), labelFolders: report.labelFolders.map(place) };
  };
  const importing = (request: { imageFolder?: string; labelFolder?: string | null; labelChoices?: { image: string; label: string | null }[]; namePrefix?: string }) =>
    finished(test.client, () => test.client.images.import({ labelKind: 'classes', role: 'work', imageFolder: root, labelFolder: root, ...request }));
  return { ...test, root, inspect, importing };
}

test('label files beside their images are no images', async () => {
  const { client, inspect, importing } = await setUp(['a.png', 'a_mask.png', 'b.png', 'b_mask.png', 'c.png']);
  const report = await inspect();
  expect(report).toMatchObject({ imageFolder: '.', labelFolder: '.', labelFolders: ['.'], imageCount: 3, pairCount: 2, ambiguous: [] });
  expect(report.pairs).toEqual([{ image: 'a.png', label: 'a_mask.png' }, { image: 'b.png', label: 'b_mask.png' }, { image: 'c.png', label: null }]);
  expect(report.labels).toEqual(['a_mask.png', 'b_mask.png'].map((name) => ({ name, size: { width: 32, height: 24, slices: 1 }, problem: null, values: [1] })));
  expect(await inspect({ withoutLabels: true })).toMatchObject({ labelFolder: null, labelFolders: [], imageCount: 5, pairCount: 0 });
  expect(await importing({})).toMatchObject({ state: 'done' });
  const images = await client.images.list();
  expect(images.map(({ name, labelledFraction }) => [name, labelledFraction])).toEqual([['a.png', 1], ['b.png', 1], ['c.png', 0]]);
});

test.each<[string, string[], string, string, number?]>([
  ['train/images and train/labels', ['train/images/a.png', 'train/labels/a.png', 'test/images/b.png', 'test/labels/b.png'], 'train/images', 'train/labels'],
  ['images/train and labels/train', ['images/train/a.png', 'labels/train/a.png', 'images/val/b.png', 'labels/val/b.png'], 'images/train', 'labels/train'],
  ['French names', ['images/a.png', 'masques/a.png'], 'images', 'masques'],
  ['a word behind the folder of images', ['cells/a.png', 'cells_masks/a.png'], 'cells', 'cells_masks'],
  ['affixes on either side', ['images/a_image.png', 'ground truth/a_label.png'], 'images', 'ground truth'],
  ['the Medical Segmentation Decathlon', ['imagesTr/a_0000.png', 'imagesTr/b_0000.png', 'labelsTr/a.png', 'labelsTr/b.png'], 'imagesTr', 'labelsTr', 2],
  ['a folder inside that of the images', ['a.png', 'lbl/a.png'], '.', 'lbl'],
  ['people, of whom the first', ['images/a.png', 'annotator_10/a.png', 'annotator_2/a.png'], 'images', 'annotator_2'],
  ['gold before people and labels', ['images/a.png', 'annotators/1/a.png', 'annotators/2/a.png', 'labels/a.png', 'gold_standard/a.png'], 'images', 'gold_standard'],
])('folders are found: %s', async (_what, paths, images, labels, count = 1) => {
  const { inspect } = await setUp(paths);
  expect(await inspect()).toMatchObject({ imageFolder: images, labelFolder: labels, pairCount: count, imageCount: count });
});

test('labels of several people are a choice, never mixed', async () => {
  const { inspect, root } = await setUp(['images/a.png', 'images/b.png', 'annotators/1/a.png', 'annotators/2/b.png', 'annotators/10/a.png']);
  const report = await inspect();
  expect(report.labelFolders).toEqual(['annotators/1', 'annotators/2', 'annotators/10']);
  expect(report).toMatchObject({ labelFolder: 'annotators/1', pairCount: 1 });
  // The folder of all of them stands for its first.
  expect(await inspect({ labelFolder: join(root, 'annotators') })).toMatchObject({ labelFolder: 'annotators/1', labelFolders: ['annotators/1', 'annotators/2', 'annotators/10'] });
  expect(await inspect({ labelFolder: join(root, 'annotators/2') })).toMatchObject({ labelFolder: 'annotators/2', pairs: [{ label: null }, { label: 'b.png' }] });
});

test('two label files of one image: told, refused, and settled by a choice', async () => {
  const { client, inspect, importing } = await setUp(['a.png', 'a_mask.png', 'a_label.png', 'b.png', 'b_mask.png']);
  expect(await inspect()).toMatchObject({ pairCount: 1, ambiguous: [{ images: ['a.png'], labels: ['a_label.png', 'a_mask.png'] }] });
  const { error } = await importing({});
  expect(error).toMatchObject({ code: 'conflict' });
  for (const name of ['a.png', 'a_mask.png', 'a_label.png']) expect(error!.message.text).toContain(name);
  expect(await client.images.list()).toEqual([]);
  // Another image is not held up by it.
  expect(await importing({ namePrefix: 'b' })).toMatchObject({ state: 'done' });
  expect(await importing({ namePrefix: 'a', labelChoices: [{ image: 'a.png', label: 'a_label.png' }] })).toMatchObject({ state: 'done' });
  expect(await client.images.list()).toMatchObject([{ name: 'a.png', labelledFraction: 1 }, { name: 'b.png', labelledFraction: 1 }]);
});

test('one label file of two images is refused until it is said of which', async () => {
  const { client, importing, root } = await setUp(['images/a.png', 'images/a.tif', 'labels/a_mask.png'], (path) => path.startsWith('labels'));
  const folders = { imageFolder: join(root, 'images'), labelFolder: join(root, 'labels') };
  const { error } = await importing(folders);
  expect(error).toMatchObject({ code: 'conflict', message: { text: 'a_mask.png: could be the label file of a.png and of a.tif; keep one, or say of which' } });
  expect(await importing({ ...folders, labelChoices: [{ image: 'a.tif', label: 'a_mask.png' }] })).toMatchObject({ state: 'done' });
  expect(await client.images.list()).toMatchObject([{ name: 'a.png', labelledFraction: 0 }, { name: 'a.tif', labelledFraction: 1 }]);
});

test('choices are of the folders alone, and no path leads out of them', async () => {
  const { client, importing, root, folder } = await setUp(['images/a.png', 'labels/a.png', 'labels/x.png']);
  await writePicture(folder, 'secret.png', boxPicture(1));
  const folders = { imageFolder: join(root, 'images'), labelFolder: join(root, 'labels') };
  for (const label of ['../../secret.png', '..', '/etc/passwd', 'a\\b.png', 'a\0.png', '']) {
    await expect(importing({ ...folders, labelChoices: [{ image: 'a.png', label }] })).rejects.toThrow();
  }
  const refused = async (...labelChoices: { image: string; label: string | null }[]) => (await importing({ ...folders, labelChoices })).error;
  expect(await refused({ image: 'a.png', label: 'secret.png' })).toMatchObject({ code: 'notFound', message: { code: 'choiceWithoutLabel' } });
  expect(await refused({ image: 'z.png', label: 'a.png' })).toMatchObject({ code: 'notFound', message: { code: 'choiceWithoutImage' } });
  expect(await refused({ image: 'a.png', label: 'a.png' }, { image: 'a.png', label: null })).toMatchObject({ code: 'invalidInput' });
  expect(await importing({ ...folders, labelChoices: [{ image: 'a.png', label: null }] })).toMatchObject({ state: 'done' });
  expect(await client.images.list()).toMatchObject([{ labelledFraction: 0 }]);
});

test('label files of another size, unreadable ones and those of no image are told before the import', async () => {
  const { inspect, root } = await setUp(['images/a.png', 'images/b.png', 'labels/b.png', 'labels/spare.png']);
  await writePicture(join(root, 'labels'), 'a.png', boxPicture(1, 40, 24));
  await writeFile(join(root, 'labels', 'b.png'), 'no picture');
  const { labels, pairs } = await inspect();
  expect(labels).toMatchObject([
    { name: 'a.png', size: { width: 40, height: 24 }, problem: null },
    { name: 'b.png', size: null, problem: { code: 'unknownFormat' } },
    { name: 'spare.png', size: { width: 32, height: 24 } },
  ]);
  expect(pairs.map(({ label }) => label)).toEqual(['a.png', 'b.png']);
});

test('what label files hold is told file by file, so that a class in only one of many is seen', async () => {
  const paths = Array.from({ length: 12 }, (_none, index) => [`images/${index + 10}.png`, `labels/${index + 10}.png`]).flat();
  const { inspect, root } = await setUp(paths);
  await writePicture(join(root, 'labels'), '15.png', boxPicture(5));
  await writePicture(join(root, 'labels'), '16.png', boxPicture(255));
  await writeFile(join(root, 'labels', '17.png'), 'no picture');
  const { labels, labelKind, suggestedClasses } = await inspect();
  expect(labels.map(({ values }) => values)).toEqual([[1], [1], [1], [1], [1], [5], [], null, [1], [1], [1], [1]]);
  expect([labelKind, suggestedClasses.length]).toEqual(['classes', 6]);
});

test('of more label files than are looked into, the others’ values are unknown', async () => {
  const paths = Array.from({ length: 104 }, (_none, index) => [`images/${index + 100}.png`, `labels/${index + 100}.png`]).flat();
  const { inspect } = await setUp(paths);
  const { labels } = await inspect();
  expect(labels.filter(({ values }) => values === null).length).toBeGreaterThan(0);
  expect(labels.filter(({ values }) => values !== null).length).toBeGreaterThanOrEqual(100);
});

const shared = join(import.meta.dirname, '../../../../shared/data');

describe.skipIf(!existsSync(shared))(`shared/data${existsSync(shared) ? '' : ' (skipped: the folder of shared data is absent)'}`, () => {
  const inspected = async (set: string, labelFolder: string | null = null) => {
    const { client } = await startTestApp();
    const report = await client.images.inspect({ folder: join(shared, set), labelFolder: labelFolder && join(shared, set, labelFolder) });
    const place = (folder: string | null): string | null => folder && relative(join(shared, set), folder);
    return { ...report, place, unused: report.labels.filter(({ name }) => !report.pairs.some(({ label }) => label === name)).length };
  };

  test.each([
    ['cxr_lungs', 'images', 'labels', 60],
    ['em_vnc', 'images', 'labels', 16],
    ['nuclei-dsb2018', 'images', 'labels', 135],
    ['em-membranes', 'images', 'labels', 24],
    ['camvid', 'train/images', 'train/labels', 367],
    ['bu_bil_multiannotator', 'images', 'gold', 24],
  ])('%s: every image finds its labels', async (set, images, labels, count) => {
    const report = await inspected(set);
    expect([report.place(report.imageFolder), report.place(report.labelFolder)]).toEqual([images, labels]);
    expect(report).toMatchObject({ pairCount: count, fileCount: count, unreadableCount: 0, ambiguous: [], unused: 0 });
    for (const { image, label } of report.pairs) expect(label!.replace(/\..*/, '')).toBe(image.replace(/\..*/, ''));
  });

  test('bu_bil_multiannotator: gold is suggested, and each person is a choice', async () => {
    const report = await inspected('bu_bil_multiannotator');
    expect(report.labelFolders.map(report.place)[0]).toBe('gold');
    expect(report.labelFolders).toHaveLength(11);
    const one = await inspected('bu_bil_multiannotator', 'annotators');
    expect([one.place(one.labelFolder), one.pairCount]).toEqual(['annotators/Person1_Amira', 24]);
  });

  test('nuclei3d: a stack and its instances beside it', async () => {
    const report = await inspected('nuclei3d');
    expect(report).toMatchObject({ pairs: [{ image: 'image.tif', label: 'labels_instance.tif' }], labelKind: 'instances' });
    expect(report.files[0]!.slices).toBe(report.labels[0]!.size!.slices);
  });

  test('pair-size-mismatch: the sizes are told', async () => {
    const report = await inspected('malformed-more/pair-size-mismatch');
    expect(report.pairs).toEqual([{ image: 'image.png', label: 'label.png' }]);
    const [image, label] = [report.files[0]!, report.labels[0]!.size!];
    expect([image.width, image.height]).not.toEqual([label.width, label.height]);
  });
});
