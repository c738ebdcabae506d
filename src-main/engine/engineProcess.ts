import { parentChannel } from '../processes/parentChannel.ts';
import { serveEngine } from './serveEngine.ts';

/** Entry of the engine's process. It holds the only TensorFlow.js of the program and is started by `EngineClient`. */
serveEngine(parentChannel());
