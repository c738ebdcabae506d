import { driver } from 'driver.js';
import type { DriveStep, Side } from 'driver.js';
import 'driver.js/dist/driver.css';
import './tour.css';
import { words } from '../../messages/messages.ts';

type StepName = keyof typeof words.tour.steps;

/** What each step points at, and where its words stand. */
const places: Readonly<Record<StepName, { readonly element: string; readonly side: Side }>> = {
  canvas: { element: '[role="application"]', side: 'left' },
  tools: { element: 'main > nav', side: 'right' },
  review: { element: 'main > aside', side: 'left' },
  queue: { element: 'main > .strip', side: 'top' },
  pages: { element: 'header nav', side: 'bottom' },
  help: { element: '[data-tour="help"]', side: 'bottom' },
};

/**
 * Points at the parts of the workspace one after the other. Arrow keys and buttons go on, Escape ends it.
 * @param onEnd called once, however it ends
 * @returns ends it
 */
export function startTour(onEnd: () => void): () => void {
  const text = words.tour;
  const steps = (Object.keys(places) as StepName[])
    .filter((name) => document.querySelector(places[name].element))
    .map((name): DriveStep => {
      const { element, side } = places[name];
      return { element, popover: { title: text.steps[name].title, description: text.steps[name].text, side, align: 'center' } };
    });
  const tour = driver({
    steps,
    animate: false,
    // Its own keys go unheard until the next frame is drawn, which a busy machine makes long: they are taken below.
    allowKeyboardControl: false,
    smoothScroll: false,
    overlayOpacity: 0.55,
    stagePadding: 2,
    stageRadius: 4,
    popoverClass: 'tour',
    showProgress: true,
    progressText: text.progress,
    nextBtnText: text.next,
    prevBtnText: text.previous,
    doneBtnText: text.done,
    onPopoverRender: ({ wrapper, closeButton, title, description }) => {
      wrapper.setAttribute('role', 'dialog');
      // Named by what it is: its changing title is read out as it changes.
      wrapper.removeAttribute('aria-labelledby');
      wrapper.setAttribute('aria-label', text.name);
      title.setAttribute('aria-live', 'polite');
      description.setAttribute('aria-live', 'polite');
      closeButton.textContent = text.skip;
      closeButton.setAttribute('aria-label', text.skip);
    },
    onDestroyed: () => {
      window.removeEventListener('keydown', onKey, true);
      onEnd();
    },
  });
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowRight') tour.moveNext();
    else if (event.key === 'ArrowLeft') {
      if (!tour.isFirstStep()) tour.movePrevious();
    } else if (event.key === 'Escape') tour.destroy();
    else return;
    // The workspace beneath has commands of its own on these keys.
    event.preventDefault();
    event.stopPropagation();
  };
  window.addEventListener('keydown', onKey, true);
  tour.drive();
  return () => tour.destroy();
}
