import { describe, expect, test } from 'vitest';
import { obeysNetworkRule } from '../../src-main/core/networks/NetworkRule.ts';
import { architectureNames, createNetwork, faultsOfConfig } from '../registry.ts';
import { describeNetworks } from './describeNetworks.ts';

const all = describeNetworks();
const ends = { inputChannels: 1, classes: 2 };
const of = (architecture: string) => all.find((each) => each.architecture === architecture)!;

describe('networks on offer', () => {
  test('are all of the registry, the U-Net first', () => {
    expect(all.map(({ architecture }) => architecture).sort()).toEqual([...architectureNames()].sort());
    expect(all[0]!.architecture).toBe('unet');
  });

  test.each(all)('$architecture is built as it stands, on each of its encoders', ({ architecture, config, encoders }) => {
    expect(createNetwork(architecture, { ...ends, ...config }, 'test').parameterSpecs.length).toBeGreaterThan(10);
    for (const encoder of encoders) expect(createNetwork(architecture, { ...ends, ...config, encoder: encoder.config }, 'test').architecture).toBe(architecture);
  });

  test.each(all)('$architecture has a field for everything in its config, which the config obeys', ({ config, fields, encoders, encoderFields }) => {
    const { encoder, ...own } = config;
    expect(fields.filter(({ isOptional }) => !isOptional).map(({ name }) => name).sort()).toEqual(Object.keys(own).sort());
    for (const { name, rule } of fields) if (name in own) expect(obeysNetworkRule(own[name], rule), name).toBe(true);
    expect(encoder).toEqual(encoders[0]?.config);
    for (const { config: preset } of encoders) {
      for (const { name, rule } of encoderFields[preset.name]!) expect(obeysNetworkRule(preset[name], rule), `encoder.${name}`).toBe(true);
    }
  });

  test('rules are those of the schemas', () => {
    const rule = (architecture: string, name: string): unknown => of(architecture).fields.find((field) => field.name === name);
    expect(rule('unet', 'depth')).toEqual({ name: 'depth', rule: { kind: 'wholeNumber', least: 1, most: 6, multipleOf: 1 }, isOptional: false });
    for (const architecture of architectureNames()) {
      expect(rule(architecture, 'dropout'), architecture).toEqual({ name: 'dropout', rule: { kind: 'number', least: 0, most: 0.9 }, isOptional: true });
    }
    expect(rule('unet', 'deepSupervision')).toEqual({ name: 'deepSupervision', rule: { kind: 'switch' }, isOptional: true });
    expect(rule('unetOnEncoder', 'decoderChannels')).toMatchObject({ rule: { kind: 'wholeNumber', multipleOf: 16 } });
    expect(rule('deeplab', 'outputStride')).toMatchObject({ rule: { kind: 'choice', values: [8, 16] } });
    expect(rule('deeplab', 'rates')).toMatchObject({ rule: { kind: 'wholeNumbers', least: 1, most: 64, fewest: 1, atMost: 6 } });
  });

  test('SegNet stands on VGG-16 alone, SETR on transformers alone', () => {
    expect(new Set(of('segnet').encoders.map(({ config }) => config.name))).toEqual(new Set(['vgg16']));
    expect(new Set(of('setrPup').encoders.map(({ config }) => config.name))).toEqual(new Set(['vit']));
    expect(of('unet').encoders).toEqual([]);
  });

  test.each(all)('what obeys the rules of $architecture passes its schema, and what does not is refused at that field', ({ architecture, config, fields }) => {
    for (const { name, rule } of fields) {
      const [good, bad] =
        rule.kind === 'switch' ? [true, 'yes'] : rule.kind === 'choice' ? [rule.values.at(-1), 3] : rule.kind === 'wholeNumbers' ? [[rule.most], []] : [rule.most, rule.most + 1];
      expect([obeysNetworkRule(good, rule), obeysNetworkRule(bad, rule)], name).toEqual([true, false]);
      expect(faultsOfConfig(architecture, { ...ends, ...config, [name]: good }, 'test'), name).toEqual([]);
      expect(faultsOfConfig(architecture, { ...ends, ...config, [name]: bad }, 'test').map(({ field }) => field), name).toContain(name);
    }
  });
});
