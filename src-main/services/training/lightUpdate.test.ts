import { expect, test } from 'vitest';
import { fineTuningDefaults } from '../../core/training/trainingDefaults.ts';
import { lightUpdate } from './lightUpdate.ts';

test('as many steps as fit into the time, all networks alike', () => {
  expect(lightUpdate(250, 4)).toEqual({ stepsPerMember: 35, trainingMs: 35_000 });
  expect(lightUpdate(250, 1).stepsPerMember).toBe(fineTuningDefaults.stepsPerMember);
});

test('never more than a full update, never so few that nothing changes', () => {
  expect(lightUpdate(1, 4)).toEqual({ stepsPerMember: fineTuningDefaults.stepsPerMember, trainingMs: 4 * fineTuningDefaults.stepsPerMember });
  expect(lightUpdate(60_000, 4).stepsPerMember).toBe(8);
});

test('where a step was never timed it is careful, and promises nothing', () => {
  const { stepsPerMember, trainingMs } = lightUpdate(null, 4);
  expect(trainingMs).toBeNull();
  expect(stepsPerMember).toBeLessThan(fineTuningDefaults.stepsPerMember);
});
