import type { BackendReport, DoctorReport, EngineReport } from '../../contract/schemas.ts';
import type { Check } from './machineChecks.ts';

type EnglishEngine = Omit<EngineReport, 'device' | 'backends' | 'prediction'> & {
  readonly device: string;
  readonly prediction: string | null;
  readonly backends: readonly (Omit<BackendReport, 'reason'> & { readonly reason: string })[];
};

/** The doctor's report as the command line tells it. */
export type EnglishReport = Omit<DoctorReport, 'engine' | 'checks'> & { readonly engine: EnglishEngine; readonly checks: readonly Check[] };

export function inEnglish(report: DoctorReport): EnglishReport {
  const { engine, checks } = report;
  return {
    ...report,
    engine: { ...engine, device: engine.device.text, prediction: engine.prediction?.text ?? null, backends: engine.backends.map((backend) => ({ ...backend, reason: backend.reason.text })) },
    checks: checks.map(({ name, state, detail }) => ({ name: name.text, state, detail: detail.text })),
  };
}
