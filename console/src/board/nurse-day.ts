import type { SiteShown } from './read.ts';
import { hoursWords } from './times.ts';

/** A center that takes nobody on a day, whoever of its nurses would work then. */
export const isClosedOn = ({ setting, days }: SiteShown, on: string): boolean =>
  setting !== 'home' && !days.find((day) => day.on === on)?.open;

type NurseDay = SiteShown['nurses'][number]['days'][number];

/** What a nurse has left of a day, in a word or two. */
export const nurseDayWords = ({ shift, away, freeMinutes }: NurseDay, closed: boolean): string => {
  if (closed && freeMinutes === 0) return 'Closed';
  if (!shift) return away ? 'Away' : 'Not on shift';
  return freeMinutes === 0 ? 'Nothing free' : `${hoursWords(freeMinutes)} free`;
};
