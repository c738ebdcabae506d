import { expect, test } from 'vitest';
import { paneLayers } from './paneLayers.ts';
import type { ChosenLayers } from './paneLayers.ts';

const chosen: ChosenLayers = { labels: 'fill', prediction: 'hidden', heatMap: true, members: true };

test('a single pane shows the layers as chosen', () => {
  expect(paneLayers(null, chosen, false)).toEqual({ ...chosen, modelId: undefined });
});

test('a side shows one thing, in the chosen style, and outlines what is hidden elsewhere', () => {
  expect(paneLayers('labels', chosen, false)).toMatchObject({ labels: 'fill', prediction: 'hidden', heatMap: false, members: false });
  expect(paneLayers('prediction', chosen, false)).toMatchObject({ labels: 'hidden', prediction: 'outline', members: true });
  expect(paneLayers('heatMap', { ...chosen, heatMap: false }, false)).toMatchObject({ heatMap: true, labels: 'hidden' });
  expect(paneLayers({ modelId: 'old' }, chosen, false)).toMatchObject({ prediction: 'outline', modelId: 'old', members: false });
});

test('nothing is shown while all is hidden', () => {
  for (const content of [null, 'labels', { modelId: 'old' }] as const) {
    expect(paneLayers(content, chosen, true)).toMatchObject({ labels: 'hidden', prediction: 'hidden', heatMap: false, members: false });
  }
});
