import { describeSystem } from '../testing/describeSystem.ts';

describeSystem({
  architecture: 'unet',
  what: 'with deep supervision',
  config: { inputChannels: 1, classes: 3, width: 4, depth: 3, deepSupervision: true },
});
