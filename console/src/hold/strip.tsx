import { Link } from 'wouter';
import { useCalled } from '../api/called.ts';
import type { WholeHold, WholeReferral } from '../api/queries.ts';

const nameOf = (referral: WholeReferral | undefined): string | undefined => {
  const name = referral?.patient?.name ?? referral?.submission?.patient.name;
  return name && `${name.family}, ${[name.given].flat().join(' ')}`;
};

const birthYear = (referral: WholeReferral | undefined): string | undefined =>
  referral?.submission?.patient.birthDate?.slice(0, 4);

/** Whom it is about, in one line. */
export const Strip = ({
  hold,
  referral,
  here = false,
}: {
  hold: Pick<WholeHold, 'referralId'>;
  referral: WholeReferral | undefined;
  /** On the referral's own page. */
  here?: boolean;
}) => {
  const called = useCalled();
  const name = nameOf(referral);
  const year = birthYear(referral);
  const dose = referral?.visits.find(({ status }) => status === 'booked' || status === 'confirmed');
  return (
    <p className="strip">
      {name && (
        <strong>
          {name}
          {year && ` (${year})`}
        </strong>
      )}
      {referral?.therapy && <span>{referral.therapy}</span>}
      {referral?.coverage && <span>{called.payer(referral.coverage.payerId)}</span>}
      {referral?.urgency === 'urgent' && <span className="tag missing">Urgent</span>}
      {referral && <span>{dose ? `Dose ${dose.dose} is booked` : 'No visit is booked'}</span>}
      {!here && <Link href={`/referrals/${hold.referralId}`}>Open the referral</Link>}
    </p>
  );
};
