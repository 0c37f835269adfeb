import {
  checkSubmission,
  clinicalHash,
  completenessDetermination,
  countDoseBy,
  referralFindings,
} from '../../functions/referral/checks/completeness.ts';
import { conflictingTherapies } from '../../functions/referral/conflicting-therapies.ts';
import { correctedSubmission } from '../../functions/referral/corrected-submission.ts';
import { endedByCorrection } from '../../functions/referral/ended-by-correction.ts';
import { keyedAfter } from '../../functions/referral/keyed-order.ts';
import { orderTold } from '../../functions/referral/order/order-told.ts';
import {
  clearedStill,
  correctionHolds,
  findOrderChange,
  hasMoved,
} from '../../functions/referral/order-change-hold.ts';
import { matchPersons } from '../../functions/referral/person/match.ts';
import { readNative, readSubmission } from '../../functions/referral/submission-body.ts';
import { takeCorrection, takePatient } from '../../functions/referral/take-patient.ts';

/** The rules as a function calls them, for those of a bundle to be compared with. */
export const rules = {
  checkSubmission,
  clearedStill,
  clinicalHash,
  completenessDetermination,
  conflictingTherapies,
  correctedSubmission,
  correctionHolds,
  countDoseBy,
  findOrderChange,
  hasMoved,
  keyedAfter,
  matchPersons,
  orderTold,
  readNative,
  readSubmission,
  referralFindings,
  takeCorrection,
  takePatient,
  endedByCorrection,
};
