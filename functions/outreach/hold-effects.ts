import { combineEffects, type Effect, type Effects } from '../hold/effects.ts';
import { wakeVisits } from '../scheduling/accept-order.ts';
import { readVisitFile } from '../scheduling/visit-file.ts';
import type { outreachActions } from './hold-actions.ts';
import { contactSettled, foundAlive, personSettled } from './person-parts.ts';
import { teachingAgain, teachingDone } from './teaching-asked.ts';
import { textAnswered, textsStopped } from './text-parts.ts';

/** Visits that waited until somebody had spoken with the patient are looked at again. */
const visitsWoken: Effect = async ({ table, resolution, items }) => {
  const file = readVisitFile(await items());
  return file ? wakeVisits(table.name, file.holds, resolution) : [];
};

/** What the actions of this room's reasons write. */
export const outreachEffects: Effects<keyof typeof outreachActions> = {
  'patient-uncertain': { 'same-person': personSettled, 'another-person': personSettled },
  'patient-wrote': { answered: textAnswered, 'stop-texts': textsStopped },
  'teaching-asked': { explained: teachingDone, 'explain-again': teachingAgain },
  'patient-unwell': { answered: combineEffects(textAnswered, visitsWoken) },
  'death-reported': { alive: combineEffects(foundAlive, visitsWoken) },
  'contact-claimed': { 'use-new': contactSettled, keep: contactSettled },
};
