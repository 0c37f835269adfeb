import { describe, expect, it } from 'vitest';
import { conflictingTherapies } from '../../functions/referral/conflicting-therapies.ts';
import type { Patient } from '../../functions/referral/contact.ts';
import {
  besideOpen,
  duplicateReferral,
  needsReview,
  sameTherapy,
  sharingDrug,
  therapiesOf,
} from '../../functions/referral/open-referrals.ts';
import {
  isAnotherPerson,
  isRenamed,
  patientChanged,
} from '../../functions/referral/person/patient-identity.ts';
import {
  endsMessages,
  patientWaits,
  withdrawalReasonNames,
  withdrawalReasons,
} from '../../functions/referral/withdrawal-reasons.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const own = { referralId: 'ref_1', practiceNpi: '1234567893', therapy: 'infliximab' };
const theirs = { referralId: 'ref_2', practiceNpi: '1000000020', therapy: 'infliximab' };
const other = { referralId: 'ref_3', practiceNpi: '1234567893', therapy: 'ivig' };

describe('what a referral is for', () => {
  it('is its therapy, else the drug as anybody may write it', () => {
    expect(therapiesOf({ order: anOrder() })).toEqual({ therapy: 'infliximab' });
    const unknown = anOrder({ therapyId: undefined, drug: 'New-Drug (IV)' });
    expect(therapiesOf({ order: unknown })).toEqual({ therapy: 'newdrugiv' });
  });

  it('is every drug of its visits', () => {
    const alsoInfused = [{ therapyId: 'hydration', drug: 'saline' }, { drug: 'New-Drug (IV)' }];
    expect(therapiesOf({ order: anOrder({ alsoInfused }) })).toEqual({
      therapy: 'infliximab',
      also: ['hydration', 'newdrugiv'],
    });
  });

  it.each<[string, object, object, boolean]>([
    ['the drug of another is given beside its own', { also: ['ivig'] }, { therapy: 'ivig' }, true],
    ['its drug is given beside another', { therapy: 'ivig' }, { also: ['ivig'] }, true],
    ['both give a drug beside their own', { also: ['x'] }, { therapy: 'ivig', also: ['x'] }, true],
    ['they share none', { also: ['x'] }, { therapy: 'ivig', also: ['y'] }, false],
    ['they are for one therapy', {}, {}, false],
  ])('shares a drug where %s', (_, mine, one, does) => {
    const listed = { ...theirs, ...one };
    const patients = [{ referrals: [listed] }] as unknown as Patient[];
    expect(sharingDrug({ ...own, ...mine }, patients)).toEqual(does ? [listed] : []);
    expect(sharingDrug({ ...own, ...mine, referralId: 'ref_2' }, patients)).toEqual([]);
  });

  it('may be what others of the same patients are for, itself aside', () => {
    const patients = [{ referrals: [own, other] }, { referrals: [theirs] }] as unknown as Patient[];
    expect(sameTherapy(own, patients)).toEqual([theirs]);
    expect(sameTherapy({ ...own, referralId: 'ref_9' }, patients)).toEqual([own, theirs]);
    expect(sameTherapy(other, patients)).toEqual([]);
  });
});

describe('another therapy of the same patient', () => {
  const of = (therapy: string) => ({ referralId: `ref_${therapy}`, practiceNpi: '1', therapy });
  const beside = (mine: string, ...others: string[]) =>
    conflictingTherapies(of(mine), [{ referrals: others.map(of) }] as unknown as Patient[]).map(
      ({ therapy }) => therapy,
    );

  it.each<[string, string[], string[]]>([
    ['infliximab', ['tocilizumab', 'ivig', 'infliximab'], ['tocilizumab']],
    ['tocilizumab', ['infliximab'], ['infliximab']],
    ['ocrelizumab', ['natalizumab', 'hydration'], ['natalizumab']],
    ['eculizumab', ['ravulizumab'], ['ravulizumab']],
    ['ivig', ['scig', 'infliximab'], ['scig']],
    ['infliximab', ['humira'], ['humira']],
    ['ceftriaxone', ['infliximab', 'vancomycin'], []],
    ['constructor', ['infliximab'], []],
  ])('%s beside %j conflicts with %j', (mine, others, expected) => {
    expect(beside(mine, ...others)).toEqual(expected);
  });

  it.each([
    ['the one', { ...of('hydration'), also: ['infliximab'] }, of('tocilizumab')],
    ['the other', of('tocilizumab'), { ...of('hydration'), also: ['infliximab'] }],
  ])('conflicts also where the drug is one of several of %s', (_, mine, other) => {
    const patients = [{ referrals: [other] }] as unknown as Patient[];
    expect(conflictingTherapies(mine, patients)).toEqual([other]);
  });

  it('is itself no conflict', () => {
    const mine = of('infliximab');
    const patients = [{ referrals: [mine] }] as unknown as Patient[];
    expect(conflictingTherapies(mine, patients)).toEqual([]);
  });
});

describe('beside an open referral of the same therapy', () => {
  it.each([
    ['there is none', [], { outcome: 'alone' }],
    ['of the same practice, that one is named', [own], { outcome: 'own', referralId: 'ref_1' }],
    [
      'of another practice, that is not the practice’s to know',
      [theirs],
      { outcome: 'elsewhere', referralId: 'ref_2' },
    ],
    ['of both, the own one is named', [theirs, own], { outcome: 'own', referralId: 'ref_1' }],
  ])('%s', (_, open, beside) => {
    expect(besideOpen({ practiceNpi: '1234567893' }, open)).toEqual(beside);
  });

  it('the practice is told of its own one, and what to do', () => {
    const { status, code, message, facts } = duplicateReferral('ref_1');
    expect([status, code, facts]).toEqual([
      409,
      'duplicate-open-referral',
      { referralId: 'ref_1' },
    ]);
    expect(message).toMatch(/Correct or withdraw that one; for another person .* chart number/);
  });

  it('the practice is told nothing of another’s', () => {
    expect(needsReview).toMatchObject({
      code: 'needs-review',
      severity: 'block',
      source: 'own rule',
    });
    expect(needsReview.text + needsReview.fix).not.toMatch(/practice|duplicate|other/i);
    expect(needsReview.text).toMatch(/a clinician looks at it first/);
    expect(needsReview.fix).toMatch(/^Nothing needs to be sent/);
  });
});

describe('a referral that is withdrawn', () => {
  it('ends all messages where the patient has died, and nowhere else', () => {
    expect(withdrawalReasonNames.filter(endsMessages)).toEqual(['patient-died']);
    expect(withdrawalReasonNames).toEqual([
      'patient-declined',
      'patient-admitted',
      'care-elsewhere',
      'prescriber-stopped',
      'therapy-changed',
      'patient-died',
      'sent-in-error',
      'other',
    ]);
    for (const { source } of withdrawalReasons) expect(source).toMatch(/^own rule/);
  });

  it.each([
    ['prescriber-stopped', 'accepted', true],
    ['therapy-changed', 'incomplete', true],
    ['other', 'accepted', true],
    ['prescriber-stopped', 'active', false],
    ['patient-declined', 'accepted', false],
    ['patient-died', 'accepted', false],
    ['sent-in-error', 'accepted', false],
  ] as const)('for %s while %s: its patient still waits to hear: %s', (reason, status, waits) =>
    expect(patientWaits(reason, status)).toBe(waits),
  );
});

describe('a correction of the patient', () => {
  const base = aSubmission();
  const now = (patient: object = {}, more: object = {}) =>
    aSubmission({ patient: { ...base.patient, ...patient }, ...more });

  it.each([
    ['another given name', now({ name: { given: 'Odile', family: 'Exampleton' } }), true],
    ['another family name', now({ name: { given: 'Odalys', family: 'Else' } }), true],
    ['another birth date', now({ birthDate: '1984-03-08' }), true],
    ['another spelling', now({ name: { given: 'ODÁLYS', family: 'Example-ton' } }), false],
    [
      'letters moved from one name to the other',
      now({ name: { given: 'OdalysE', family: 'xampleton' } }),
      true,
    ],
    ['another number', now({ phone: '+13125550188' }), false],
  ])('says anew who it is with %s: %#', (_, after, is) => {
    expect(isRenamed(base, after)).toBe(is);
  });

  it.each([
    ['nothing', now(), false],
    ['another number', now({ phone: '+13125550188' }), true],
    ['another coverage', now({}, { coverages: [] }), true],
    ['another therapy', now({}, { order: { ...anOrder(), therapyId: 'ivig' } }), true],
    ['another drug', now({}, { order: { ...anOrder(), drug: 'Renflexis' } }), true],
    [
      'another drug beside it',
      now({}, { order: anOrder({ alsoInfused: [{ drug: 'saline', therapyId: 'hydration' }] }) }),
      true,
    ],
    ['another dose', now({}, { order: anOrder({ dose: { value: '10', unit: 'mg/kg' } }) }), false],
    ['another urgency', now({}, { urgency: 'urgent' }), false],
  ])('matters to what is kept of the patient with %s: %#', (_, after, does) => {
    expect(patientChanged(base, after)).toBe(does);
  });

  const chart = (value: string, system = 'urn:example:chart') => [{ system, value }];
  const stranger = { name: { given: 'Eve', family: 'Exampleton' } };
  it.each([
    ['nothing', now(), false],
    ['one name', now(stranger), false],
    ['one name beside the same chart', now({ ...stranger, identifiers: chart('EX1001') }), false],
    ['one name beside another chart', now({ ...stranger, identifiers: chart('EX2002') }), true],
    [
      'one name beside a chart of another system',
      now({ ...stranger, identifiers: chart('EX2002', 'urn:x') }),
      false,
    ],
    ['one name beside no chart', now({ ...stranger, identifiers: [] }), false],
    [
      'one name beside that chart and a second',
      now({ ...stranger, identifiers: [...chart('EX2002'), ...chart('EX1001')] }),
      false,
    ],
    ['another chart alone', now({ identifiers: chart('EX2002') }), false],
    ['both names', now({ name: { given: 'Eve', family: 'Else' } }), true],
    ['a name and the birth date', now({ ...stranger, birthDate: '1990-11-30' }), true],
  ])('puts another person in their place with %s: %#', (_, after, is) => {
    expect(isAnotherPerson(base, after)).toBe(is);
  });
});
