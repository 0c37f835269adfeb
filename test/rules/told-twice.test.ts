import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { holdsUp } from '../../functions/referral/checks/findings.ts';
import {
  billingCodeFindings,
  diagnosisFindings,
} from '../../functions/referral/checks/order-checks.ts';
import { namesAnotherDisease } from '../../functions/referral/facts/disease-names.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { cleanReferral } from '../support/clean-referrals.ts';
import { foundBy } from '../support/findings.ts';

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

  it('is asked back wherever it stands, and only as a billing code', () => {
    const told = (codes: { system: 'hcpcs' | 'ndc'; code: string }[]) =>
      foundBy(billingCodeFindings, {
        ...infliximab,
        order: { ...infliximab.order, hcpcs: undefined, codes } as typeof infliximab.order,
      }).map(({ said }) => said);
    expect(told([{ system: 'hcpcs', code: 'J0202' }])).toEqual(['J0202']);
    expect(told([{ system: 'ndc', code: 'J0202' }])).toEqual([]);
    const ofAny = 'J3490 J3590 J7599 J7699 J7799 J7999 J8999 J9999 C9399'.split(' ');
    for (const code of ['A4222', 'J174', 'J17455', 'XJ0202', ...ofAny])
      expect(told([{ system: 'hcpcs', code }]), code).toEqual([]);
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

  it('is told where it stands, in words', () => {
    const diagnoses = [{ code: 'K50.90' }, { code: 'A38.9', text: 'Migraine' }];
    expect(foundBy(diagnosisFindings, { ...infliximab, diagnoses })).toMatchObject([
      { pointer: '/diagnoses/1', said: 'Migraine', severity: 'missing' },
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
    ['M80.08XS', 'Migraine'],
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
    ['G36', 'Neuromyelitis optica'],
    ['L40', 'Psoriatic arthritis'],
    ['K52.9', "Crohn's disease vs ulcerative colitis"],
    ['K52.9', "Suspected Crohn's disease"],
    ['E11.621', 'diabetic foot ulcer'],
    ['E11.69', 'Osteomyelitis of left foot'],
    ['K50.90', 'something that the table does not have'],
    ['K50.90', undefined],
  ])('%s may be called "%s"', (code, words) => {
    expect(namesAnotherDisease(code, words)).toBe(false);
  });

  /** Each disease in the words that charts use, and where ICD-10-CM has it. */
  const diseases: [string, string][] = [
    [
      'Rheumatoid arthritis; seropositive rheumatoid arthritis; seronegative rheumatoid arthritis',
      'M05 M06 M08',
    ],
    ['Psoriatic arthritis; psoriatic arthropathy', 'L40.5'],
    ['Psoriasis; plaque psoriasis', 'L40'],
    ['Ankylosing spondylitis', 'M45 M08.1'],
    ["Crohn's disease; Crohn’s; crohns disease", 'K50'],
    ['Ulcerative colitis; ulcerative pancolitis', 'K51'],
    ['Multiple sclerosis', 'G35'],
    ['Neuromyelitis optica', 'G36.0'],
    ['Myasthenia gravis', 'G70.0'],
    ['Chronic inflammatory demyelinating polyneuropathy', 'G61.81'],
    ['Multifocal motor neuropathy', 'G61.82'],
    ['Guillain-Barre syndrome', 'G61.0'],
    ["Alzheimer's disease; Alzheimer’s; alzheimers", 'G30'],
    ['Migraine with aura', 'G43'],
    ['Complex regional pain syndrome I', 'G90.5 G56.4 G57.7'],
    ['Common variable immunodeficiency; variable immunodeficiency', 'D83'],
    ['Immune thrombocytopenia; idiopathic thrombocytopenic purpura', 'D69.3 D69.4'],
    ['Paroxysmal nocturnal hemoglobinuria', 'D59.5'],
    ['Atypical hemolytic uremic syndrome; hemolytic-uremic syndrome', 'D59.3'],
    ['Iron deficiency anemia', 'D50 D63'],
    ['Sickle cell disease; sickle-cell disorder; sickle cell anemia', 'D57'],
    ['Thalassemia; beta thalassemia; alpha thalassemia', 'D56 D57.4'],
    ['Gaucher disease', 'E75.22'],
    ['Fabry disease', 'E75.21'],
    [
      'Alpha-1 antitrypsin deficiency; alpha 1-antitrypsin deficiency; alpha1 antitrypsin',
      'E88.01',
    ],
    ['Sarcoidosis of lung', 'D86'],
    ['Systemic lupus erythematosus; SLE', 'M32'],
    ['Giant cell arteritis', 'M31.5 M31.6'],
    ['Granulomatosis with polyangiitis', 'M31.3'],
    ['Microscopic polyangiitis', 'M31.7'],
    ['Pemphigus vulgaris', 'L10'],
    ['Hidradenitis suppurativa', 'L73.2'],
    ['Dermatomyositis', 'M33 M36.0'],
    [
      'Osteoporosis; age-related osteoporosis; age related osteoporosis; postmenopausal osteoporosis',
      'M80 M81',
    ],
    ["Paget's disease of bone; Paget’s disease of the bone; pagets disease of bone", 'M88'],
    ['End-stage renal disease; end stage kidney disease; ESRD', 'N18.6 I12.0 I13'],
    ['Heart failure; congestive heart failure', 'I50 I11.0 I13 I09.81 I97.1'],
    ['Asthma', 'J45 J82'],
    ['Chronic obstructive pulmonary disease', 'J44'],
    ['Type 1 diabetes mellitus', 'E10 E08 E13'],
    ['Type 2 diabetes mellitus', 'E11'],
    ['Essential hypertension', 'I10'],
    ['Malignant neoplasm of left female breast; breast cancer; invasive breast cancer', 'C50 D05'],
    [
      'Lung cancer; non-small cell lung cancer; nonsmall cell lung cancer; small cell lung cancer',
      'C34',
    ],
    ['Ovarian cancer; malignant neoplasm of left ovary', 'C56 C57'],
    ['Colon cancer; colorectal cancer; rectal cancer', 'C18 C19 C20 C21'],
    ['Pancreatic cancer', 'C25'],
    [
      'Follicular lymphoma; diffuse large B-cell lymphoma; Hodgkin lymphoma; mantle cell lymphoma',
      'C81 C82 C83 C84 C85 C86 C88',
    ],
    ['Chronic lymphocytic leukemia', 'C91.1'],
    ['Multiple myeloma', 'C90.0'],
    ['Short bowel syndrome', 'K90.82 K90.83 K91.2'],
    ['Gastroparesis', 'K31.84 E08.43 E09.43 E10.43 E11.43 E13.43'],
    ['Cellulitis of left leg', 'L03 H00 H05 H60 J34 J36 J38 K12 K61 N48 N49 N61 N73 N76'],
    ['Osteomyelitis', 'M86 M46.2 M46.3 M27.2 H05.0 A01 A02 A18 A39 A54 B67 E08 E09 E10 E11 E13'],
  ];
  it.each(diseases)('%s: %s', (names, codes) => {
    for (const name of names.split('; ')) {
      for (const code of codes.split(' '))
        expect(namesAnotherDisease(code, name), `${code} ${name}`).toBe(false);
      // Scarlet fever is none of them.
      expect(namesAnotherDisease('A38.9', name), name).toBe(true);
      expect(namesAnotherDisease('A38.9', `Scarlet fever in ${name}`), name).toBe(false);
    }
  });

  it.each([
    ...[
      'history of',
      'hx',
      'h/o',
      'family',
      'suspected',
      'possible',
      'probable',
      'rule out',
      'r/o',
    ],
    ...['versus', 'vs', 'or', 'screening', 'secondary', 'metastatic', 'metasta', 'sequela of'],
    ...['sequelae of', 'encounter', 'status', 'susceptible', 'overlap', 'mixed', 'and', 'like'],
    ...['?', '/', '+', '&', ';'],
  ])('words that are not plain are not compared: "%s"', (word) => {
    expect(namesAnotherDisease('A38.9', `Migraine ${word} aura`)).toBe(false);
    expect(namesAnotherDisease('A38.9', 'Migraine aura')).toBe(true);
  });

  it('stands beside whatever code is of no disease', () => {
    for (const letter of 'OPRSTUVWXYZ')
      expect(namesAnotherDisease(`${letter}10.1`, 'Migraine'), letter).toBe(false);
    for (const letter of 'ABCDEFHIJKLMNQ')
      expect(namesAnotherDisease(`${letter}94.9`, 'Migraine'), letter).toBe(true);
  });

  it('none of the diagnoses that therapies are given for contradicts itself', () => {
    const wrong = therapies.flatMap(({ icd10 }) =>
      icd10.filter(({ prefix, text }) => namesAnotherDisease(prefix, text)),
    );
    expect(wrong).toEqual([]);
  });
});
