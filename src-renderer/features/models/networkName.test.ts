import { expect, test } from 'vitest';
import { networkName, systemTitle } from './networkName.ts';

test.each([
  [{ architecture: 'unet', config: { width: 16 } }, 'U-Net'],
  [{ architecture: 'deeplabV3Plus', config: { encoder: { name: 'resnet18', width: 0.25 } } }, 'DeepLab v3+ on ResNet-18 at 0.25 of its width'],
  [{ architecture: 'pspnet', config: { encoder: { name: 'resnet50', width: 1 } } }, 'PSPNet on ResNet-50'],
  [{ architecture: 'setrPup', config: { encoder: { name: 'vit', width: 96, depth: 6 } } }, 'SETR-PUP on ViT with 6 layers of 96 channels'],
  [{ architecture: 'unknown', config: {} }, 'unknown'],
])('%j is called %s', (network, name) => expect(networkName(network)).toBe(name));

test('the two U-Nets are told apart', () => {
  expect([systemTitle('unet'), systemTitle('unetOnEncoder')]).toEqual(['U-Net', 'U-Net on an encoder']);
});
