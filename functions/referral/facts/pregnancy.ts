import { ageOn, daysBetween } from '../../platform/days.ts';
import type { Checked } from '../checks/findings.ts';
import type { Submission } from '../referral.ts';
import { currentResult } from './current-result.ts';
import type { Fact, FactSource } from './fact.ts';
import { labTests } from './lab-tests.ts';
import { recordedSex } from './recorded-sex.ts';
import { plain } from './result-words.ts';

/** Beginnings of ICD-10-CM codes without the dot, and SNOMED CT, of a pregnancy that goes on. */
const goesOn = {
  icd10:
    'O09 O10 O11 O12 O13 O14 O15 O16 O20 O21 O22 O23 O24 O25 O26 O28 O29 O30 O31 O32 O33 O34 O35 O36 O40 O41 O42 O43 O44 O45 O46 O47 O48 O60 O990 Z331 Z333 Z34 Z3A Z3201'.split(
      ' ',
    ),
  snomed: '77386006 72892002 47200007 65147003 169560008 169561007 255409004 102872000'.split(' '),
  called: /\bpregnan(t|cy)\b(?!.*(test|prevent|not|history))/,
};

/** Longest time from the start of a pregnancy to its end, in days. */
const longest = 294;
/** Days that a negative test or word stands for. */
const standsDays = 30;

type Said = { says: 'pregnant' | 'possible' | 'not'; evidence: FactSource };

const conditionsSay = ({ diagnoses, conditions = [] }: Submission, asOf: string): Said[] => {
  const told = [
    ...diagnoses.map(({ code, text }, index) => ({
      ...{ icd10: [code], snomed: [] as string[], name: text, state: 'active', since: undefined },
      pointer: `/diagnoses/${index}`,
    })),
    ...conditions.map(({ icd10 = [], snomed = [], name, state, since }, index) => ({
      ...{ icd10, snomed, name, state, since },
      pointer: `/conditions/${index}`,
    })),
  ];
  return told
    .filter(({ icd10, snomed, name, state, since }) => {
      if (state === 'past' || state === 'refuted') return false;
      if (since !== undefined && daysBetween(since, asOf) > longest) return false;
      const codes = icd10.map((code) => code.replace('.', ''));
      return (
        codes.some((code) => goesOn.icd10.some((prefix) => code.startsWith(prefix))) ||
        snomed.some((code) => goesOn.snomed.includes(code)) ||
        (codes.length === 0 && goesOn.called.test(plain(name ?? '')))
      );
    })
    .map(({ state, since, pointer }) => ({
      says: state === 'possible' ? 'possible' : 'pregnant',
      evidence: { pointer, on: since },
    }));
};

const testSays = ({ observations }: Submission, asOf: string): Said[] => {
  const codes = labTests.find(({ id }) => id === 'pregnancy')?.codes ?? [];
  const result = currentResult(observations, codes, { asOf, withinDays: standsDays });
  if (result.state === 'none' || result.state === 'not-performed') return [];
  const evidence = { pointer: `/observations/${result.index}` };
  if (result.state === 'negative') return result.fresh ? [{ says: 'not', evidence }] : [];
  if (result.state === 'positive')
    return result.fresh ? [{ says: 'pregnant', evidence }] : [{ says: 'possible', evidence }];
  return [{ says: 'possible', evidence }];
};

const claimSays = ({ pregnancy }: Submission, asOf: string): Said[] => {
  if (!pregnancy) return [];
  const { state, on } = pregnancy;
  const evidence = { pointer: '/pregnancy', on };
  switch (state) {
    case 'pregnant':
    case 'possible':
      return on !== undefined && daysBetween(on, asOf) > longest ? [] : [{ says: state, evidence }];
    case 'not-pregnant':
      return on !== undefined && daysBetween(on, asOf) <= standsDays
        ? [{ says: 'not', evidence }]
        : [];
    case 'unknown':
      return [];
  }
};

/**
 * Beginnings of ICD-10-CM codes without the dot, and SNOMED CT, of who can no longer conceive. N95.1 is
 * not among them: it is coded in the years around the menopause too.
 */
const noMore = {
  icd10: ['Z90710', 'Z90711', 'Z90722', 'Z780', 'N950', 'N952'],
  snomed:
    '236886002 116140006 265056007 116141005 86477000 236887006 76498008 161800001 428078001'.split(
      ' ',
    ),
  called:
    /^(history of |status post |s\/p )?((total|vaginal|abdominal|radical|laparoscopic) )*hysterectomy$|^post-?menopausal( (state|status))?$/,
};

const canNoLongerConceive = ({ conditions = [], diagnoses }: Submission): boolean =>
  diagnoses.some(({ code }) => noMore.icd10.some((one) => code.replace('.', '').startsWith(one))) ||
  conditions.some(
    ({ icd10 = [], snomed = [], name, state, untied }) =>
      !untied &&
      (state === 'active' || state === 'past') &&
      (icd10.some((code) => noMore.icd10.some((one) => code.replace('.', '').startsWith(one))) ||
        snomed.some((code) => noMore.snomed.includes(code)) ||
        (icd10.length === 0 && noMore.called.test(plain(name ?? '')))),
  );

/** Whether a patient may be pregnant at all: what is told as the sex is not what decides alone. */
export const mayBePregnant = ({ submission, asOf }: Checked): boolean => {
  const { patient } = submission;
  const age = ageOn(patient.birthDate, asOf);
  return (
    recordedSex(submission) !== 'male' && age >= 12 && age <= 55 && !canNoLongerConceive(submission)
  );
};

/** Whether the patient is pregnant; whatever says so wins over what denies it. */
export const pregnancyFact = (checked: Checked): Fact<'pregnant' | 'possible'> => {
  const { submission, asOf } = checked;
  const said = [
    ...conditionsSay(submission, asOf),
    ...testSays(submission, asOf),
    ...claimSays(submission, asOf),
  ];
  const evidence = (says: Said['says']) =>
    said.filter((one) => one.says === says).map((one) => one.evidence);
  const [yes, maybe, no] = [evidence('pregnant'), evidence('possible'), evidence('not')];
  if (yes.length > 0 && no.length > 0) return { state: 'contradictory', evidence: [...yes, ...no] };
  if (yes.length > 0) return { state: 'known', value: 'pregnant', evidence: yes };
  if (maybe.length > 0) return { state: 'known', value: 'possible', evidence: maybe };
  if (no.length > 0) return { state: 'known-absent', evidence: no };
  return mayBePregnant(checked) ? { state: 'unknown' } : { state: 'known-absent', evidence: [] };
};
