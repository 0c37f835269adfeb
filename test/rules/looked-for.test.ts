import { describe, expect, it } from 'vitest';
import { lookedFor, mayBeLookedFor, toldIn } from '../../functions/referral/facts/looked-for.ts';

const read = (id: string, words: string) => {
  const row = lookedFor.find((one) => one.id === id);
  if (!row) throw new Error(`nothing is looked for as ${id}`);
  return toldIn(row, words);
};

/** What is looked for, in words that show it, that may mean it, and that mean another thing. */
const rows: [id: string, shown: string, unclear: string, nothing: string][] = [
  [
    'culture',
    'wound culture | susceptibilities below | susceptible to it | sensitive to it | sensitivity to it | isolate of it | two isolates | isolated from blood | organism | grew E. coli | MRSA | MSSA | ESBL | empirical',
    'growth | PCR | sensitivities',
    'agriculture | isolated | mxsa | regrew',
  ],
  [
    'enzyme',
    'enzyme activity 2 | enzyme assay | enzyme level | GBA | GBA1 N370S | GLA | glucocerebrosidase activity | alpha-galactosidase A activity | galactosidase a leukocyte level | galactosidase in low | glucosidase low | galactosidase 0.3 | glucocerebrosidase 5 | lyso-GB3 | lysogb1',
    'genotype | mutation | variant | glucosidase | galactosidase a | GBA1 normal | GLA negative | enzyme activity not found | GBA: no mutation | GBA no pathogenic change',
    'enzyme | gbax',
  ],
  [
    'amyloid',
    'Amyloid PET | abeta 42 low | p-tau high | ptau | AB42 | ab 42 | CSF: raised tau | cerebrospinal fluid with much tau',
    'amyloid-related edema | amyloid angiopathy | amyloid therapy | amyloid lowering | CSF clear | cerebrospinal fluid | CSF drawn. total tau | amyloid PET negative | amyloid not seen | amyloid: no evidence',
    'tau | preptau',
  ],
  [
    'cognition',
    'MMSE 24 | MoCA 20 | CDR 0.5 | mini-mental | minimental | Montreal cognitive | clinical dementia rating | 72106-8 | 72172-0',
    'cognitive decline | cognition | memory | SLUMS | mini-cog | minicog',
    'mmsex | mocap',
  ],
  [
    'antitrypsin-type',
    'PiZZ | Pi SZ | Pi*ZZ | Pi *MZ | pi null | alpha-1 phenotype | alpha1: the genotype | AAT phenotype | a1at genotype | antitrypsin by genotype | phenotype: ZZ | genotype of antitrypsin | genotype mz | phenotype of AAT | serpina1 | 32769-2',
    'phenotype | genotype | aat. phenotype | phenotype; zz | genotype xz',
    'pie | alpha-1',
  ],
  [
    'lung-function',
    'FEV1 48 % | FEV 1 | spirometry | PFT | PFTs | lung function | pulmonary function | DLCO | 20150-9 | 20152-5 | 19926-5',
    'incentive spirometry | spirometer',
    '20151-7 | 20150-x | pftx',
  ],
  [
    'smoking',
    'smoker | nonsmoker | non-smoker | smokes | smoked | smoking | tobacco | nicotine patch | 72166-2 | never smoked',
    'smoke detector',
    'smog',
  ],
  [
    'hemodynamics',
    'cardiac index | cardiac output | CI: 1.9 | CI=1.9 | CI of 1.9 | CI was 1.9 | ci1.9 | wedge pressure | capillary wedge | pulmonary wedge | PCWP | right heart cath | RHC | hemodynamics',
    '95% CI 0.8 | CI 19 | wedge | cath | CI x.9',
    'cite 1.9',
  ],
  [
    'arrhythmia-plan',
    'ICD in place | AICD | CRT-D | CRTD | defibrillator | LifeVest | life vest | arrhythmia plan | plan for arrhythmia | DNR | Z95.810 | Z95810',
    'arrhythmia | pacemaker',
    'ICD-10 I50 | icd 9 | ICD10 | dnrx',
  ],
  [
    'second-pump',
    'second pump | backup pump | back-up power | spare infusion pump | two CADD pumps | 2 pumps | power backup | power back-up | power outage | home generator',
    'pulse generator | battery | batteries',
    'pump | second cup',
  ],
  [
    'consent',
    'consent for blood | consent to transfusion | transfusion consent | blood products: consent | agrees to blood | agrees to transfusion',
    'consent | consent. blood drawn | blood drawn; consent to texts',
    'blood | transfusion',
  ],
  ['naloxone', 'naloxone | Narcan | nalmefene', 'no naloxone', 'noloxone'],
  [
    'locked-storage',
    'lockbox | lock box | lock-box | lock -box | lockable | locked cabinet | safe storage | secure drug storage | safe medication storage | diversion plan',
    'lock | locks | locked | diversion | safe',
    'blocked | storage',
  ],
  [
    'driver',
    'driver: wife | drive home | drives her home | drives the patient home | drives home | driven home | ride home | escorted',
    'truck driver | truck-driver | bus driver | uber driver | driver mutation | driver gene | drives | drive | driving | driven | ride',
    'screwdriver | bride',
  ],
  [
    'dental',
    'dental exam | no dental problems | dentist | dentition | oral exam | oral health | edentulous | jaw exam | jaw pain | osteonecrosis of jaw | osteonecrosis of the jaw',
    'jaw claudication | teeth | tooth',
    'dental insurance | dental plan | oral',
  ],
  [
    'prior-platinum',
    'prior platinum | no platinum | course of platinum | platinum-naive | platin exposure | platinum sensitive | cisplatin | oxaliplatin | chemotherapy cycle 2 | cycle 2 | cycle #3 | cycle no. 3 | cycle no 3 | cycle no.3',
    'platinum | carboplatin',
    'menstrual cycle 28 | cycle x | motorcycle 2',
  ],
  [
    'spill-kit',
    'spill kit | spills kit | spill pack | chemo spill | chemotherapy spills | for spills',
    'spilled',
    'kit | overspill',
  ],
  [
    'drinking-fails',
    'unable to drink | fail oral | fails oral rehydration | failing PO | intolerance of oral intake | cannot swallow | minimal intake | oral intake fails | PO intake: poor | oral fluids not tolerated | vomiting | emesis | nausea | gastroparesis | high output ostomy | high-output ostomy | diarrhea',
    'ondansetron | antiemetic | oral intake | PO fluids | po rehydration | no nausea',
    'drinks well | unable to walk. drinks | po',
  ],
  [
    'line-tip',
    'tip confirmed | tips verified | tip at the cavoatrial junction | cavo-atrial | SVC | superior vena cava | x-ray: placement confirmed | CXR confirmed | confirmed by ECG | verified on chest x-ray',
    'tip | placement confirmed | no tip confirmed | position of it verified',
    'PICC in the right arm | tipped | x-ray of the hand',
  ],
  [
    'nutrition-plan',
    '25 kcal | calories | nutrition plan | nutritional goal | nutrition goals | nutrition assessment | dietitian | dietician',
    'diet | protein goal',
    'nutrition | dietary',
  ],
];

describe('what is looked for', () => {
  it.each(rows)('as %s', (id, ...words) => {
    for (const [index, told] of (['shown', 'unclear', 'nothing'] as const).entries())
      for (const one of (words[index] as string).split(' | ')) {
        const as = read(id, one);
        // What was looked for and not found shows nothing either.
        expect(as === 'against' ? 'unclear' : as, one).toBe(told);
        if (told !== 'nothing') expect(mayBeLookedFor(one.toUpperCase()), one).toBe(true);
      }
  });

  it.each([
    ['amyloid', 'Amyloid PET negative', 'against'],
    ['amyloid', 'CSF amyloid: normal', 'against'],
    ['amyloid', 'No evidence of amyloid on PET', 'unclear'],
    ['amyloid', 'Amyloid PET positive; CSF cell count normal', 'unclear'],
    ['amyloid', 'Amyloid PET not consistent with plaque', 'against'],
    ['enzyme', 'Enzyme activity normal', 'against'],
    ['enzyme', 'Enzyme activity abnormal', 'shown'],
  ])('as %s: "%s" is %s', (id, words, told) => {
    expect(read(id, words)).toBe(told);
  });

  it('has a row here, and is told as a sentence goes on', () => {
    expect(rows.map(([id]) => id)).toEqual(lookedFor.map(({ id }) => id));
    for (const { what } of lookedFor) expect(what).toMatch(/^[a-z].*\w\)?$/);
    expect(mayBeLookedFor('Fall risk')).toBe(false);
  });
});

describe('what is denied, or still to come', () => {
  it.each([
    ...['no', 'not', 'without', 'lack of', 'lacks', 'lacking', 'denies', 'denied', 'never'],
    ...['need', 'needs', 'needed', 'missing', 'await', 'awaits', 'awaiting', 'pending', 'refuses'],
    ...['refused', 'declines', 'declined', 'unknown', 'require', 'requires', 'request', 'requests'],
    ...['requested', 'unable to obtain', 'to obtain', 'no spray or'],
  ])('by what stands before it is not shown: “%s”', (before) => {
    expect(read('naloxone', `${before} naloxone`)).toBe('unclear');
    for (const end of ['.', ';', ','])
      expect(read('naloxone', `${before}${end} naloxone`)).toBe('shown');
  });

  it.each([
    ...['not done', 'not yet done', 'not yet been done', 'not been obtained', 'not available'],
    ...['was not given', 'pending', 'unknown', 'refused', 'refuses', 'declined', 'missing'],
    ...['needed', 'to follow', 'n/a', 'none', ': none', ':none', 'never taken', 'unavailable'],
    ...['outstanding', 'ordered', 'to be arranged', 'cancelled', 'canceled', ': no', ':no'],
    ...[': false', '?'],
  ])('by what stands behind it is not shown: “%s”', (behind) => {
    expect(read('naloxone', `naloxone ${behind}`.replace(' :', ':'))).toBe('unclear');
  });

  it.each([
    ...['naloxone at home. Refused soup', 'naloxone; labs pending', 'naloxone: nobody else'],
    ...['naloxone, and nothing else', `no soup ${'and more '.repeat(5)}naloxone`],
    `naloxone ${'and more '.repeat(8)}pending`,
  ])('but by nothing of another sentence, or far away: “%s”', (words) => {
    expect(read('naloxone', words)).toBe('shown');
  });

  it('is shown where it stands a second time', () => {
    expect(read('naloxone', 'no naloxone. Narcan is at home')).toBe('shown');
    expect(read('naloxone', 'no naloxone. Narcan pending')).toBe('unclear');
  });
});
