import type {
  EngineDescription,
  EngineProgress,
  EvaluateRequest,
  PredictOutcome,
  PredictRequest,
  TrainOutcome,
  TrainRequest,
} from '../engine/engineApi.ts';
import type { EvaluationFigures } from '../core/records.ts';

/** How a caller follows and stops one piece of the engine's work. */
export interface EngineWatch {
  readonly onProgress?: (progress: EngineProgress) => void;
  /** When it fires, the work is refused with the code `cancelled`. */
  readonly signal?: AbortSignal;
}

/** The engine as the services see it, wherever its process runs. */
export interface EngineClientPort {
  describe(): Promise<EngineDescription>;
  train(request: TrainRequest, watch?: EngineWatch): Promise<TrainOutcome>;
  predict(
    request: PredictRequest,
    watch?: EngineWatch & { readonly onPredicted?: (outcome: PredictOutcome) => void },
  ): Promise<readonly PredictOutcome[]>;
  evaluate(request: EvaluateRequest, watch?: EngineWatch): Promise<EvaluationFigures>;
  close(): void | Promise<void>;
}
