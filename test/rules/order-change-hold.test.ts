import { describe, expect, it } from 'vitest';
import type { Hold } from '../../functions/hold/hold.ts';
import { needsReview } from '../../functions/referral/open-referrals.ts';
import { authorizedAspects, orderAspects } from '../../functions/referral/order-change.ts';
import {
  correctionHolds,
  findOrderChange,
  hasMoved,
} from '../../functions/referral/order-change-hold.ts';
import type { Finding, Referral, Submission } from '../../functions/referral/referral.ts';
import type { ReferralFile } from '../../functions/referral/referral-file.ts';
import { aHold } from '../support/holds.ts';
import { anOrder, aReferral, aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
const by = { kind: 'person', id: 'rita' } as const;
const now = new Date('2026-11-20T16:00:00Z');

const finding = (code: string, severity: Finding['severity'] = 'missing'): Finding => ({
  code,
  severity,
  pointer: '/order',
  text: 'It lacks.',
  fix: 'Add it.',
  source: 'example',
});

const changed: Partial<Submission> = {
  order: anOrder({ dose: { value: '10', unit: 'mg/kg' } }),
  coverages: [],
};

type Given = {
  referral?: Partial<Referral>;
  after?: Partial<Submission>;
  findings?: Finding[];
  ended?: Hold[];
};
const found = ({ referral = {}, after = changed, findings = [], ended = [] }: Given) =>
  findOrderChange(
    {
      records: {
        referral: aReferral({ siteId: 'site_lakeside', ...referral }),
        submission: aSubmission(),
        holds: ended,
      } as unknown as ReferralFile,
      after: aSubmission(after),
      findings,
      settled: ended.map(({ holdId }) => holdId),
    },
    today,
  );
const waits = (...reasons: Hold['reason'][]) =>
  reasons.map((reason, index) => aHold(undefined, { reason, count: index + 1 }));

describe('a corrected order', () => {
  it('that was not checked yet is looked at by the check alone', () => {
    for (const status of ['incomplete', 'closed'] as const)
      expect(
        found({ referral: { status }, findings: [finding('a'), finding('b', 'warn')] }),
      ).toEqual({ standing: [finding('a')], changes: [], found: [] });
  });

  it.each(['accepted', 'active'] as const)(
    'of a referral that is %s is looked at by people',
    (status) => {
      expect(found({ referral: { status } }).changes).toEqual(['dose', 'coverage']);
    },
  );

  it('with another place is looked at for it too, where a site was chosen', () => {
    const placement = { residence: 'private', preferred: 'clinic' } as const;
    expect(found({ after: { placement } }).changes).toEqual(['place']);
    expect(found({ after: { placement }, referral: { siteId: undefined } }).changes).toEqual([]);
  });

  it.each<[string, Hold['reason'], string[]]>([
    ['everything, from the check on', 'order-unsafe', []],
    ['everything, once it is complete', 'order-incomplete', []],
    ['the coverage and the place, from the coverage on', 'coverage-not-active', ['dose']],
    ['them, from the site on', 'site-needs-clinician', ['dose']],
    ['them, from the need of an authorization on', 'authorization-need-unknown', ['dose']],
    ['them, from the search for times on', 'no-capacity', ['dose']],
    ['everything, where a payer is waited for no longer', 'payer-decision', []],
    ['nothing, of what a patient wrote', 'patient-wrote', ['dose', 'coverage']],
  ])('has its workflow look again at %s', (_, reason, changes) => {
    expect(found({ ended: waits(reason) }).changes).toEqual(changes);
  });

  it('with another home is left to the workflow that chooses the place anew', () => {
    const { patient } = aSubmission();
    const address = {
      line: ['14 Sample Street'],
      city: 'Chicago',
      state: 'IL',
      postalCode: '60640',
    };
    const after = { ...changed, patient: { ...patient, address } };
    const referral = { setting: 'home' } as const;
    expect(found({ after, referral }).changes).toEqual(['dose', 'coverage', 'place', 'home']);
    const ended = waits('site-needs-clinician');
    expect(found({ after, referral, ended }).changes).toEqual(['dose']);
  });

  it('brings nothing that is told, where everything is looked at again', () => {
    const result = found({ ended: waits('order-unsafe'), findings: [finding('fresh')] });
    expect(result).toEqual({ standing: [finding('fresh')], changes: [], found: [] });
  });

  it('is not told again of the open order that it may repeat, once somebody has looked', () => {
    const referral = { possibleDuplicateOf: 'ref_01jd0000000000000009' };
    expect(found({ referral, findings: [needsReview] }).standing).toEqual([]);
    expect(found({ findings: [needsReview] }).standing).toEqual([needsReview]);
  });

  it('has its workflow look at nothing again once visits are booked, or while the wait goes on', () => {
    const ended = waits('order-unsafe');
    expect(found({ ended, referral: { status: 'active' } }).changes).toEqual(['dose', 'coverage']);
    const records = {
      referral: aReferral(),
      submission: aSubmission(),
      holds: ended,
    } as unknown as ReferralFile;
    const after = aSubmission(changed);
    expect(findOrderChange({ records, after, findings: [], settled: [] }, today).changes).toEqual([
      'dose',
      'coverage',
    ]);
  });

  it('brings what keeps it from going on, told beside what did before', () => {
    const kept = finding('old');
    const result = found({
      referral: { findings: [kept] },
      findings: [kept, finding('fresh'), finding('doubt', 'warn')],
    });
    expect(result.standing).toEqual([kept, finding('fresh')]);
    expect(result.found).toEqual(['fresh']);
  });
});

describe('the holds of a change', () => {
  const referral = aReferral({ orderVersion: 2, doseBy: '2026-12-15' });
  const limit = { limit: 'the most of a dose in mg', was: 'at most 200', is: 'no limit' };
  const holdsFor = (change: Partial<Parameters<typeof correctionHolds>[2]>, known: Hold[] = []) =>
    correctionHolds(
      't',
      { referral, holds: known },
      { changes: [], found: [], standing: [], ...change },
      { by, now, orderVersion: 3 },
    );

  it('are none when there is nothing to look at', () => {
    expect(holdsFor({})).toEqual({ holds: [], items: [] });
  });

  it('are one for each who looks, with what they look at', () => {
    const { holds, items } = holdsFor({
      changes: ['dose', 'coverage', 'place', 'home'],
      found: ['weight-jump'],
      limits: [limit],
    });
    expect(holds.map(({ reason, evidence }) => [reason, evidence])).toEqual([
      [
        'order-changed',
        { orderVersion: 3, changes: ['dose'], found: ['weight-jump'], limits: [limit] },
      ],
      ['coverage-changed', { orderVersion: 3, changes: ['coverage'], found: [] }],
      ['place-changed', { orderVersion: 3, changes: ['place', 'home'], found: [] }],
    ]);
    expect(holds.map(({ holdId }) => holdId.split('_').at(-1))).toEqual(['rs1', 'rs2', 'rs3']);
    expect(holds[0]).toMatchObject({
      standing: 'order',
      scope: 'r',
      stage: 'Book series',
      doseBy: '2026-12-15',
      openedAt: '2026-11-20T16:00:00.000Z',
    });
    expect(items.map(({ Put }) => Put?.Item?.holdId)).toEqual(holds.map(({ holdId }) => holdId));
  });

  it('are a clinician’s for what was found, although nothing differs', () => {
    const { holds } = holdsFor({ found: ['start-past'] });
    expect(holds.map(({ reason, team }) => [reason, team])).toEqual([
      ['order-changed', 'clinician'],
    ]);
    expect(holds[0]?.evidence).toEqual({ orderVersion: 3, changes: [], found: ['start-past'] });
  });

  it('take the place of one that is open, with its clock and what it was about', () => {
    const open = aHold(referral.referralId, {
      reason: 'order-changed',
      standing: 'order',
      taskToken: undefined,
      dueAt: '2026-11-20T17:00:00Z',
      evidence: { orderVersion: 2, changes: ['drug', 'dose'], found: ['old'] },
    });
    const { holds, items } = holdsFor(
      { changes: ['dose', 'doses'], standing: [finding('old')], limits: [limit] },
      [open],
    );
    expect(holds).toHaveLength(1);
    expect(holds[0]).toMatchObject({
      holdId: open.holdId.replace(/1$/, '2'),
      dueAt: '2026-11-20T17:00:00Z',
      evidence: {
        orderVersion: 3,
        changes: ['drug', 'dose', 'doses'],
        found: ['old'],
        limits: [limit],
      },
    });
    // What is not found any more is nobody's to look at.
    expect(holdsFor({ changes: ['dose'] }, [open]).holds[0]?.evidence.found).toEqual([]);
    const [ended, placed] = items;
    expect(ended?.Update?.Key).toEqual({ pk: `REF#${referral.referralId}`, sk: 'HOLD#rs1' });
    expect(ended?.Update?.ExpressionAttributeValues).toMatchObject({
      ':settlement': { resume: open.stage },
      ':resolution': { action: 'replaced', facts: {}, by, at: '2026-11-20T16:00:00.000Z' },
    });
    expect(placed?.Put?.Item?.dueAt).toBe('2026-11-20T17:00:00Z');
  });

  it('leave one alone that has ended, or is about something else', () => {
    const known = (more: Partial<Hold>) =>
      aHold(referral.referralId, { standing: 'order', taskToken: undefined, ...more });
    const ended = known({ reason: 'order-changed', status: 'resolved' });
    expect(holdsFor({ changes: ['dose'] }, [ended]).items).toHaveLength(1);
    expect(
      holdsFor({ changes: ['dose'] }, [known({ reason: 'place-changed' })]).items,
    ).toHaveLength(1);
  });

  it('are about what is new where nobody can read what the open one was about', () => {
    const odd = aHold(referral.referralId, {
      reason: 'order-changed',
      standing: 'order',
      taskToken: undefined,
    });
    expect(holdsFor({ changes: ['dose'] }, [odd]).holds[0]?.evidence).toMatchObject({
      changes: ['dose'],
    });
  });
});

describe('what a payer authorized', () => {
  it('was the drug, the dose and the weight it is calculated from, and who gives it', () => {
    expect(authorizedAspects(orderAspects.map(({ code }) => code))).toEqual([
      'drug',
      'dose',
      'weight',
      'regimen',
      'giver',
    ]);
    expect([
      authorizedAspects(['doses']),
      authorizedAspects('dose'),
      authorizedAspects(null),
    ]).toEqual([[], [], []]);
  });
});

describe('a patient has moved', () => {
  const at = (line: string, postalCode: string) =>
    aSubmission({
      patient: {
        ...aSubmission().patient,
        address: { line: [line], city: 'Chicago', state: 'IL', postalCode },
      },
    });

  it.each([
    [
      'to another ZIP code, with a site chosen',
      at('12 Sample Street', '60640'),
      { siteId: 's' },
      true,
    ],
    ['next door, for visits at home', at('14 Sample Street', '60601'), { setting: 'home' }, true],
    ['next door, for visits at a center', at('14 Sample Street', '60601'), { siteId: 's' }, false],
    ['nowhere', aSubmission(), { siteId: 's', setting: 'home' }, false],
    ['nowhere, with another dose', aSubmission(changed), { siteId: 's' }, false],
  ] as const)('%s', (_, after, settled, moved) => {
    expect(hasMoved(aSubmission(), after, settled)).toBe(moved);
  });
});

describe('an aspect of an order', () => {
  it.each(orderAspects.map(({ code, text }) => [code, text] as const))(
    '%s is told in a sentence',
    (_, text) => {
      expect(text).toMatch(/^[A-Z][^.]+ (has|have) changed( by more than a tenth)?\.$/);
    },
  );
});
