import { describe, expect, it } from 'vitest';
import { Account, type AccountLine, accountOf } from '../../functions/referral/account.ts';
import { accountFindings, answeredBy } from '../../functions/referral/checks/account-checks.ts';
import { foundBy, toldBy } from '../support/findings.ts';
import { aSubmission } from '../support/referrals.ts';

const line = (type: string, became: AccountLine['became'] = 'not-understood'): AccountLine => ({
  ...{ became, type, why: 'has no code' },
  entries: [1],
});
const having = (...account: AccountLine[]) => ({ ...aSubmission(), account });

/** What may matter, where it is answered, and what is told of it. */
const rows: [string, string, string][] = [
  ['AllergyIntolerance', 'allergies', 'missing allergy-not-understood'],
  ['Observation', 'observations', 'warn result-not-understood'],
  ['DiagnosticReport', 'observations', 'warn result-not-understood'],
  ['Condition', 'conditions', 'missing condition-not-understood'],
  ['AdverseEvent', 'conditions', 'missing condition-not-understood'],
  ['MedicationStatement', 'medicines', 'warn medicine-not-understood'],
  ['MedicationRequest', 'medicines', 'warn medicine-not-understood'],
  ['MedicationDispense', 'medicines', 'warn medicine-not-understood'],
  ['Immunization', 'medicines', 'warn medicine-not-understood'],
  ['MedicationAdministration', 'order', 'warn dose-given-not-understood'],
  ['Flag', 'conditions', 'missing alert-unreadable'],
  ['DetectedIssue', 'conditions', 'missing alert-unreadable'],
  ['Coverage', 'coverages', 'missing coverage-not-understood'],
  ['DocumentReference', 'documents', 'warn document-not-understood'],
  ['Binary', 'documents', 'warn document-not-understood'],
];

describe('a resource that was not understood and may matter', () => {
  it.each(rows)('%s is told of at /%s: %s', (type, field, expected) => {
    expect(toldBy(accountFindings, having(line(type)))).toEqual([`${expected} /${field}`]);
  });

  it.each(rows)('%s is answered by a correction of %s', (type, field) => {
    const account = [line(type)];
    expect(answeredBy(account, new Set([field]))).toEqual([
      { ...line(type, 'not-used'), why: 'was answered by a correction' },
    ]);
    expect(answeredBy(account, new Set(['patient']))).toEqual(account);
  });

  it.each(['used', 'not-used', 'not-needed'] as const)(
    'is told of no more once it was %s',
    (became) => {
      expect(toldBy(accountFindings, having(line('Condition', became)))).toEqual([]);
      const account = [line('Condition', became)];
      expect(answeredBy(account, new Set(['conditions']))).toEqual(account);
    },
  );

  it('is told of once for each kind', () => {
    const found = toldBy(
      accountFindings,
      having(line('Observation'), line('DiagnosticReport'), line('Condition'), line('Observation')),
    );
    expect(found).toEqual([
      'warn result-not-understood /observations',
      'missing condition-not-understood /conditions',
    ]);
  });

  it('is only accounted for where it cannot matter', () => {
    expect(foundBy(accountFindings, having(line('Appointment')))).toEqual([]);
    expect(foundBy(accountFindings, aSubmission())).toEqual([]);
    expect(answeredBy([line('Appointment')], new Set(['order']))).toEqual([line('Appointment')]);
  });
});

describe('the account of a bundle', () => {
  const ending = { became: 'not-needed', why: 'says nothing of the order' } as const;
  it('puts together what ended alike, by its places', () => {
    const used = { became: 'used', why: ending.why } as const;
    const other = { became: 'not-needed', why: 'is ended' } as const;
    expect(
      accountOf([
        { type: 'Appointment', ending },
        { type: 'Appointment', ending: used },
        { type: 'Appointment', ending },
        { type: 'Encounter', ending },
        { type: 'Appointment', ending: other },
      ]),
    ).toEqual([
      { became: 'not-needed', type: 'Appointment', why: ending.why, entries: [0, 2] },
      { became: 'used', type: 'Appointment', why: ending.why, entries: [1] },
      { became: 'not-needed', type: 'Encounter', why: ending.why, entries: [3] },
      { became: 'not-needed', type: 'Appointment', why: 'is ended', entries: [4] },
    ]);
  });

  it('keeps sixty signs of a type that nobody knows', () => {
    const [one] = accountOf([{ type: 'T'.repeat(61), ending }]);
    expect(one?.type).toBe('T'.repeat(60));
  });

  it('of nothing is empty', () => {
    expect(accountOf([])).toEqual([]);
  });

  it.each<[string, boolean, Partial<AccountLine>]>([
    ['used', true, { became: 'used' }],
    ['not used', true, { became: 'not-used' }],
    ['not needed', true, { became: 'not-needed' }],
    ['not understood', true, {}],
    ['something else', false, { became: 'kept' } as never],
    ['of a type of sixty signs', true, { type: 'T'.repeat(60) }],
    ['of a type of more', false, { type: 'T'.repeat(61) }],
    ['for a reason of two hundred signs', true, { why: 'w'.repeat(200) }],
    ['for a reason of more', false, { why: 'w'.repeat(201) }],
    ['in several places', true, { entries: [0, 7] }],
    ['in none', false, { entries: [] }],
    ['in a place before the first', false, { entries: [-1] }],
    ['in half a place', false, { entries: [1.5] }],
  ])('holds what became of an entry: %s is taken, %s', (_, isTaken, different) => {
    expect(Account.safeParse([{ ...line('Observation'), ...different }]).success).toBe(isTaken);
  });

  it('has five hundred lines at most', () => {
    const lines = (length: number) => Array.from({ length }, () => line('Observation'));
    expect(Account.safeParse(lines(500)).success).toBe(true);
    expect(Account.safeParse(lines(501)).success).toBe(false);
  });
});
