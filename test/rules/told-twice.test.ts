import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/completeness.ts';
import { namesAnotherDisease } from '../../functions/referral/facts/disease-names.ts';
import { holdsUp } from '../../functions/referral/findings.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const today = '2026-11-20';
const infliximab = cleanReferral('infliximab');
const found = (different: Partial<typeof infliximab>) =>
  checkSubmission({ ...infliximab, ...different }, today).filter(holdsUp);
const coded = (hcpcs: string, codes?: { system: 'hcpcs'; code: string }[]) =>
  found({ order: { ...infliximab.order, hcpcs, ...(codes ? { codes } : {}) } });

describe('a billing code of a drug that the catalogue does not know', () => {
  it.each(['J1750', 'J9264', 'Q5109', 'C9026', 'P9073'])(
    '%s beside a known name is asked back from who wrote it',
    (hcpcs) => {
      expect(coded(hcpcs)).toMatchObject([
        {
          code: 'billing-code-unknown',
          severity: 'missing',
          owner: 'referrer',
          pointer: '/order/hcpcs',
          said: hcpcs,
        },
      ]);
      expect(coded(hcpcs)[0]?.fix).toContain('J1745');
    },
  );

  it('is asked back also where it stands behind one that is known', () => {
    const codes = [
      { system: 'hcpcs' as const, code: 'J1745' },
      { system: 'hcpcs' as const, code: 'J0202' },
    ];
    expect(coded('J1745', codes)).toMatchObject([{ code: 'billing-code-unknown', said: 'J0202' }]);
  });

  it.each([
    ['of its own', 'J1745'],
    ['that stands for any drug without one', 'J3590'],
    ['of care, and not of a drug', 'S9359'],
  ])('is not asked back: a code %s', (_says, hcpcs) => {
    expect(coded(hcpcs)).toEqual([]);
  });

  it('is told as another form where it is known as one', () => {
    expect(coded('J1748').map(({ code }) => code)).toEqual(['formulation-other']);
  });
});

describe('a diagnosis whose words are of another disease than its code', () => {
  it('is asked back with its words, once, from the practice', () => {
    const diagnoses = [{ code: 'M05.79', text: 'Crohn\u2019s disease of large intestine' }];
    expect(found({ diagnoses })).toMatchObject([
      {
        code: 'diagnosis-contradictory',
        severity: 'missing',
        owner: 'referrer',
        pointer: '/diagnoses/0',
        said: diagnoses[0]?.text,
      },
    ]);
  });

  it.each([
    ['K50.90', 'Rheumatoid arthritis, unspecified'],
    ['K51.90', "Crohn's disease, unspecified, without complications"],
    ['G35', 'Myasthenia gravis without (acute) exacerbation'],
    ['D50.9', 'Sickle-cell disease without crisis'],
    ['C50.911', 'Malignant neoplasm of unspecified ovary'],
    ['J45.909', 'Ulcerative colitis'],
    ['L03.115', 'Osteomyelitis of right foot'],
    ['E11.9', 'Type 1 diabetes mellitus'],
  ])('%s is not "%s"', (code, words) => {
    expect(namesAnotherDisease(code, words)).toBe(true);
  });

  it.each([
    ['K50.90', "Crohn's disease"],
    ['K50.90', 'CROHNS DISEASE'],
    ['D63.1', 'Anemia in chronic kidney disease'],
    ['D63.1', 'Iron deficiency anemia due to chronic kidney disease'],
    ['M07.40', "Arthropathy in Crohn's disease"],
    ['E11.22', 'Type 2 diabetes mellitus with diabetic chronic kidney disease'],
    ['C79.81', 'Secondary malignant neoplasm of breast'],
    ['Z85.3', 'Personal history of malignant neoplasm of breast'],
    ['O99.019', 'Iron deficiency anemia complicating pregnancy'],
    ['R76.11', 'Multiple sclerosis'],
    ['H20.9', "Uveitis associated with Crohn's disease"],
    ['K52.9', "No evidence of Crohn's disease"],
    ['K52.9', "Crohn's disease vs ulcerative colitis"],
    ['K52.9', "Suspected Crohn's disease"],
    ['E11.621', 'diabetic foot ulcer'],
    ['E11.69', 'Osteomyelitis of left foot'],
    ['K50.90', 'something that the table does not have'],
    ['K50.90', undefined],
  ])('%s may be called "%s"', (code, words) => {
    expect(namesAnotherDisease(code, words)).toBe(false);
  });

  it('none of the diagnoses that therapies are given for contradicts itself', () => {
    const wrong = therapies.flatMap(({ icd10 }) =>
      icd10.filter(({ prefix, text }) => namesAnotherDisease(prefix, text)),
    );
    expect(wrong).toEqual([]);
  });
});
