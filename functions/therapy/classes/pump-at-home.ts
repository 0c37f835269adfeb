import { general } from '../sources.ts';
import type { Therapy } from '../therapy.ts';

/** A pump that runs day and night at home; nurses come to start it and to look after it. */
export const pumpAtHome = {
  route: 'IV',
  infusionMinutes: { first: 1440, subsequent: 1440, ...general },
  observationMinutes: { first: 60, subsequent: 30, ...general },
  attendedMinutes: { first: 120, subsequent: 60, ...general },
  prepMinutes: 0,
  closeoutMinutes: 0,
  toleranceDays: { before: 0, after: 0, ...general },
  reactionOrdersNeeded: false,
  premedicationNeeded: false,
  hazardous: false,
  dosingPattern: 'daily',
} as const satisfies Partial<Therapy>;
