import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitNames } from './splitNames.ts';

test.each([
  ['a word behind', 'a.png a_mask.png b.png b_mask.png', 'a_mask.png b_mask.png'],
  ['every word in use', 'a.png a-label.png b.tif b_seg.tif c.png c.labels.png d.png d_gt.png e.png mask_e.png f.png f_cp_masks.png g.png g_Annotation.png', 'a-label.png b_seg.tif c.labels.png d_gt.png mask_e.png f_cp_masks.png g_Annotation.png'],
  ['words on both sides', 'img001.tif mask001.tif img002.tif mask002.tif', 'mask001.tif mask002.tif'],
  ['words alone', 'image.png label.png', 'label.png'],
  ['a label file of no image that is named as the others', 'a.png a_mask.png b_mask.png', 'a_mask.png b_mask.png'],
  ['images whose own names have the word', 'red_label.png red_label_mask.png', 'red_label_mask.png'],
  ['no image of that stem', 'gas_mask.png face_mask.png', ''],
  ['nothing', 'a.png b.png', ''],
  ['another word than the label files have', 'a.png a_seg.png gas_mask.png', 'a_seg.png'],
])('finds label files beside their images by %s', (_what, names, labels) => {
  const split = splitNames(names.split(' '));
  expect(split.labels.join(' ')).toBe(labels);
  expect([...split.images, ...split.labels].sort()).toEqual(names.split(' ').sort());
});

test('some image is always left', () => {
  const name = fc.stringMatching(/^(?:mask|img|image|label|a|1|_|-){1,5}\.png$/);
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 10 }), (names) => {
      expect(splitNames(names).images.length).toBeGreaterThan(0);
    }),
  );
});
