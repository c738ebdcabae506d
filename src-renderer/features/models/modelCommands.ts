import type { AppState } from '../../app/AppState.svelte.ts';
import type { Command } from '../../commands/Command.ts';
import { words } from '../../messages/messages.ts';

/** Updates of the model in use, and the way back from one. */
export function modelCommands(app: AppState): Command[] {
  const { images, models, updates } = app;
  const group = 'review' as const;
  const { updates: text } = words;
  const update = (kind: 'light' | 'full'): void =>
    void app.attempt(async () => {
      await app.saving.whenSaved();
      await updates.start(kind, models.inUse !== null);
    });
  const canLearn = (): boolean => app.hasLabelsToLearn && !app.isLearning && models.inUse !== null;
  const whyNotLearn = (): string => (app.isLearning ? text.isLearning : app.hasLabelsToLearn ? text.noModel : text.noCorrections);
  return [
    { id: 'updateLight', title: words.learn.button, group, keys: [], isEnabled: canLearn, whyNot: whyNotLearn, run: () => update('light') },
    { id: 'updateFull', title: text.full, group, keys: [], isEnabled: canLearn, whyNot: whyNotLearn, run: () => update('full') },
    {
      id: 'rollBackModel',
      title: text.back,
      group,
      keys: [],
      isEnabled: () => models.former !== null && !models.deciding,
      whyNot: () => text.noneBefore,
      run: () => void app.attempt(() => models.rollBack(images.current?.record.id ?? null)),
    },
  ];
}
