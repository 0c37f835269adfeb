import { Refusal } from '../platform/errors.ts';
import type { OwnReferral, Patient } from './contact.ts';
import type { Finding, Order, Submission } from './referral.ts';
import { plainSpelling } from './spelling.ts';

const keyOf = ({ entered, therapyId, drug }: Pick<Order, 'entered' | 'therapyId' | 'drug'>) =>
  (entered ? undefined : therapyId) ?? plainSpelling(drug);

/** What a referral is for, as the patient's item lists it. */
export const therapiesOf = ({
  order,
}: Pick<Submission, 'order'>): Pick<OwnReferral, 'therapy' | 'also'> => ({
  therapy: keyOf(order),
  ...(order.alsoInfused ? { also: order.alsoInfused.map(keyOf) } : {}),
});

/** Every drug of a referral, its own first. */
export const drugsListed = ({ therapy, also = [] }: OwnReferral): string[] => [therapy, ...also];

/** The referrals of these patients, a new one aside. */
export const othersOf = (mine: OwnReferral, patients: readonly Patient[]): OwnReferral[] =>
  patients
    .flatMap(({ referrals }) => referrals)
    .filter(({ referralId }) => referralId !== mine.referralId);

/** Those for the same therapy, which may be in a new one's way. */
export const sameTherapy = (mine: OwnReferral, patients: readonly Patient[]): OwnReferral[] =>
  othersOf(mine, patients).filter(({ therapy }) => therapy === mine.therapy);

/** Those for another therapy that give one of its drugs as well. */
export const sharingDrug = (mine: OwnReferral, patients: readonly Patient[]): OwnReferral[] =>
  othersOf(mine, patients).filter(
    (one) =>
      one.therapy !== mine.therapy &&
      drugsListed(one).some((drug) => drugsListed(mine).includes(drug)),
  );

/**
 * What stands beside a referral: nothing that is in its way, one of the same practice for the same
 * person, or one of another practice, which that practice cannot be told of. Own rule.
 */
export const besideOpen = (
  { practiceNpi }: Pick<OwnReferral, 'practiceNpi'>,
  open: readonly OwnReferral[],
): { outcome: 'alone' } | { outcome: 'own' | 'elsewhere'; referralId: string } => {
  const own = open.find((each) => each.practiceNpi === practiceNpi);
  if (own) return { outcome: 'own', referralId: own.referralId };
  const [elsewhere] = open;
  return elsewhere
    ? { outcome: 'elsewhere', referralId: elsewhere.referralId }
    : { outcome: 'alone' };
};

/** The practice's own referral stands in the way, and the practice can do something about it. */
export const duplicateReferral = (referralId: string): Refusal =>
  new Refusal(
    409,
    'duplicate-open-referral',
    'You have an open referral of this patient for this therapy. Correct or withdraw that one; for another person of the same name and birth date, send a chart number or member id with both.',
    { facts: { referralId } },
  );

/** Told to the practice, so in words that say nothing of another practice's patients. */
export const needsReview: Finding = {
  code: 'needs-review',
  severity: 'block',
  pointer: '',
  text: 'This referral cannot be taken automatically; a clinician looks at it first.',
  fix: 'Nothing needs to be sent: the clinician lets it go on, or calls.',
  source: 'own rule',
};
