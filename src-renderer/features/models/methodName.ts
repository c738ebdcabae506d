/** As the papers call them, in every language. */
const names: Readonly<Record<string, string>> = {
  deepEnsemble: 'Deep Ensemble',
  bayesByBackprop: 'Bayes by Backprop',
  tradi: 'TRADI',
  swag: 'SWAG',
  batchEnsemble: 'BatchEnsemble',
  lpBnn: 'LP-BNN',
  packedEnsemble: 'Packed-Ensembles',
};

/** What an uncertainty method is called. */
export function methodName(method: string): string {
  return names[method] ?? method;
}
