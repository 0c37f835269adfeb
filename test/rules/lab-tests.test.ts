import { describe, expect, it } from 'vitest';
import { labTests, partOf, testCalled } from '../../functions/referral/facts/lab-tests.ts';
import { readResult } from '../../functions/referral/facts/read-result.ts';

const stateOf = (code: string, words: string): string =>
  readResult({ code, on: '2026-11-10', value: { coded: words } }).state;
const amount = (code: string, value: string, unit: string): string =>
  readResult({ code, on: '2026-11-10', value: { value, unit } }).state;

/** Words of a result, apart by a bar, and what they come to. */
type Row = [words: string, state: string];
const reads = (code: string, rows: readonly Row[]) =>
  it.each(rows)('“%s” is %s', (words, state) => {
    for (const one of words.split(' | ')) expect(stateOf(code, one), one).toBe(state);
  });

describe('the genes of the enzyme that breaks down fluorouracil', () => {
  reads('79719-1', [
    ['*1/*1, normal metabolizer (activity score 2) | Wild-type (DPYD)', 'negative'],
    ['*1/*1 | *1 / *1 | DPYD *1/*1 | dpd: *1/*1', 'negative'],
    [
      'Normal metabolizer | extensive metaboliser | predicted phenotype: normal metabolizer',
      'negative',
    ],
    ['normal function | Normal DPD enzyme activity | dpyd: normal dpyd activity', 'negative'],
    ['Wild-type | wild type | wildtype | homozygous wild-type', 'negative'],
    ['Reference/Reference', 'negative'],
    ['No variants detected | No variant found | no mutations were identified', 'negative'],
    ['No clinically relevant DPYD mutation was detected | no known pathogenic variant', 'negative'],
    [
      'Activity score 2 | activity score: 2 | activity score of 2.0 | activity score=2.00',
      'negative',
    ],
    ['Negative for *2A, *13, c.2846A>T and HapB3 | Negative for the DPYD variants', 'negative'],
    ['Negative for c.1905+1G>A (*2A), rs67376798 | negative for variant 1679T>G', 'negative'],
    ['DPYD mutation: negative | variant negative | DPYD mutations tested: negative', 'negative'],
    [
      'Poor metabolizer | intermediate metaboliser | rapid metabolizer | ultrarapid metabolizer',
      'positive',
    ],
    ['Heterozygous | homozygous for it | carrier | DPD deficiency', 'positive'],
    ['Reduced activity | decreased function | no function | low activity', 'positive'],
    [
      '*1/*2A | *2A | *13/*13 | *1/*9b | HapB3 found | rs3918290 | c.2846A>T | 1905-1G>A',
      'positive',
    ],
    ['Normal metabolizer, *1/*2A | *1/*1 and *13', 'contradictory'],
    ['No variants except *2A | no variants besides *2A | *1/*1x', 'positive'],
    ['activity score 2.5 | activity score 1 | activity score 20', 'not-understood'],
    ['abnormal function seen | *1 alone | negative for much', 'not-understood'],
  ]);

  it('once lessened stays so', () => {
    expect(labTests.filter(({ staysPositive }) => !staysPositive).map(({ id }) => id)).toEqual([
      'pregnancy',
      'brain-mri',
    ]);
  });
});

describe('an image of the brain', () => {
  reads('24590-2', [
    ['Normal MRI | Unremarkable study of the brain | normal examination | normal exam', 'negative'],
    ['No microhemorrhage | No micro-hemorrhages seen | no macrohaemorrhages', 'negative'],
    ['No evidence of hemorrhage | no evidence for bleed | without signs of bleeds', 'negative'],
    ['0 microhemorrhages | zero bleeds | negative for ARIA-E | without ARIA-H', 'negative'],
    ['No siderosis or vasogenic edema | No PML | no cerebral amyloid angiopathy', 'negative'],
    ['No infarct, mass, hemorrhage or hydrocephalus are seen', 'negative'],
    ['No intracranial hemorrhage, nor stroke | no subarachnoid bleed/edema is present', 'negative'],
    ['Stable chronic lesions. No hemorrhage | known MS plaques, no bleeds', 'negative'],
    ['Mild chronic small vessel disease. No hemorrhages | moderate atrophy. No bleeds', 'negative'],
    ['No new enhancing lesions. No hemorrhage | No acute infarcts. No bleed', 'negative'],
    [
      'Hemorrhage | a microbleed, 2 bleeds | superficial siderosis | ARIA-E | edema | PML',
      'positive',
    ],
    ['Infarct | stroke | masses | tumour | tumor | aneurysm | abscess | vasculitis', 'positive'],
    ['progressive multifocal leukoencephalopathy | cerebral amyloid angiopathy', 'positive'],
    ['No hemorrhage. Siderosis of the left | No bleeds; one aneurysm', 'contradictory'],
    ['MR brain: no hemorrhage | Finding: no bleed. Impression: no siderosis', 'negative'],
    ['Stable MS lesions. Mild atrophy. No hemorrhages. No bleeds', 'negative'],
    ['No infarct | no mass lesion | No enhancing lesions | Stable MS lesions', 'not-understood'],
    ['abnormality | brain | Normal, but see report', 'not-understood'],
  ]);
});

describe('a screen for tuberculosis', () => {
  reads('71773-6', [
    ['QuantiFERON-TB Gold Plus: negative | QFT in-tube negative | T-SPOT.TB: negative', 'negative'],
    ['m. tuberculosis infection not likely | MTB complex infection is unlikely', 'negative'],
    ['M.tuberculosis infection unlikely | Infection with TB not likely', 'negative'],
    ['No interferon-gamma response to M. tuberculosis antigens was detected', 'negative'],
    ['No interferon gamma response to TB antigens were observed', 'negative'],
    ['No response to MTB antigens detected | PPD skin test, panel A: negative', 'negative'],
    [
      'm tuberculosis: negative | ESAT-6, CFP10 negative | esat6 negative | cfp-10 negative',
      'negative',
    ],
    ['TSPOT negative | t-spot: negative | QFT intube: negative | panel b negative', 'negative'],
    ['m.tuberculosis: negative | mtuberculosis negative | esat negative | cfp neg', 'negative'],
    ['m tuberculosis infection unlikely | panelb negative', 'negative'],
    ['No response to m tuberculosis antigen detected', 'negative'],
    ['No response to mtuberculosis antigens observed', 'negative'],
    ['TST 0 mm | 4 spots', 'negative'],
    ['TST 5 mm | 8 spots', 'positive'],
    ['5 spots | 7 spots', 'indeterminate'],
    ['tuberculosis likely', 'not-understood'],
  ]);

  it.each([
    ['0.349999', '[IU]/mL', 'negative'],
    ['0.35', 'IU/mL', 'positive'],
    ['-1', '[iU]/mL', 'negative'],
    ['-1.000001', 'iu/ml', 'not-understood'],
    ['4.999999', 'mm', 'negative'],
    ['5', 'mm', 'positive'],
    ['-0.000001', 'mm', 'not-understood'],
    ['4.9', '{spots}', 'negative'],
    ['5', '{spot}', 'indeterminate'],
    ['7.9', 'spots', 'indeterminate'],
    ['8', 'spots', 'positive'],
    ['-0.1', 'spots', 'not-understood'],
  ])('%s %s is %s', (value, unit, state) => {
    expect(amount('71773-6', value, unit)).toBe(state);
  });
});

describe('a number of another test', () => {
  it.each([
    ...['{index}', '{s_co_ratio}', 's/co', 'index'].flatMap((unit) => [
      ['5196-1', '0.899999', unit, 'negative'],
      ['13955-0', '0.9', unit, 'indeterminate'],
      ['56888-1', '1', unit, 'positive'],
      ['5196-1', '-0.000001', unit, 'not-understood'],
      ['70173-0', '0.199999', unit, 'negative'],
      ['70173-0', '0.2', unit, 'indeterminate'],
      ['70173-0', '0.4', unit, 'indeterminate'],
      ['70173-0', '0.400001', unit, 'positive'],
    ]),
    ...['[IU]/mL', '[iU]/mL', 'IU/mL', 'iu/ml'].flatMap((unit) => [
      ['5196-1', '0.049999', unit, 'negative'],
      ['5196-1', '0.05', unit, 'positive'],
      ['5196-1', '-0.000001', unit, 'not-understood'],
    ]),
    ...['m[IU]/mL', '[IU]/L', 'mIU/mL', 'IU/L', 'miu/ml', 'iu/l'].flatMap((unit) => [
      ['2106-3', '4.999999', unit, 'negative'],
      ['2106-3', '5', unit, 'indeterminate'],
      ['2106-3', '25', unit, 'positive'],
      ['2106-3', '-0.000001', unit, 'not-understood'],
    ]),
    ['13952-7', '0.1', 'index', 'not-understood'],
  ])('of %s: %s %s is %s', (code, value, unit, state) => {
    expect(amount(code as string, value as string, unit as string)).toBe(state);
  });
});

describe('the words of another test', () => {
  const rows: [string, string, string][] = [
    [
      '5196-1',
      'HBsAg negative | Hepatitis B surface antigen: negative | hbv sag ag neg',
      'negative',
    ],
    ['5196-1', 'HBcAb negative', 'not-understood'],
    ['13952-7', 'Anti-HBc total: negative | hep B core antibody tot negative', 'negative'],
    ['13952-7', 'anticuerpo hbc negativo | anticuerpos hbc negativo', 'negative'],
    ['70173-0', 'JCV antibody negative | Stratify JC virus antibodies: negative', 'negative'],
    ['13955-0', 'Anti-HCV negative | hepatitis C antibody: negative', 'negative'],
    ['56888-1', 'HIV 1/2 Ag/Ab combo, 4th generation: negative | p24 antigen negative', 'negative'],
    ['2106-3', 'Not pregnant | no embarazada | urine hCG: negative | UPT neg', 'negative'],
    ['2106-3', 'Pregnant | embarazada', 'positive'],
    [
      '890-4',
      'Antibody screen negative | Unexpected red blood cell antibodies: negative',
      'negative',
    ],
    ['890-4', 'red cell antibody negative | rbc: negative | indirect Coombs negative', 'negative'],
    ['890-4', 'Anti-K | alloantibody | autoantibodies', 'positive'],
  ];
  it.each(rows)('of %s: “%s” is %s', (code, words, state) => {
    for (const one of words.split(' | ')) expect(stateOf(code, one), one).toBe(state);
  });
});

describe('what laboratories call a test', () => {
  it.each([
    ['tuberculosis', 'QuantiFERON; QFT-Plus; T-SPOT; tspot; IGRA; tuberculin; mantoux; PPD'],
    ['tuberculosis', 'interferon-gamma release assay; Interferon gamma release'],
    ['hepatitis-b-antigen', 'HBsAg; HBs Ag; hep B surface ag; hepatitis B virus surface ag'],
    [
      'hepatitis-b-core',
      'anti-HBc; antiHBc; HBcAb; HBc Ab; hep B core ab; hepatitis B virus core ab',
    ],
    ['jc-virus', 'JCV antibody; JC ab; Stratify'],
    ['hepatitis-c', 'HCV ab; HCV antibody; anti-HCV; antiHCV; hep C ab; hepatitis C antibody'],
    ['hiv', 'HIV; HIV-1'],
    ['pregnancy', 'pregnancy test; hCG, beta'],
    ['antibody-screen', 'antibody screen; indirect coombs; indirect antiglobulin test'],
    ['dpyd', 'DPYD; dihydropyrimidine dehydrogenase'],
    ['brain-mri', 'MRI brain; MR head; brain MRI; head mr; magnetic resonance of the brain'],
    ['brain-mri', 'brain w/wo contrast MRI'],
  ])('%s: %s', (id, names) => {
    for (const name of names.split('; ')) expect(testCalled(name)?.id, name).toBe(id);
  });

  it.each(['brain', 'MRI knee', 'hepatitis', 'HBs', 'JCV', 'HCV', 'coombs', 'antigen'])(
    'and “%s” is none of them',
    (name) => {
      expect(testCalled(name)).toBeUndefined();
    },
  );
});

describe('every test', () => {
  it('says what it is, by which source, and under which codes', () => {
    for (const test of labTests) {
      expect(test.title).toMatch(/^\w.*\w/);
      expect(test.source).toMatch(/^\w.*\w/);
      for (const code of test.codes) expect(partOf(code), code).toEqual({ test, part: 'answers' });
      for (const code of [...(test.needControls ?? []), ...(test.never ?? []), ...test.codes])
        expect(code).toMatch(/^\d+-\d$/);
    }
  });

  it.each([
    ['71774-4', 'words-only'],
    ['71775-1', 'words-only'],
    ['74281-7', 'words-only'],
    ['64084-7', 'needs-controls'],
    ['88517-8', 'needs-controls'],
    ...['71776-9', '71772-8', '46217-6', '10674-0', '10675-7', '24113-3', '35661-8', '19180-9'].map(
      (code) => [code, 'never'],
    ),
  ])('%s is %s', (code, part) => {
    expect(partOf(code as string)?.part).toBe(part);
  });
});
