import { describe, expect, it } from 'vitest';
import { toleranceFindings } from '../../functions/referral/checks/tolerance-checks.ts';
import type { Medicine } from '../../functions/referral/clinical-claims.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { foundBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const told = (order: Partial<Order>, medicines?: Medicine[], therapyId = 'hydromorphone_pca') =>
  foundBy(
    toleranceFindings,
    aSubmission({ order: anOrder({ therapyId, ...order }), medicines }),
  ).map(({ severity, code }) => `${severity} ${code}`);

const stopped = ['block tolerance-not-shown'];

describe('an opioid by pump', () => {
  it.each<[string, Medicine[] | undefined, string[]]>([
    ['nothing is said of medicines', undefined, stopped],
    ['no opioid is among them', [{ name: 'acetaminophen', state: 'taken' }], stopped],
    ['one is only planned', [{ name: 'oxycodone', state: 'planned' }], stopped],
    ['one has ended', [{ name: 'oxycodone', state: 'ended' }], stopped],
    ['it is not known whether one is taken', [{ name: 'oxycodone', state: 'unknown' }], stopped],
    ['one is taken', [{ name: 'Oxycodone 20 mg', state: 'taken' }], []],
  ])('is not begun before a clinician looks, where %s', (_, medicines, expected) => {
    expect(told({ firstDose: true }, medicines)).toEqual(expected);
  });

  // The order is signed on 2026-11-19.
  it.each<[string | undefined, string[]]>([
    ['2026-11-19', []],
    ['2026-11-12', []],
    ['2026-11-11', stopped],
    [undefined, stopped],
  ])('goes on where the last dose was on %s: %j', (lastDoseOn, expected) => {
    expect(told({ firstDose: false, lastDoseOn })).toEqual(expected);
  });

  it('is what is asked about, and no other drug', () => {
    expect(told({ firstDose: true }, undefined, 'ketamine_infusion')).toEqual([]);
  });

  it.each<[Partial<Order>, string[]]>([
    // Where it is not signed, the day of the check counts.
    [{ firstDose: false, lastDoseOn: '2026-11-13', signedAt: undefined }, []],
    [{ firstDose: false, lastDoseOn: '2026-11-12', signedAt: undefined }, stopped],
    [{ firstDose: undefined, lastDoseOn: '2026-11-19' }, stopped],
    [{ firstDose: true, lastDoseOn: '2026-11-19' }, stopped],
  ])('and is no first one by its words, %j: %j', (order, expected) => {
    expect(told(order)).toEqual(expected);
  });

  it('is told by the class that is lacking, and not before a drug that nobody knows', () => {
    const order = anOrder({ therapyId: 'hydromorphone_pca', firstDose: true });
    const medicines = [{ name: 'oxycodone', state: 'taken' as const }];
    const acetaminophen = [{ name: 'acetaminophen', state: 'taken' as const }];
    expect(
      foundBy(toleranceFindings, aSubmission({ order, medicines: acetaminophen })),
    ).toMatchObject([
      {
        pointer: '/medicines',
        text: expect.stringContaining('an opioid '),
        fix: expect.stringContaining('the opioid '),
      },
    ]);
    expect(foundBy(toleranceFindings, aSubmission({ order, medicines }))).toEqual([]);
    const unknown = anOrder({ therapyId: undefined });
    expect(foundBy(toleranceFindings, aSubmission({ order: unknown }))).toEqual([]);
  });
});
