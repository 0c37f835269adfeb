import type { Effects } from '../hold/effects.ts';
import type { outreachActions } from './hold-actions.ts';
import { contactSettled, personSettled } from './person-parts.ts';
import { teachingAgain, teachingDone } from './teaching-asked.ts';
import { textAnswered, textsStopped } from './text-parts.ts';

/** What the actions of this room's reasons write. */
export const outreachEffects: Effects<keyof typeof outreachActions> = {
  'patient-uncertain': { 'same-person': personSettled, 'another-person': personSettled },
  'patient-wrote': { answered: textAnswered, 'stop-texts': textsStopped },
  'teaching-asked': { explained: teachingDone, 'explain-again': teachingAgain },
  'patient-unwell': { answered: textAnswered },
  'contact-claimed': { 'use-new': contactSettled, keep: contactSettled },
};
