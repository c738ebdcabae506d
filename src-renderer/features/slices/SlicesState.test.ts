import { expect, test } from 'vitest';
import type { ImagesState } from '../images/ImagesState.svelte.ts';
import type { ReviewState } from '../review/ReviewState.svelte.ts';
import { SlicesState } from './SlicesState.svelte.ts';

interface Slice {
  readonly id: string;
  readonly labelledFraction: number;
  readonly stack: { readonly id: string; readonly index: number } | null;
}

/** A stack of so many slices listed out of order, and another image; slice 0 is shown. */
function stackOf(count: number): { readonly slices: SlicesState; readonly shown: string[]; readonly ahead: string[] } {
  const all: Slice[] = Array.from({ length: count }, (_, at) => {
    const index = count - 1 - at;
    return { id: `slice ${index}`, labelledFraction: index === 2 ? 0.5 : 0, stack: { id: 'stack', index } };
  });
  all.unshift({ id: 'other', labelledFraction: 0, stack: null });
  const shown: string[] = [];
  const ahead: string[] = [];
  const images = {
    all,
    current: { record: all.find(({ id }) => id === 'slice 0') },
    get currentRecord() {
      return images.current.record;
    },
    show(id: string) {
      shown.push(id);
      images.current = { record: all.find((each) => each.id === id) };
    },
    load: (id: string) => void ahead.push(id),
  };
  const review = { current: null, regions: [{ imageId: 'slice 1', state: 'open' }, { imageId: 'slice 3', state: 'accepted' }] };
  return { slices: new SlicesState(images as unknown as ImagesState, review as unknown as ReviewState), shown, ahead };
}

test('goes through a stack in its own order and stays inside it', () => {
  const { slices, shown } = stackOf(5);
  expect(slices.isStack).toBe(true);
  slices.goTo(3);
  slices.goTo(99);
  slices.goTo(-7);
  expect(shown).toEqual(['slice 3', 'slice 4', 'slice 0']);
});

test('loads what comes next in the direction gone', () => {
  const { slices, ahead } = stackOf(9);
  slices.goTo(2);
  expect(ahead).toEqual(['slice 1', 'slice 3', 'slice 4', 'slice 5', 'slice 6']);
});

test('marks slices with labels and with open regions', () => {
  const { slices } = stackOf(5);
  expect(slices.marks).toEqual({ labelled: [2], doubtful: [1] });
});
