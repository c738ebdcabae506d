/** Whether a proposal stands, for the buttons of the tool's bar and what they do. */
class BoxPromptState {
  phase: 'idle' | 'predicting' | 'proposing' = $state('idle');
  onApply: (which: 'all' | 'classInHand', classIndex: number) => void = () => undefined;
  onDrop: () => void = () => undefined;
}

export const boxPromptState = new BoxPromptState();
