import type { Effect, Effects } from '../hold/effects.ts';
import { keys } from '../platform/keys.ts';
import { packed } from '../platform/packed.ts';
import { notFound } from '../platform/principal.ts';
import type { TransactItem } from '../platform/transaction.ts';
import { EnteredDrug } from '../therapy/entered-drug.ts';
import { enteredTherapyId } from '../therapy/entered-therapy.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import type { referralActions } from './hold-actions.ts';
import { keyedAgain } from './keyed.ts';
import {
  type InfusedDrug,
  type Order,
  openStatuses,
  type Referral,
  type Submission,
} from './referral.ts';
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
const enterDrug: Effect = async ({ table, resolution, items }) => {
  const entered = EnteredDrug.parse(resolution.facts.drug);
  const file = referralFile(await items());
  if (!file) throw notFound('referral');
  const { referral, submission } = file;
  const order = withEntered(submission.order, entered);
  return nextOrder(table.name, referral, { ...submission, order });
};

/** The next version of an order, of the one that was read. */
const nextOrder = (
  tableName: string,
  { referralId, orderVersion }: Referral,
  submission: Submission,
): TransactItem[] => {
  const version = orderVersion + 1;
  const { therapyId } = submission.order;
  return [
    {
      Put: {
        TableName: tableName,
        Item: { ...keys.order(referralId, version), submission: packed(submission) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
    referralUpdate(tableName, referralId, openStatuses, {
      set: { orderVersion: version, ...(therapyId ? { therapyId } : {}) },
      seen: { orderVersion },
    }),
  ];
};

/**
 * A practice sends a keyed order back, or is asked again to sign it: the next version of the order says
 * so in the words of whoever did, which the other side reads there, and is looked at anew.
 */
const keyedOrderSent =
  (as: 'sentBack' | 'askedAgain'): Effect =>
  async ({ table, resolution, items }) => {
    const file = referralFile(await items());
    if (!file) throw notFound('referral');
    const { by, at, note = '' } = resolution;
    const said = { [as]: { by: by.id, at, words: note } };
    return nextOrder(table.name, file.referral, keyedAgain(file.submission, said));
  };

/** What ends of holds about the order write. */
export const referralEffects = {
  'order-to-sign': { 'send-back': keyedOrderSent('sentBack') },
  'order-sent-back': { 'ask-practice': keyedOrderSent('askedAgain') },
  'order-drug-unknown': { 'enter-drug': enterDrug },
} satisfies Effects<keyof typeof referralActions>;
