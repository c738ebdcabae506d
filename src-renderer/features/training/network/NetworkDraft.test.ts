import { expect, test } from 'vitest';
import type { EncoderWeightsReport } from '../../../../src-main/core/networks/NetworkDescription.ts';
import { say } from '../../../../src-main/core/messages/Message.ts';
import { describeNetworks } from '../../../../models/offers/describeNetworks.ts';
import { encoderPresets } from '../../../../models/offers/encoderPresets.ts';
import { en } from '../../../messages/en.ts';
import { NetworkDraft } from './NetworkDraft.svelte.ts';

const networks = describeNetworks();

function draftOf(architecture: string): NetworkDraft {
  const draft = new NetworkDraft();
  draft.networks = networks;
  draft.chooseSystem(architecture);
  return draft;
}

const field = (draft: NetworkDraft, path: string) => [...draft.fields, ...draft.encoderFields].find((each) => each.path === path)!;
const none = { count: 0, names: [] };
const report: EncoderWeightsReport = { encoder: 'resnet18', naming: 'torchvision', tensors: 100, values: 1, missing: none, unexpected: none, differing: { count: 0, shapes: [] } };

test('what is not touched is the usual U-Net, which need not be asked for', () => {
  const draft = new NetworkDraft();
  expect(draft.wish).toBeNull();
  draft.networks = networks;
  expect(draft.choice).toEqual({ architecture: 'unet', config: { width: 16, depth: 4 } });
  expect(draft.wish).toEqual({ network: null, encoderWeights: null, passes: null, turns: null });
  expect(draft.changedCount).toBe(0);
});

test('fields are read as typed, what is left out stays out, and what is wrong is told at its field', () => {
  const draft = draftOf('unet');
  draft.say('width', '8');
  expect(draft.wish!.network).toEqual({ architecture: 'unet', config: { width: 8, depth: 4 } });
  draft.say('dropout', '0,3');
  draft.say('deepSupervision', true);
  expect(draft.choice!.config).toEqual({ width: 8, depth: 4, dropout: 0.3, deepSupervision: true });
  draft.say('deepSupervision', false);
  draft.say('dropout', '0');
  expect(draft.choice!.config).toEqual({ width: 8, depth: 4 });
  draft.say('depth', '9');
  expect([draft.choice, draft.wish]).toEqual([null, null]);
  expect(draft.fault(field(draft, 'depth'))).toBe('A whole number from 1 to 6.');
  draft.reset();
  expect(draft.wish!.network).toBeNull();
});

test.each(networks.map(({ architecture }) => architecture))('passes are offered where a network draws: %s', (architecture) => {
  const draft = draftOf(architecture);
  expect([draft.draws, draft.passes]).toEqual([false, 1]);
  draft.say('dropout', '0.2');
  draft.sayPasses('8');
  expect([draft.draws, draft.wish!.passes, draft.wish!.network!.config['dropout']]).toEqual([true, 8, 0.2]);
  draft.sayPasses('many');
  expect([draft.wish, draft.passesFault]).toEqual([null, 'A whole number from 1 to 64.']);
  draft.say('dropout', '0');
  expect(draft.wish!.passes).toBeNull();
});

test('an encoder is chosen by its size, which its fields may change', () => {
  const draft = draftOf('deeplabV3Plus');
  expect(draft.presetId).toBe('resnet18Quarter');
  draft.choosePreset('resnet50');
  expect([draft.presetId, draft.choice!.config['encoder']]).toEqual(['resnet50', { name: 'resnet50', width: 1 }]);
  draft.say('encoder.width', '0.5');
  expect([draft.presetId, draft.choice!.config['encoder']]).toEqual([null, { name: 'resnet50', width: 0.5 }]);
  draft.say('rates', '1 2; 4');
  expect(draft.choice!.config['rates']).toEqual([1, 2, 4]);
  draft.say('rates', '');
  expect(draft.fault(field(draft, 'rates'))).toBe('1 to 6 whole numbers from 1 to 64, with commas.');
});

test('a file of weights holds a run back until it is known to fit', () => {
  const draft = draftOf('deeplabV3Plus');
  draft.sayWeights('/weights.safetensors');
  expect(draft.wish).toBeNull();
  draft.weights = { ...report, missing: { count: 1, names: ['conv1.weight'] } };
  expect(draft.wish).toBeNull();
  draft.weights = report;
  expect(draft.wish!.encoderWeights).toBe('/weights.safetensors');
  draft.choosePreset('resnet34');
  expect(draft.wish, 'another encoder').toBeNull();
  draft.chooseSystem('unet');
  expect(draft.wish!.encoderWeights, 'a network without an encoder').toBeNull();
});

test('what the program says is wrong is told at its field, until that is changed', () => {
  const draft = draftOf('setrPup');
  draft.faults = [{ field: 'encoder.heads', wanted: say('aDivisorOfTheWidth') }];
  expect([draft.fault(field(draft, 'encoder.heads')), draft.wish, draft.otherFault]).toEqual(['Must be a divisor of the width.', null, null]);
  draft.say('encoder.heads', '4');
  expect(draft.fault(field(draft, 'encoder.heads'))).toBeNull();
  draft.faults = [{ field: 'cropSide', wanted: say('aMultipleOf', { number: 8 }) }];
  expect(draft.otherFault).toBe('The crop side, under Advanced, must be a multiple of 8 for this network.');
});

test('every system, encoder and field on offer has its words', () => {
  const { systems, encoders, fields, encoderNames } = en.network;
  expect(networks.map(({ architecture }) => architecture).filter((name) => !systems[name] || !en.models.architectures[name])).toEqual([]);
  expect(encoderPresets.filter(({ id, config }) => !encoders[id] || !encoderNames[config.name])).toEqual([]);
  const paths = networks.flatMap(({ fields: own, encoderFields }) => [...own.map(({ name }) => name), ...Object.values(encoderFields).flatMap((list) => list.map(({ name }) => `encoder.${name}`))]);
  expect([...new Set(paths)].filter((path) => !fields[path])).toEqual([]);
});
