import type { time as english } from '../en/time.ts';

export const time: typeof english = {
  seconds: (count: number) => `${count} s`,
  minutes: (count: number) => `${count} min`,
  hours: (hours: number, minutes: number) => `${hours} h ${minutes} min`,
  justNow: 'à l’instant',
  minutesAgo: (count: number) => `il y a ${count} min`,
  hoursAgo: (count: number) => `il y a ${count} h`,
};
