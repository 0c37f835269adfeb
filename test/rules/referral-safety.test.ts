import { describe, expect, it } from 'vitest';
import type { Medicine } from '../../functions/referral/clinical-claims.ts';
import { checkSubmission } from '../../functions/referral/completeness.ts';
import { contraindications } from '../../functions/referral/facts/contraindications.ts';
import { interactions } from '../../functions/referral/facts/interactions.ts';
import { medicineClasses } from '../../functions/referral/facts/medicine-classes.ts';
import { classesOf } from '../../functions/referral/medicine-checks.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
type Parts = Parameters<typeof aSubmission>[0];
const ordered = (therapyId: string, parts: Parts = {}): Submission =>
  aSubmission({ order: anOrder({ therapyId }), ...parts });
const found = (submission: Submission, begins: string) =>
  checkSubmission(submission, today)
    .filter(({ code }) => code.startsWith(begins))
    .map(({ severity, code }) => `${severity} ${code}`);
const known = new Set(therapies.map(({ id }) => id));

describe('current medicines', () => {
  const rows = interactions.flatMap(({ takes, therapies: of, severity }) =>
    of.filter((id) => known.has(id)).map((id) => [takes, id, severity] as const),
  );
  const named = (takes: string) => {
    const therapyNames = (id: string) => therapies.find((one) => one.id === id)?.names ?? [];
    const all = medicineClasses.find(({ id }) => id === takes)?.called.source ?? '';
    const names = all.split('(')[2]?.split(')')[0]?.replaceAll('\\', '').split('|') ?? [];
    return (id: string) =>
      names.find((name) => !therapyNames(id).some((one) => name.includes(one))) ?? '';
  };
  const taking = (id: string, medicine: Partial<Medicine>) =>
    found(ordered(id, { medicines: [{ name: 'x', state: 'taken', ...medicine }] }), 'takes-');

  it.each(rows)('of %s with %s are told as "%s"', (takes, id, severity) => {
    const name = named(takes)(id);
    if (!name) return;
    expect(taking(id, { name: `${name.toUpperCase()} 10 mg daily` })).toContain(
      `${severity} takes-${takes}`,
    );
    expect(taking(id, { name, state: 'unknown' })).toContain(`${severity} takes-${takes}`);
    expect(taking(id, { name, state: 'planned' })).toContain(`${severity} takes-${takes}`);
    expect(taking(id, { name, state: 'ended' })).toEqual([]);
    expect(taking(id, { name, state: 'not-taken' })).toEqual([]);
  });

  it('every class that a rule names is in the table', () => {
    const ids = new Set(medicineClasses.map(({ id }) => id));
    expect(interactions.filter(({ takes }) => !ids.has(takes))).toEqual([]);
  });

  it.each([
    ['Humira Pen', ['tnf']],
    ['Depakote ER 500 MG', ['valproate']],
    ['atorvastatin 40 mg tablet', ['statin']],
    ['Vitamin C', []],
    ['aspirin-free headache relief', ['antiplatelet']],
  ])('"%s" is of %j', (name, classes) => {
    expect(classesOf({ name }).map(({ id }) => id)).toEqual(classes);
  });

  it('are known by their RxNorm ingredient where the name is not', () => {
    expect(classesOf({ name: 'study drug', rxnorm: ['327361'] }).map(({ id }) => id)).toEqual([
      'tnf',
    ]);
  });

  it('the ordered drug itself is none of them, unless it should be the first dose', () => {
    const medicines: Medicine[] = [{ name: 'Remicade', state: 'taken' }];
    const again = ordered('infliximab', {
      medicines,
      order: anOrder({ firstDose: false, lastDoseOn: '2026-10-01' }),
    });
    expect(found(again, '').filter((one) => /takes|first-dose/.test(one))).toEqual([]);
    expect(found(ordered('infliximab', { medicines }), 'first-dose')).toEqual([
      'block first-dose-contradictory',
    ]);
  });
});

describe('conditions', () => {
  const rows = contraindications.flatMap(({ id, icd10, therapies: of, severity }) =>
    of
      .filter((therapyId) => known.has(therapyId))
      .map((therapyId) => [id, therapyId, severity, icd10[0] ?? ''] as const),
  );
  const dotted = (code: string) =>
    code.length > 3 ? `${code.slice(0, 3)}.${code.slice(3)}` : code;
  const having = (therapyId: string, condition: object) =>
    found(
      ordered(therapyId, { conditions: [{ state: 'active', ...condition }] as never }),
      'condition-',
    );

  it.each(rows)('%s with %s is told as "%s"', (id, therapyId, severity, code) => {
    const row = contraindications.find((one) => one.id === id);
    const therapy = therapies.find((one) => one.id === therapyId);
    const treats = therapy?.icd10.some(({ prefix }) => dotted(code).startsWith(prefix)) === true;
    const expected = `${severity} condition-${id}`;
    const icd10 = [dotted(code)];
    if (treats) expect(having(therapyId, { icd10 })).not.toContain(expected);
    else {
      expect(having(therapyId, { icd10 })).toContain(expected);
      expect(having(therapyId, { icd10, state: 'possible' })).toContain(expected);
      if (row?.always) expect(having(therapyId, { icd10, state: 'past' })).toContain(expected);
      else expect(having(therapyId, { icd10, state: 'past' })).not.toContain(expected);
    }
    expect(having(therapyId, { icd10, state: 'refuted' })).not.toContain(expected);
  });

  it('are found among the diagnoses of the order, by SNOMED CT and by name alone', () => {
    const diagnoses = [{ code: 'K50.90' }, { code: 'I50.22' }];
    expect(found(aSubmission({ diagnoses }), 'condition-')).toEqual([
      'block condition-heart-failure',
    ]);
    expect(having('infliximab', { snomed: ['84114007'] })).toEqual([
      'block condition-heart-failure',
    ]);
    expect(having('infliximab', { name: 'Congestive Heart Failure' })).toEqual([
      'block condition-heart-failure',
    ]);
  });

  it('an infection does not stop the antibiotic that it is treated with', () => {
    expect(having('ceftriaxone', { icd10: ['A41.9'] })).toEqual([]);
    expect(having('infliximab', { icd10: ['U07.1'] })).toEqual([
      'block condition-infection-active',
    ]);
  });
});
