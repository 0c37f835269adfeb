import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import type { ContactClaim, Patient } from '../../functions/referral/contact.ts';
import { deathHolds, patientHolds } from '../../functions/referral/patient-holds.ts';
import { aHold } from '../support/holds.ts';
import { aReferral } from '../support/referrals.ts';

const now = new Date('2026-11-20T16:00:00Z');
const patientId = 'pat_0123456789abcdefghjk';
const somebody = (id: string) => ({ patientId: id }) as unknown as Patient;
const claim = (channel: ContactClaim['channel']) => ({ channel }) as unknown as ContactClaim;
const referral = aReferral();

const held = (
  about: { doubts?: Patient[]; claims?: ContactClaim[] },
  holds: Parameters<typeof patientHolds>[2]['holds'] = [],
) =>
  patientHolds(
    { patientId },
    { doubts: about.doubts ?? [], claims: about.claims ?? [] },
    { referral, holds },
    now,
  );

describe('what a practice says of a patient', () => {
  it('is looked at by nobody where there is no doubt', () => {
    expect(held({})).toEqual([]);
  });

  it('is looked at where it may be somebody we know already, of five at most', () => {
    const others = ['a', 'b', 'c', 'd', 'e', 'f'];
    expect(held({ doubts: others.map(somebody) })).toMatchObject([
      {
        ...{ reason: 'patient-uncertain', standing: 'patient', scope: 'r', stage: 'outreach' },
        ...{ status: 'open', referralId: referral.referralId },
        evidence: { patientId, others: others.slice(0, 5) },
      },
    ]);
  });

  it('is looked at where another number or address is named, which the hold does not tell', () => {
    expect(held({ claims: [claim('text'), claim('mail')] })).toMatchObject([
      {
        ...{ reason: 'contact-claimed', standing: 'patient', scope: 'r', stage: 'outreach' },
        evidence: { patientId, channels: ['text', 'mail'] },
      },
    ]);
  });

  it('may be looked at for both, each in a hold of its own beside those that are there', () => {
    const about = { doubts: [somebody('a')], claims: [claim('text')] };
    expect(held(about).map(({ reason, count }) => [reason, count])).toEqual([
      ['patient-uncertain', 1],
      ['contact-claimed', 2],
    ]);
    const standing = aHold(referral.referralId, { standing: 'order', reason: 'order-changed' });
    expect(held(about, [standing]).map(({ count }) => count)).toEqual([2, 3]);
  });

  it('is asked about once for each time that the patient was said to have died', () => {
    const [since, anew] = ['2026-11-19T16:00:00.000Z', '2026-11-20T15:00:00.000Z'];
    const died = (silentSince: string | undefined, holds: Hold[] = []) =>
      deathHolds({ patientId, silentSince }, { referral, holds }, now);
    expect(died(undefined)).toEqual([]);
    const [hold, ...more] = died(since);
    expect([hold, more]).toMatchObject([
      { reason: 'death-reported', standing: 'patient', evidence: { patientId, since } },
      [],
    ]);
    expect(died(since, [hold as Hold])).toEqual([]);
    expect(died(anew, [hold as Hold])).toMatchObject([{ count: 2, evidence: { since: anew } }]);
  });
});
