import { implementer } from '../implementer.ts';
import type { HandlerContext } from '../implementer.ts';
import { startExport } from './exportMaps.ts';
import { startOnnxExport } from './exportOnnx.ts';

export function exportsHandlers({ services, current }: HandlerContext) {
  const os = implementer.exports;
  return {
    start: os.start.handler(({ input }) => ({ jobId: startExport(current.require(), services, input) })),
    onnx: os.onnx.handler(({ input }) => startOnnxExport(current.require(), services, input)),
  };
}
