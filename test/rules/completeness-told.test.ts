import { describe, expect, it } from 'vitest';
import {
  checkSubmission,
  clinicalHash,
  completenessDetermination,
  countDoseBy,
  referralFindings,
} from '../../functions/referral/checks/completeness.ts';
import { findingOwner } from '../../functions/referral/checks/finding-owners.ts';
import type { Finding, Submission } from '../../functions/referral/referral.ts';
import type { Policy } from '../../functions/therapy/policy.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
const complete = aSubmission();

describe('who is asked of what is only told', () => {
  it.each([
    [
      'referrer',
      'prescriber-npi-unreadable phone-unreadable height-missing prior-therapies-missing billing-code-invalid signature-old signature-ahead weight-old result-not-understood medicine-not-understood medicines-not-told dose-given-not-understood document-not-understood interval-longer loading-doses-lacking culture-not-shown',
    ],
    [
      'coordinator',
      'language-unknown language-not-written emergency-contact-missing coverage-ends interpreter-needed guardian-decides comes-of-age address-temporary start-past',
    ],
    ['clinician', 'therapy-unknown takes-nsaid culture-shown'],
  ])('the %s: %s', (owner, codes) => {
    for (const code of codes.split(' '))
      expect(findingOwner({ code, severity: 'warn' }), code).toBe(owner);
  });

  it('is another where the order waits for it', () => {
    expect(findingOwner({ code: 'culture-not-shown', severity: 'block' })).toBe('clinician');
    expect(findingOwner({ code: 'culture-not-shown', severity: 'missing' })).toBe('referrer');
  });
});

describe('what only the place of a referral among others shows', () => {
  it('is a possible duplicate, for who looks at it', () => {
    expect(referralFindings(complete, today, { possibleDuplicateOf: 'ref_1' })).toMatchObject([
      { code: 'needs-review', owner: expect.stringMatching(/^(clinician|coordinator|referrer)$/) },
    ]);
    expect(referralFindings(complete, today, {})).toEqual([]);
  });

  it('is a local policy of a further drug', () => {
    const beside = { drug: 'rituximab', therapyId: 'rituximab', eachVisit: true };
    const submission = aSubmission({ order: anOrder({ alsoInfused: [beside] as never }) });
    const policy: Policy = {
      therapyId: 'rituximab',
      version: 1,
      from: '2026-01-01',
      rules: { observationMinutes: { first: 240, subsequent: 240 } },
    };
    const found = (...policies: Policy[]) =>
      referralFindings(submission, today, { beside: policies }).filter(
        ({ code }) => code === 'regimen-policy',
      );
    expect(found(policy)).toMatchObject([
      { pointer: '/order/alsoInfused/0', severity: 'block', owner: 'clinician' },
    ]);
    expect(found()).toEqual([]);
  });
});

describe('the last day of the first dose', () => {
  const by = (order: Parameters<typeof anOrder>[0]) =>
    countDoseBy(aSubmission({ order: anOrder(order) }), today);
  it.each([
    [{ startOn: '2026-11-20' }, '2026-11-24'],
    [{ startOn: '2026-11-19' }, '2026-12-04'],
    [{ startOn: undefined }, '2026-12-04'],
    [{ startOn: '2026-12-01', therapyId: undefined }, '2026-12-01'],
  ])('of an order of %j is %s', (order, day) => {
    expect(by(order)).toBe(day);
  });
});

describe('what a clinician cleared', () => {
  const { order, patient } = complete;
  const hash = clinicalHash(complete);
  it.each<[string, Partial<Submission>]>([
    ['dose', { order: { ...order, doses: 7 } }],
    ['allergies', { allergies: [{ substance: 'Latex' }] }],
    ['results', { observations: [] }],
    ['earlier therapies', { priorTherapies: [] }],
    ['diagnoses', { diagnoses: [{ code: 'K51.90' }] }],
    ['day of birth', { patient: { ...patient, birthDate: '1984-03-10' } }],
    ['sex', { patient: { ...patient, sex: 'male' } }],
    ['medicines', { medicines: [] }],
    ['silence about medicines', { medicines: undefined }],
    ['conditions', { conditions: [] }],
    ['vaccinations', { vaccinations: [] }],
    ['pregnancy', { pregnancy: { state: 'unknown' } }],
    ['enrollments', { enrollments: [] }],
    ['devices', { devices: [] }],
  ])('is another order with another %s', (_, different) => {
    expect(clinicalHash({ ...complete, ...different })).not.toBe(hash);
  });

  it('is the same with another telephone or address', () => {
    const moved = { ...patient, phone: '+13125550199', address: undefined };
    expect(clinicalHash({ ...complete, patient: moved })).toBe(hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is another for another claim of the same words', () => {
    const [a, b] = [{ conditions: [] }, { devices: [] }];
    expect(clinicalHash({ ...complete, ...a })).not.toBe(clinicalHash({ ...complete, ...b }));
  });
});

describe('the answer to whether an order is complete and safe', () => {
  const found = (code: string, severity: Finding['severity']): Finding => ({
    ...{ code, severity, pointer: '/order', text: `Of ${code}.`, fix: 'Mend it.', source: 'own' },
  });
  const answer = (...more: [Finding[], ...unknown[]]) =>
    completenessDetermination(
      { submission: complete, orderVersion: 3 },
      today,
      ...(more as [Finding[]]),
    );

  it('says that nothing is missing', () => {
    expect(answer([])).toEqual({
      question: 'complete',
      facts: {
        ...{ orderVersion: 3, asOf: today, therapyId: 'infliximab', blocks: [], cleared: [] },
        clinicalHash: clinicalHash(complete),
      },
      rule: {
        id: 'order-completeness',
        version: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
        source: expect.stringMatching(/\w/),
      },
      answer: 'complete',
      reasons: [
        { bearing: 'for', code: 'nothing-missing', text: 'Nothing is missing or in doubt.' },
      ],
    });
  });

  it('weighs each finding, and what of it was cleared for what', () => {
    const findings = [found('a', 'block'), found('b', 'block'), found('c', 'warn')];
    const cleared = { codes: new Set(['b']), covers: { covers: 'next-dose' as const } };
    const { facts, reasons, answer: says } = answer(findings, cleared);
    expect(says).toBe('unsafe');
    expect(facts).toMatchObject({ blocks: ['a', 'b'], cleared: ['b'] });
    expect(reasons).toEqual([
      { bearing: 'against', code: 'a', text: 'Of a.', source: 'own' },
      {
        bearing: 'note',
        code: 'b',
        text: 'Of b. A clinician has cleared it for the next dose.',
        source: 'own',
      },
      { bearing: 'note', code: 'c', text: 'Of c.', source: 'own' },
    ]);
    expect(answer([found('m', 'missing')])).toMatchObject({
      answer: 'missing',
      facts: { blocks: [] },
      reasons: [{ bearing: 'against' }],
    });
  });

  it('names the local policy, and no therapy where none is known', () => {
    const policy: Policy = { therapyId: 'infliximab', version: 4, from: today, rules: {} };
    const unknown = aSubmission({ order: anOrder({ therapyId: undefined }) });
    const judged = completenessDetermination(
      { submission: unknown, orderVersion: 1, policy },
      today,
      [],
    );
    expect(judged.facts).not.toHaveProperty('therapyId');
    expect(judged.facts).toMatchObject({ policyVersion: 4 });
    expect(judged.reasons.at(-1)).toMatchObject({ code: 'local-policy' });
    expect(answer([]).facts).not.toHaveProperty('policyVersion');
  });
});

describe('silence about other medicines', () => {
  const silent = (therapyId: string, more: Partial<Submission> = {}) =>
    checkSubmission({ ...cleanReferral(therapyId), medicines: undefined, ...more }, '2026-11-20')
      .filter(({ code }) => code === 'medicines-not-told')
      .map(({ severity, owner, pointer }) => `${severity} ${owner} ${pointer}`);
  it.each([
    ['infliximab', ['warn referrer /medicines']],
    ['lecanemab', ['missing referrer /medicines']],
    ['ertapenem', ['missing referrer /medicines']],
    ['hydromorphone_pca', ['missing referrer /medicines']],
    // Nothing is known that it must not be given with.
    ['rbc_transfusion', []],
  ])('before %s is %j', (therapyId, expected) => {
    expect(silent(therapyId)).toEqual(expected);
  });

  it('is no list that says that there is none yet', () => {
    const named = (...names: string[]) => ({
      medicines: names.map((name) => ({ name, state: 'taken' as const })),
    });
    const asks = ['missing referrer /medicines'];
    for (const words of ['unable to obtain', 'Unknown', 'not available', 'see attached', 'N/A'])
      expect(silent('lecanemab', named(words)), words).toEqual(asks);
    expect(silent('lecanemab', named('unknown', 'senna 8.6 mg'))).toEqual([]);
    expect(silent('lecanemab', named())).toEqual([]);
  });

  it('is none where a list is there, or there is nothing else', () => {
    expect(silent('lecanemab', { medicines: 'none-known' })).toEqual([]);
    expect(silent('lecanemab', { medicines: [] })).toEqual([]);
  });

  it('is told once of an order of several drugs, and as gravely as the gravest of them', () => {
    const { order } = cleanReferral('infliximab');
    const alsoInfused = [{ therapyId: 'ertapenem', drug: 'ertapenem', eachVisit: true }];
    expect(silent('infliximab', { order: { ...order, alsoInfused } as never })).toEqual([
      'missing referrer /medicines',
    ]);
  });
});

describe('words of an order', () => {
  const word = 'Vroxqual';
  it.each<[string, Partial<Submission>]>([
    ['the name of the drug beside a code', { order: anOrder({ drug: word }) }],
    [
      'the dose in the name of the drug',
      { order: anOrder({ alsoNamed: [`infliximab ${word} 900 mg in sodium chloride 250 mL`] }) },
    ],
    [
      'an instruction that is not understood',
      {
        order: anOrder({
          notUnderstood: [
            { about: 'timing', at: '/order/sig', words: `per ${word}`, why: 'cannot be read' },
          ],
        }),
      },
    ],
    [
      'another medicine',
      { medicines: [{ name: word, said: ['for the heart'], state: 'taken' as const }] },
    ],
  ])('of %s stand in what was said, and nowhere that others keep', (_, different) => {
    const submission = aSubmission(different);
    const found = checkSubmission(submission, today);
    expect(found.some(({ said }) => said?.includes(word))).toBe(true);
    const told = found.map(({ said: _said, ...rest }) => rest);
    const order = { submission, orderVersion: 1, policy: undefined };
    const kept = completenessDetermination(order, today, found);
    expect(JSON.stringify([told, kept])).not.toContain(word);
  });
});
