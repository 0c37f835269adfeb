import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/completeness.ts';
import { lookedFor } from '../../functions/referral/evidence-checks.ts';
import type { Submission } from '../../functions/referral/referral.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const asked = (therapyId: string, different: Partial<Submission> = {}) =>
  checkSubmission({ ...cleanReferral(therapyId), ...different }, '2026-11-20').filter(
    ({ code, severity }) => code.endsWith('-not-shown') && severity === 'warn',
  );
const codes = (...given: Parameters<typeof asked>) => asked(...given).map(({ code }) => code);
const remark = (words: string): Partial<Submission> => ({
  conditions: [{ name: 'Follow-up', said: [words], state: 'active' }],
});

/** What each is told of by, in the words of charts. */
const shown: Readonly<Record<string, string>> = {
  culture: 'Blood culture grew MSSA, susceptible to cefazolin',
  enzyme: 'GBA1 genotype N370S/N370S',
  amyloid: 'Amyloid PET positive',
  cognition: 'MMSE 24/30 on 9/10',
  'antitrypsin-type': 'PiZZ',
  'lung-function': 'FEV1 48 % predicted',
  smoking: 'Never smoker',
  hemodynamics: 'RHC: CI 1.9, PCWP 24',
  'arrhythmia-plan': 'ICD in place',
  'second-pump': 'Second pump and power backup arranged',
  consent: 'Consent for transfusion signed',
  naloxone: 'Narcan nasal spray at home',
  'locked-storage': 'lockbox at home',
  driver: 'her son is the driver',
  dental: 'Dental exam in August',
  'prior-platinum': 'no prior platinum',
  'spill-kit': 'spill kit handed out',
  'drinking-fails': 'oral intake fails',
  'nutrition-plan': 'goal of 25 kcal/kg',
};

it('there is an example of each', () => {
  expect(Object.keys(shown).sort()).toEqual(lookedFor.map(({ id }) => id).sort());
  const known = therapies.map(({ id }) => id);
  for (const row of lookedFor) expect(known).toEqual(expect.arrayContaining([...row.therapies]));
});

const rows = lookedFor.flatMap(({ id, therapies: all }) => all.map((one) => [one, id] as const));

describe.each(rows)('%s without %s', (therapyId, id) => {
  const code = `${id}-not-shown`;

  it('is told to the practice, and goes on', () => {
    const [found] = asked(therapyId, { conditions: [] }).filter((one) => one.code === code);
    expect(found).toMatchObject({ severity: 'warn', owner: 'referrer', pointer: '/documents' });
  });

  it('is not told where a remark has it', () => {
    expect(codes(therapyId, remark(shown[id] as string))).not.toContain(code);
  });
});

it('a title of a document shows it, and no consent is none', () => {
  const titled = (title: string): Partial<Submission> => ({
    documents: [{ title, contentType: 'text/plain', data: 'eA==' }],
  });
  expect(codes('rbc_transfusion', titled('Transfusion consent'))).toEqual([]);
  expect(codes('rbc_transfusion', remark('no consent yet'))).toEqual(['consent-not-shown']);
});

it('nothing is looked for of a therapy that asks for none', () => {
  expect(codes('vedolizumab', { conditions: [] })).toEqual([]);
});
