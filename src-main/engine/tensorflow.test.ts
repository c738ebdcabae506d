import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { tf } from './tensorflow.ts';

const require = createRequire(import.meta.url);

describe('tensorflow', () => {
  it('is the very copy that CommonJS packages such as the native engine get', () => {
    const required = require('@tensorflow/tfjs') as typeof tf;
    expect(required.engine()).toBe(tf.engine());
    expect(required.Tensor).toBe(tf.Tensor);
  });

  it('is the copy that backends register their kernels with', () => {
    require('@tensorflow/tfjs-backend-webgpu');
    for (const backend of ['cpu', 'webgpu']) expect(tf.getKernel('Conv2DBackpropFilter', backend)).toBeDefined();
  });

  it('shows every name of the package through the ES module import', () => {
    const required = require('@tensorflow/tfjs') as Record<string, unknown>;
    const missing = Object.keys(required).filter((name) => !(name in tf));
    expect(missing).toEqual([]);
  });
});
