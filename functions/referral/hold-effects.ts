import type { Effect, Effects } from '../hold/effects.ts';
import { keys } from '../platform/keys.ts';
import { packed } from '../platform/packed.ts';
import { notFound } from '../platform/principal.ts';
import { EnteredDrug } from '../therapy/entered-drug.ts';
import { enteredTherapyId } from '../therapy/entered-therapy.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import type { referralActions } from './hold-actions.ts';
import { type InfusedDrug, type Order, openStatuses } from './referral.ts';
import { referralFile } from './referral-file.ts';
import { referralUpdate } from './referral-item.ts';

/** The order with what was entered of the first of its drugs that the catalogue does not know. */
const withEntered = (order: Order, entered: EnteredDrug): Order => {
  const isUnknown = ({ therapyId, entered: known }: InfusedDrug): boolean =>
    lookUpTherapy(therapyId, known) === undefined;
  const drug = { therapyId: enteredTherapyId, entered };
  const place = isUnknown(order) ? -1 : (order.alsoInfused ?? []).findIndex(isUnknown);
  return place < 0
    ? { ...order, ...drug }
    : {
        ...order,
        alsoInfused: (order.alsoInfused ?? []).map((one, index) =>
          index === place ? { ...one, ...drug } : one,
        ),
      };
};

/**
 * A pharmacist enters a drug that the catalogue does not know: the next version of the order has it,
 * for this order alone, and is looked at anew.
 */
const enterDrug: Effect = async ({ table, hold, resolution, items }) => {
  const entered = EnteredDrug.parse(resolution.facts.drug);
  const file = referralFile(await items());
  if (!file) throw notFound('referral');
  const { referral, submission } = file;
  const version = referral.orderVersion + 1;
  const order = withEntered(submission.order, entered);
  return [
    {
      Put: {
        TableName: table.name,
        Item: {
          ...keys.order(hold.referralId, version),
          submission: packed({ ...submission, order }),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    referralUpdate(table.name, hold.referralId, openStatuses, {
      set: { orderVersion: version, ...(order.therapyId ? { therapyId: order.therapyId } : {}) },
      seen: { orderVersion: referral.orderVersion },
    }),
  ];
};

/** What ends of holds about the order write. */
export const referralEffects = {
  'order-drug-unknown': { 'enter-drug': enterDrug },
} satisfies Effects<keyof typeof referralActions>;
