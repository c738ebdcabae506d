import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pairNames } from './pairNames.ts';

/** `a.png=a_mask.png b.png=` as pairs by image; names are those of the cases. */
function pairsOf(images: string, labels: string): string {
  const { pairs } = pairNames(images.split(' '), labels.split(' '));
  return [...pairs].map(([image, label]) => `${image}=${label}`).sort().join(' ');
}

test.each([
  ['the same name', 'a.png b.png', 'a.png b.png', 'a.png=a.png b.png=b.png'],
  ['the same stem', 'a.jpg b.jpg', 'a.png', 'a.jpg=a.png'],
  ['the same name before the same stem', 'a.png', 'a.png a.tif', 'a.png=a.png'],
  ['the same stem before a word', 'a.jpg', 'a.png a_mask.png', 'a.jpg=a.png'],
  ['endings of two parts', 'a.ome.tif', 'a.ome.png', 'a.ome.tif=a.ome.png'],
  ['packed volumes', 'a.nii.gz b.nii.gz', 'a_seg.nii.gz b_seg.nii', 'a.nii.gz=a_seg.nii.gz b.nii.gz=b_seg.nii'],
  ['a number that counts channels', 'a_0000.tif b_0000.tif', 'a.tif b.tif', 'a_0000.tif=a.tif b_0000.tif=b.tif'],
  ['a word behind', 'a.png b.png c.png', 'a_mask.png b-label.png c_seg.tif', 'a.png=a_mask.png b.png=b-label.png c.png=c_seg.tif'],
  ['a word behind a dot, and in capitals', 'a.png b.png', 'a.labels.png b_GT.png', 'a.png=a.labels.png b.png=b_GT.png'],
  ['Cellpose', 'a.tif b.tif', 'a_cp_masks.png b_cp_masks.png', 'a.tif=a_cp_masks.png b.tif=b_cp_masks.png'],
  ['a word before', 'a.png', 'mask_a.png', 'a.png=mask_a.png'],
  ['words before numbers', 'img001.tif img010.tif', 'mask001.tif mask010.tif', 'img001.tif=mask001.tif img010.tif=mask010.tif'],
  ['words on both sides', 'a_image.png b_image.png', 'a_label.png b_label.png', 'a_image.png=a_label.png b_image.png=b_label.png'],
  ['words alone', 'image.tif', 'labels_instance.tif', 'image.tif=labels_instance.tif'],
  ['an expert counted', '21_training.tif', '21_manual1.tif', '21_training.tif=21_manual1.tif'],
  ['French', 'a.png b.png', 'a_masque.png b_vérité.png', 'a.png=a_masque.png b.png=b_vérité.png'],
  ['the closer of two images', 'a.png seg_a.png', 'seg_a_mask.png', 'seg_a.png=seg_a_mask.png'],
  ['accents spelt in two ways', 'e\u0301.png', 'é.tif', 'e\u0301.png=é.tif'],
  ['an unknown affix that all share', 'Image_01L.jpg Image_02R.jpg', 'Image_01L_1stHO.png Image_02R_1stHO.png', 'Image_01L.jpg=Image_01L_1stHO.png Image_02R.jpg=Image_02R_1stHO.png'],
  ['an unknown affix before', '7.png 9.png 11.png', 'roiA-7.png roiA-9.png', '7.png=roiA-7.png 9.png=roiA-9.png'],
  ['a known word within a name', 'cellA.png cellB.png', 'cellMaskA.png cellMaskB.png', 'cellA.png=cellMaskA.png cellB.png=cellMaskB.png'],
  ['more in common than needed', 'p1_s1.png p1_s2.png p2_s1.png', 'p1_s1_x.png p1_s2_x.png', 'p1_s1.png=p1_s1_x.png p1_s2.png=p1_s2_x.png'],
])('pairs %s', (_what, images, labels, expected) => {
  expect(pairsOf(images, labels)).toBe(expected);
  expect(pairNames(images.split(' '), labels.split(' ')).ambiguous).toEqual([]);
});

test.each([
  ['other numbers', 'img01.png img02.png', 'mask11.png mask12.png'],
  ['numbers in the affix that differ', 't000_a.png t000_b.png', 'seg001_a.png seg001_b.png'],
  ['two things of unknown names', 'left_1.png left_2.png', 'right_1.png right_2.png'],
  ['two patients', 'patient A_1.png patient A_2.png', 'patient B_1.png patient B_2.png'],
  ['words that only begin alike', 'sample_red.png sample_rod.png', 'sample_mask_bed.png sample_mask_bod.png'],
  ['a word within a word', 'a.png', 'amask.png'],
  ['an unknown affix of one file alone', 'a.png b.png', 'a_final.png b_last.png'],
  ['case', 'A.png', 'a.png'],
])('does not pair %s', (_what, images, labels) => {
  expect(pairsOf(images, labels)).toBe('');
});

describe('what could be meant in two ways is told and left', () => {
  test('two label files of one image', () => {
    const { pairs, ambiguous } = pairNames(['a.png', 'b.png'], ['a_mask.png', 'a_label.png', 'b_mask.png']);
    expect([...pairs]).toEqual([['b.png', 'b_mask.png']]);
    expect(ambiguous).toEqual([{ images: ['a.png'], labels: ['a_mask.png', 'a_label.png'] }]);
  });

  test('two images of one label file', () => {
    expect(pairNames(['a.jpg', 'a.tif'], ['a.png'])).toEqual({ pairs: new Map(), ambiguous: [{ images: ['a.jpg', 'a.tif'], labels: ['a.png'] }] });
  });

  test('masks of single objects', () => {
    expect(pairNames(['a.png'], ['a_mask1.png', 'a_mask2.png']).ambiguous).toEqual([{ images: ['a.png'], labels: ['a_mask1.png', 'a_mask2.png'] }]);
  });
});

const core = fc.stringMatching(/^[a-z]{1,4}[0-9]{1,3}$/);
const cores = fc.uniqueArray(core, { minLength: 2, maxLength: 12 });
const suffix = fc.constantFrom('_mask', '-label', '.labels', '_cp_masks', '_GT', '_segmentation', '_Annotation', '_zzqx');

test('with one suffix that all label files share, every image finds its own, whatever the order', () => {
  fc.assert(
    fc.property(cores, suffix, fc.infiniteStream(fc.nat()), (names, added, order) => {
      const labels = names.map((name) => ({ name: `${name}${added}.png`, at: order.next().value as number })).sort((a, b) => a.at - b.at);
      const { pairs, ambiguous } = pairNames(names.map((name) => `${name}.tif`), labels.map(({ name }) => name));
      expect(ambiguous).toEqual([]);
      expect(pairs).toEqual(new Map(names.map((name) => [`${name}.tif`, `${name}${added}.png`])));
    }),
  );
});

const anyName = fc.stringMatching(/^(?:mask|img|a|b|1|2|_|-|gt|image){1,5}\.(?:png|tif)$/);

test('whatever the names: pairs are of the lists, no label file goes twice, and nothing ambiguous is paired', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyName, { maxLength: 12 }), fc.uniqueArray(anyName, { maxLength: 12 }), (images, labels) => {
      const { pairs, ambiguous } = pairNames(images, labels);
      for (const [image, label] of pairs) expect([images.includes(image), labels.includes(label)]).toEqual([true, true]);
      expect(new Set(pairs.values()).size).toBe(pairs.size);
      for (const { images: ours, labels: theirs } of ambiguous) {
        expect(ours.length * theirs.length).toBeGreaterThan(1);
        if (ours.length === 1) expect(pairs.has(ours[0]!)).toBe(false);
      }
      for (const image of images) if (labels.includes(image)) expect(pairs.get(image)).toBe(image);
    }),
  );
});

test('numbers of a pair never differ where a word stands before them', () => {
  const numbers = fc.uniqueArray(fc.nat(9999), { minLength: 2, maxLength: 10 });
  fc.assert(
    fc.property(numbers, numbers, (ours, theirs) => {
      const { pairs } = pairNames(ours.map((number) => `frame${number}.png`), theirs.map((number) => `frameMask${number}.png`));
      for (const [image, label] of pairs) expect(label.match(/\d+/)![0]).toBe(image.match(/\d+/)![0]);
    }),
  );
});
