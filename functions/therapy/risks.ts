import { general } from './sources.ts';
import type { Risks } from './therapy.ts';

/** Neither keeps from a live vaccine nor is known to harm an unborn or a nursed child. */
export const noKnownRisks: Risks = {
  liveVaccine: 'none',
  harmsUnborn: false,
  passesIntoMilk: false,
  opensToMeningococci: false,
  ...general,
};

/** A live vaccine may bring about the disease that it protects from. */
export const suppressesImmunity: Risks = { ...noKnownRisks, liveVaccine: 'block' };
