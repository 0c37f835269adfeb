import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import {
  mayBeNamed,
  resultNamed,
  underItsCode,
} from '../../functions/referral/facts/result-names.ts';
import type { Observation } from '../../functions/referral/referral.ts';
import { readNative } from '../../functions/referral/submission-body.ts';
import type { Resource } from '../support/bundles.ts';
import { adding, foundIn, submissionOf, withoutResult } from '../support/charts.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

describe('the names that laboratories and charts use', () => {
  it.each([
    ['Hgb', '718-7'],
    ['HEMOGLOBIN', '718-7'],
    ['Hemoglobin [Mass/volume] in Blood', '718-7'],
    ['Hemoglobin (Hgb)', '718-7'],
    ['Ferritin, Serum', '2276-4'],
    ['TSAT (%)', '2502-3'],
    ['% Transferrin Saturation', '2502-3'],
    ['ALT (SGPT)', '1742-6'],
    ['Bilirubin, Total', '1975-2'],
    ['Creatinine, Ser', '2160-0'],
    ['IgA, Quantitative', '2458-8'],
    ['Immunoglobulin A, Qn, Serum', '2458-8'],
    ['Immunoglobulin G', '2465-3'],
    ['Alpha-1-Antitrypsin', '1825-9'],
    ['Vitamin D, 25-OH, Total', '62292-8'],
    ['Quantiferon TB Gold Plus', '71773-6'],
    ['QuantiFERON(R)-TB Gold Plus, 1 Tube', '71773-6'],
    ['T-SPOT.TB', '71773-6'],
    ['PPD', '39263-9'],
    ['Hep B sAg', '5196-1'],
    ['HBsAg w/ reflex to confirmation', '5196-1'],
    ['Hepatitis B Surface Ag', '5196-1'],
    ['Hep B Core Ab, Tot', '13952-7'],
    ['STRATIFY JCV Antibody (with Index)', '70173-0'],
    ['Urine pregnancy test', '2106-3'],
    ['ABO/Rh', '882-1'],
    ['MRI Brain W WO Contrast', '24590-2'],
    ['Body weight', '29463-7'],
  ])('%s is %s', (name, code) => {
    expect(resultNamed([name])).toEqual({ code });
  });

  it.each([
    ['718-7', 'hgb; hb; hemoglobin; haemoglobin'],
    ['2276-4', 'ferritin'],
    ['2502-3', 'tsat; iron sat; percent iron saturation; transferrin saturation, percent'],
    ['777-3', 'plt; platelet count; plts; platelets'],
    ['751-8', 'ANC; absolute neutrophils; neut abs; neutrophil, absolute; abs neut count'],
    ['1742-6', 'sgpt; alanine aminotransferase'],
    ['1920-8', 'AST; SGOT'],
    ['1975-2', 'total bilirubin; tbili; bili, tot; bilirubin total'],
    ['2160-0', 'creat; SCr; creatinine'],
    ['2823-3', 'potassium'],
    ['2951-2', 'sodium'],
    ['19123-9', 'magnesium'],
    ['2777-1', 'phos; phosphorus; phosphate; inorganic phosphorus'],
    ['2345-7', 'glucose; fasting glucose'],
    ['2571-8', 'triglycerides; triglyceride; trig; trigs'],
    ['17861-6', 'calcium, total'],
    ['29265-6', 'corrected calcium; albumin-corrected calcium'],
    ['1751-7', 'albumin'],
    ['2458-8', 'iga; total IgA; immunoglobulin A; ig a'],
    ['2465-3', 'IgG'],
    ['1825-9', 'A1AT; alpha-1 proteinase inhibitor'],
    ['35591-7', 'CrCl; creatinine clearance; est creatinine clearance; estimated creat clearance'],
    ['98979-8', 'eGFR; eGFR CKD-EPI 2021'],
    ['2157-6', 'CK; CPK; total creatine kinase'],
    ['62292-8', 'vitamin D, 25-hydroxy; 25-hydroxyvitamin D; vit D, 25-OH'],
    ['4092-3', 'vancomycin trough; trough vanc; vanco trough'],
    ['29463-7', 'wt; weight lbs; body weight'],
    ['8302-2', 'ht; height cm; body height'],
    ['8480-6', 'SBP; systolic'],
    ['8462-4', 'DBP; diastolic'],
    ['8310-5', 'temp; body temperature'],
    ['71773-6', 'QFT; QuantiFERON Gold; TB Gold; QFT-TB Gold Plus; IGRA; T-SPOT'],
    ['39263-9', 'PPD; TB skin test; Mantoux'],
    [
      '5196-1',
      'HBs Ag; Hepatitis B surface antigen; HBV surface antigen; HBsAg (Hepatitis B); Hep B surface ag',
    ],
    [
      '13952-7',
      'anti-HBc total; Hepatitis B core antibody, total; Hep B core antibody total; Hep B total core ab; total hepatitis B core antibody',
    ],
    ['70173-0', 'JCV ab; Stratify JCV; JCV ab w/index'],
    ['13955-0', 'HCV ab; hepatitis C virus antibody; anti-HCV; hep C antibodies'],
    ['56888-1', 'HIV 1/2 Ag/Ab; HIV 4th generation'],
    ['2106-3', 'UPT; serum pregnancy test; preg test; beta-hCG'],
    ['882-1', 'ABO and Rh'],
    ['890-4', 'indirect coombs; RBC antibody screen'],
    ['79719-1', 'DPYD genotype; DPYD sequencing'],
    ['24590-2', 'MRI brain; MRI head; MRI brain with contrast'],
  ])('%s is called %s', (code, called) => {
    for (const name of called.split('; ')) expect(resultNamed([name]), name).toEqual({ code });
  });

  it.each([
    ['Hemoglobin (whole blood), level', '718-7'],
    ['Ferritin [Mass/vol] [S] value', '2276-4'],
    ['QuantiFERON(tm) TB Gold', '71773-6'],
    ['T-SPOT®.TB™ (R)', '71773-6'],
    ['HBsAg reflex', '5196-1'],
    ['HBsAg with rfx if positive', '5196-1'],
    ['HBsAg with reflex', '5196-1'],
    ['ALT (Alanine aminotransferase)', '1742-6'],
    ['  ALT  ', '1742-6'],
  ])('and what stands beside a name, as in "%s", is nothing', (name, code) => {
    expect(resultNamed([name])).toEqual({ code });
  });

  it.each([
    'Hemoglobin A1c',
    'Hgb S fraction',
    'MCHC',
    'Free hemoglobin, plasma',
    'Creatinine, Urine',
    'Calcium, ionized',
    'Bilirubin, direct',
    'tTG IgA',
    'IgG subclass 1',
    'CK-MB',
    'Pregnancy',
    'Antibody',
    'Type',
    'Dry weight',
    'Glucose, urine',
    'ALT AST',
    'ALT (AST)',
    'reflexology ALT',
    '',
  ])('%s is none of them', (name) => {
    expect(resultNamed([name])).toBeUndefined();
  });

  it.each([
    ['a control tube', 'QuantiFERON TB Gold mitogen', '71773-6'],
    ['an antibody that may be one kind alone', 'Hep B core Ab', '16933-4'],
    ['an antigen beside another word', 'HBsAg neutralization', '5195-3'],
  ])('%s counts against a therapy, never for it', (_, name, code) => {
    expect(resultNamed([name])).toEqual({ code, untied: true });
  });

  it('every name that is given must be of the same test', () => {
    expect(resultNamed(['Hgb', 'Hemoglobin'])).toEqual({ code: '718-7' });
    expect(resultNamed(['Hgb', 'Hemoglobin A1c'])).toBeUndefined();
    expect(resultNamed(['Hgb', 'Ferritin'])).toBeUndefined();
    expect(resultNamed([])).toBeUndefined();
  });

  it('a number of another specimen is of another test, and one tube is not the whole', () => {
    expect(resultNamed(['Creatinine'], { specimen: 'Urine, 24 hours' })).toBeUndefined();
    expect(resultNamed(['Creatinine'], { specimen: 'Serum' })).toEqual({ code: '2160-0' });
    expect(resultNamed(['hCG, urine'], { specimen: 'Urine' })).toEqual({ code: '2106-3' });
    expect(resultNamed(['Quantiferon'], { unit: 'IU/mL' })).toMatchObject({ untied: true });
    expect(resultNamed(['PPD'], { unit: 'mm' })).toEqual({ code: '39263-9' });
  });

  it('a name among other words may be of the test', () => {
    expect(mayBeNamed('Hgb, POC, iSTAT cartridge', '718-7')).toBe(true);
    expect(mayBeNamed('Hgb, POC, iSTAT cartridge', '2276-4')).toBe(false);
    expect(mayBeNamed('Hgbx', '718-7')).toBe(false);
  });
});

const local = (name: string, said: object): Resource => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'urn:oid:1.2.3.4', code: 'LAB417', display: name }] },
  effectiveDateTime: '2026-10-20',
  ...said,
});
const antigen = (...results: readonly Resource[]) =>
  foundIn(withoutResult('5196-1'), adding(...results));
const tuberculosis = (...results: readonly Resource[]) =>
  foundIn(withoutResult('71774-4'), adding(...results));

describe('a result of a chart without a code that is known', () => {
  it.each<[string, string[], string[]]>([
    ['answers by its name', antigen(local('Hep B sAg', { valueString: 'Non-reactive' })), []],
    [
      'is positive by it',
      antigen(local('Hep B sAg', { valueString: 'Reactive' })),
      ['block hepatitis-b-positive'],
    ],
    [
      'is not good by a word that nobody knows',
      antigen(local('Hep B sAg', { valueString: 'See scan' })),
      ['block hepatitis-b-not-understood'],
    ],
    [
      'answers by the text alone, too',
      tuberculosis(
        local('', { code: { text: 'Quantiferon TB Gold Plus' }, valueString: 'Negative' }),
      ),
      [],
    ],
    [
      'answers by a code that is a name',
      antigen(
        local('', {
          code: { coding: [{ system: 'urn:x', code: 'HBSAG' }] },
          valueString: 'Negative',
        }),
      ),
      [],
    ],
    [
      'is for a person where it only resembles the test',
      tuberculosis(local('Quantiferon TB Gold, mitogen', { valueString: 'Negative' })),
      ['block tuberculosis-not-understood'],
    ],
    [
      'is for a person where it may be one tube',
      tuberculosis(
        local('Quantiferon TB Gold Plus', { valueQuantity: { value: 0.02, unit: 'IU/mL' } }),
      ),
      ['block tuberculosis-not-understood'],
    ],
    [
      'does not answer where it was entered in error',
      antigen(local('Hep B sAg', { valueString: 'Negative', status: 'entered-in-error' })),
      ['missing hepatitis-b-missing', 'warn documents-unread'],
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('is kept for its words where it may be of a test that is not there', () => {
    const { observations } = submissionOf(
      adding(
        local('Hgb, POC, iSTAT', { valueQuantity: { value: 9.1, unit: 'g/dL' } }),
        local('Urine color', { valueString: 'Straw' }),
      ),
    );
    const kept = observations.filter(({ code }) => code === 'unnamed');
    expect(kept).toMatchObject([{ text: 'Hgb, POC, iSTAT' }]);
    const iron = cleanReferral('iron_sucrose');
    const asked = checkSubmission(
      {
        ...iron,
        observations: [...iron.observations.filter(({ code }) => code !== '718-7'), ...kept],
      },
      '2026-11-20',
    ).filter(({ code }) => code === 'hemoglobin-missing');
    expect(asked).toMatchObject([{ said: 'Hgb, POC, iSTAT: 9.1 g/dL' }]);
  });
});

describe('the native form', () => {
  const result = (more: Partial<Observation>): Observation => ({
    code: 'HGB',
    on: '2026-11-18',
    value: { value: '9.8', unit: 'g/dL' },
    ...more,
  });

  it.each<[string, Observation, object]>([
    ['a code that is a name', result({}), { code: '718-7', text: 'HGB' }],
    ['a text that is one', result({ code: 'LAB9', text: 'Hemoglobin' }), { code: '718-7' }],
    ['a text that names more', result({ text: 'Hemoglobin A1c' }), { code: 'HGB' }],
    ['LOINC', result({ code: '4548-4', text: 'Hemoglobin' }), { code: '4548-4' }],
    ['what is kept for its words', result({ code: 'unnamed', text: 'Hgb' }), { code: 'unnamed' }],
  ])('%s', (_, sent, read) => {
    expect(underItsCode(sent)).toMatchObject(read);
  });

  it('a referral with names for codes lacks nothing', () => {
    const { account, ...sent } = cleanReferral('iron_sucrose');
    const names = new Map([
      ['718-7', 'HGB'],
      ['2276-4', 'Ferritin'],
      ['2502-3', 'TSAT'],
    ]);
    const read = readNative({
      ...sent,
      observations: sent.observations.map((one) => ({
        ...one,
        code: names.get(one.code) ?? one.code,
      })),
    });
    const found = (submission: typeof read) =>
      checkSubmission(submission, '2026-11-20').map(({ code }) => code);
    expect(found(read)).toEqual(found(readNative(sent)));
  });
});
