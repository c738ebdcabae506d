import { isDispute } from '../../../src-main/core/review/uncovered.ts';
import type { AppState } from '../../app/AppState.svelte.ts';
import type { Command } from '../../commands/Command.ts';
import { words } from '../../messages/messages.ts';

const group = 'review' as const;
/** Classes that a digit reaches; the palette finds the others, and the user can give them keys. */
const digitClasses = 9;

/** The flow of the review: every step of it has a key. */
export function reviewCommands(app: AppState): Command[] {
  return [...flowCommands(app), ...regionClassCommands(app), ...queueCommands(app)];
}

function flowCommands({ actions, review, images, models }: AppState): Command[] {
  const hasRegions = (): boolean => review.shown.length > 0;
  const atRegion = (): boolean => review.current !== null;
  const noQueue = (): string => words.commands.queueEmpty;
  const noRegion = (): string => words.commands.noRegionChosen;
  const { nextRegion, previousRegion, accept, fix, defer, flag, flagComment, takeOther, reopen, acceptImage } = words.commands;
  return [
    { id: 'nextRegion', title: nextRegion, group, keys: ['J'], isEnabled: hasRegions, whyNot: noQueue, run: () => actions.goToNext() },
    { id: 'previousRegion', title: previousRegion, group, keys: ['K'], isEnabled: hasRegions, whyNot: noQueue, run: () => actions.goToPrevious() },
    { id: 'accept', title: accept, group, keys: ['Enter'], isEnabled: atRegion, whyNot: noRegion, run: () => actions.accept() },
    { id: 'fix', title: fix, group, keys: ['F'], isEnabled: () => images.current !== null, run: () => actions.fix() },
    { id: 'defer', title: defer, group, keys: ['D'], isEnabled: atRegion, whyNot: noRegion, run: () => actions.settle('deferred') },
    { id: 'flag', title: flag, group, keys: ['X'], isEnabled: atRegion, whyNot: noRegion, run: () => actions.settle('flagged') },
    { id: 'flagComment', title: flagComment, group, keys: ['Shift+X'], isEnabled: atRegion, whyNot: noRegion, run: () => (review.isCommenting = true) },
    {
      id: 'takeOther',
      title: takeOther,
      group,
      keys: ['Shift+Enter'],
      isEnabled: () => review.current !== null && isDispute(review.current.arm),
      whyNot: () => words.commands.noDispute,
      run: () => actions.takeOther(),
    },
    {
      id: 'reopen',
      title: reopen,
      group,
      keys: ['Shift+D'],
      isEnabled: () => review.current?.state === 'deferred' || review.current?.state === 'flagged',
      whyNot: () => words.commands.notPutOff,
      run: () => actions.reopen(),
    },
    {
      id: 'acceptImage',
      title: acceptImage,
      group,
      keys: ['A'],
      isEnabled: () => images.current !== null && (review.openOfImage(images.current.record.id).length > 0 || (images.current.record.labelledFraction < 1 && models.predictions.has(images.current.record.id))),
      whyNot: () => words.commands.noOpenHere,
      run: () => actions.acceptImage(),
    },
  ];
}

/** With Shift the nth digit labels the whole region as the nth class. */
function regionClassCommands({ actions, project, review }: AppState): Command[] {
  return project.offeredClasses.map(({ index, name }, at) => ({
    id: `labelRegion${index}`,
    title: words.commands.labelRegion(name),
    group,
    keys: at < digitClasses ? [`Shift+${at + 1}`] : [],
    isEnabled: () => review.mask !== null,
    whyNot: () => (review.current ? words.commands.maskLoading : words.commands.noRegionChosen),
    run: () => actions.labelRegion(index),
  }));
}

function queueCommands({ review, sessionTimer }: AppState): Command[] {
  const always = (): boolean => true;
  const { showAllRegions, showDeferred, showFlagged, timer } = words.commands;
  return [
    { id: 'showAllRegions', title: showAllRegions, group, keys: [], isEnabled: always, run: () => review.showAll() },
    { id: 'showDeferred', title: showDeferred, group, keys: [], isEnabled: always, run: () => review.filterBy({ state: 'deferred' }) },
    { id: 'showFlagged', title: showFlagged, group, keys: [], isEnabled: always, run: () => review.filterBy({ state: 'flagged' }) },
    { id: 'timer', title: timer, group, keys: [], isEnabled: always, run: () => sessionTimer.toggle() },
  ];
}
