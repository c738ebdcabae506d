import { expect, test } from 'vitest';
import { backgroundColour, classColour, freeClassColour, mostClasses } from './classPalette.ts';
import { leastDistance, oklabOf, linearRgb, seenBy } from './colourVision.ts';

const all = Array.from({ length: mostClasses }, (_, index) => classColour(index));

test('gives 255 classes 255 colours, none of them black', () => {
  expect(new Set(all).size).toBe(mostClasses);
  expect(all).not.toContain('#000000');
  expect(all.every((colour) => /^#[0-9a-f]{6}$/.test(colour))).toBe(true);
  expect(all[0]).toBe(backgroundColour);
});

test('keeps the first twelve classes apart for every eye', () => {
  for (let first = 0; first < 12; first++) {
    for (let second = first + 1; second < 12; second++) {
      expect(leastDistance(seenBy(all[first]!), seenBy(all[second]!)), `${all[first]} ${all[second]}`).toBeGreaterThan(0.05);
    }
  }
});

test('refuses what is no class', () => {
  expect(() => classColour(255)).toThrow(RangeError);
  expect(() => classColour(-1)).toThrow(RangeError);
  expect(() => classColour(1.5)).toThrow(RangeError);
});

test('gives a new class a colour that no other has', () => {
  expect(freeClassColour([classColour(1).toUpperCase(), classColour(3)])).toBe(classColour(2));
});

test('knows white and red as Ottosson gives them', () => {
  expect(oklabOf(linearRgb('#ffffff')).lightness).toBeCloseTo(1, 3);
  const red = oklabOf(linearRgb('#ff0000'));
  expect([red.lightness, red.greenRed, red.blueYellow].map((value) => Number(value.toFixed(3)))).toEqual([0.628, 0.225, 0.126]);
});

test('a red and a green of the same lightness are alike to a deuteranope', () => {
  const [normal] = [leastDistance([seenBy('#a08000')[0]!], [seenBy('#c06c00')[0]!])];
  expect(leastDistance(seenBy('#a08000'), seenBy('#c06c00'))).toBeLessThan(normal);
});
