import { type Hold, isOpen } from '../hold/hold.ts';
import { Refusal } from '../platform/errors.ts';
import type { Referral, Submission } from '../referral/referral.ts';
import { countOrdered } from '../scheduling/series-rest.ts';
import type { Series } from '../series/series.ts';
import type { Visit } from '../series/visit.ts';

/** Waits during which nobody has said that the order is the one to give, and what ends them. */
const endedBy: Partial<Record<Hold['reason'], string>> = {
  'order-changed':
    'The order has changed since the visit was booked: a clinician accepts the change first.',
  'coverage-changed':
    'What the payer was asked about has changed since the visit was booked: a coordinator settles who pays first.',
  'place-changed':
    'The place of care has changed since the visit was booked: a scheduler looks at it first.',
  'order-unsafe': 'A safety check stopped the order: a clinician clears it first.',
  'order-drug-unknown': 'The drug is not known: a pharmacist enters it first.',
  'order-to-sign': 'The order was keyed in: its practice signs it first.',
  'order-sent-back': 'The practice sent the order back: it is corrected and signed first.',
  'order-incomplete': 'The order lacks something: the practice supplies it first.',
};

/** The open hold about the order; undefined when the order is the one to give. */
export const findOrderHold = (holds: readonly Hold[]): Hold | undefined =>
  holds.find((hold) => hold.reason in endedBy && isOpen(hold));

/** Whether the referral's order is in force, and for the therapy that the visit was booked for. */
export const isOfOrder = (
  { therapyId }: Pick<Visit, 'therapyId'>,
  referral: Pick<Referral, 'status' | 'therapyId'>,
): boolean => referral.status === 'active' && referral.therapyId === therapyId;

/** Whether the order, as it is now, has the dose of the visit. */
export const isOrdered = (
  { dose }: Pick<Visit, 'dose'>,
  file: { referral: Referral; submission: Submission; series?: Series | undefined },
): boolean => dose <= countOrdered(file);

/** @throws Refusal 409 that names what must happen before the order may be given at this visit. */
export const refuseOtherOrder = (
  visit: Visit,
  file: {
    referral: Referral;
    submission: Submission;
    series?: Series | undefined;
    holds: readonly Hold[];
  },
): void => {
  const { referral, holds } = file;
  const { visitId } = visit;
  const hold = findOrderHold(holds);
  if (hold)
    throw new Refusal(409, 'order-not-accepted', endedBy[hold.reason] ?? '', {
      facts: { visitId, holdId: hold.holdId, reason: hold.reason },
    });
  if (!isOfOrder(visit, referral))
    throw new Refusal(
      409,
      'order-not-active',
      'The order is not active, or is for another therapy now: a scheduler books its visits first.',
      { facts: { visitId } },
    );
  if (!isOrdered(visit, file))
    throw new Refusal(
      409,
      'dose-not-ordered',
      'The order has fewer doses now: a scheduler cancels the visit.',
      { facts: { visitId } },
    );
};
