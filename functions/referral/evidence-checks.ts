import { type Checked, warn } from './findings.ts';
import type { Finding, Submission } from './referral.ts';

/** Something that a careful pharmacist looks for in an order, in whatever form it was sent. */
type Evidence = {
  id: string;
  /** As a sentence goes on: "The order does not show …". */
  what: string;
  /** How it is told of, in small letters: in results, problems, medicines or the title of a document. */
  told: RegExp;
  therapies: readonly string[];
};

const row = (id: string, what: string, therapies: string, told: RegExp): Evidence => ({
  id,
  what,
  told,
  therapies: therapies.split(' '),
});

/**
 * What therapies ask for beyond results with limits: the screening of the therapy catalogue's source
 * and the orders of infusion practices; general knowledge - verify.
 */
export const lookedFor: readonly Evidence[] = [
  row(
    'culture',
    'the culture and what it is sensitive to, or why there is none',
    'ceftriaxone vancomycin ertapenem daptomycin',
    /cultur|suscept|isolate|organism|\bgrew\b|\bgrowth\b|\bm[rs]sa\b|\besbl\b|\bpcr\b|empiric/,
  ),
  row(
    'enzyme',
    'the enzyme activity or the genotype that proves the disease',
    'imiglucerase agalsidase_beta',
    /enzyme (activity|assay|level)|genotyp|mutation|variant|\bgba1?\b|\bgla\b|glucocerebrosidase|galactosidase a\b|\blyso-?gb/,
  ),
  row(
    'amyloid',
    'that amyloid was found, by PET, fluid or blood',
    'lecanemab',
    /amyloid(?! (angiopathy|antibod))|\babeta|\bp-?tau|cerebrospinal|\bcsf\b/,
  ),
  row(
    'cognition',
    'a score of memory and thinking (MMSE, MoCA or CDR)',
    'lecanemab',
    /\bmmse\b|\bmoca\b|\bcdr\b|mini-?mental|montreal cognitive|cognitive (score|test|assessment|screen)|72106-8|72172-0/,
  ),
  row(
    'antitrypsin-type',
    'the type of alpha-1 antitrypsin (genotype or phenotype)',
    'alpha1_pi',
    /\bpi ?\*?(zz|sz|mz|ss|null|z)|phenotyp|genotyp|serpina1|32769-2/,
  ),
  row(
    'lung-function',
    'the lung function (FEV1)',
    'alpha1_pi',
    /\bfev ?1|spirometry|\bpfts?\b|lung function|pulmonary function|\bdlco\b|2015[02]-[0-9]|19926-5/,
  ),
  row('smoking', 'whether the patient smokes', 'alpha1_pi', /smok|tobacco|nicotine|72166-2/),
  row(
    'hemodynamics',
    'the cardiac index or wedge pressure on the drug',
    'milrinone_home',
    /cardiac (index|output)|\bci\b|wedge|\bpcwp\b|right heart cath|\brhc\b|hemodynamic/,
  ),
  row(
    'arrhythmia-plan',
    'a defibrillator, or the plan for an arrhythmia',
    'milrinone_home',
    /\b(ai)?c?icd\b|defibrillator|life ?vest|arrhythmia|\bdnr\b|z95810/,
  ),
  row(
    'second-pump',
    'a second pump and power for it',
    'milrinone_home',
    /(second|back-?up|spare|two|2) (cadd |infusion )?(pump|power)|power (back-?up|outage)|generator/,
  ),
  row(
    'consent',
    'the consent to the transfusion',
    'rbc_transfusion',
    /(?<!no )consent|agrees to (blood|transfusion)/,
  ),
  row(
    'naloxone',
    'naloxone for an overdose at home',
    'hydromorphone_pca',
    /naloxone|narcan|nalmefene/,
  ),
  row(
    'locked-storage',
    'where the drug is locked away at home',
    'hydromorphone_pca',
    /lock ?-?box|locked|lockable|safe storage|diversion/,
  ),
  row(
    'driver',
    'who drives the patient home',
    'ketamine_infusion',
    /driver|drive[ns]? |ride home|escort/,
  ),
  row(
    'dental',
    'a look at teeth and jaw',
    'zoledronic_acid',
    /\bdent(al|ist|ition)|oral exam|\bjaw\b|edentul/,
  ),
  row(
    'prior-platinum',
    'how many courses of a platinum were given before',
    'carboplatin',
    /(prior|previous|no|of) platin|platin(um)?[- ](naive|exposure|sensitive|resistant|refractory)|cisplatin|oxaliplatin|cycle \d/,
  ),
  row('spill-kit', 'a kit for spills at home', 'fluorouracil_pump', /\bspill/),
  row(
    'drinking-fails',
    'why drinking does not do',
    'hydration',
    /oral (rehydration|intake|fluids)|\bpo (intake|fluids)|unable to (drink|eat|tolerate|keep)|vomit|emesis|nausea|ondansetron|gastroparesis|high output|diarrh/,
  ),
  row(
    'nutrition-plan',
    'the goal of energy and protein',
    'parenteral_nutrition',
    /kcal|calori|nutrition (plan|goal|assessment|consult)|diet(it|ic)ian/,
  ),
];

/** All that an order tells in words and codes, in small letters; the contents of documents are not read. */
const toldBy = (submission: Submission): string => {
  const { observations, conditions, diagnoses, medicines, priorTherapies, placement } = submission;
  const { sig, premedications, notUnderstood } = submission.order;
  return JSON.stringify([
    ...[observations, conditions, diagnoses, medicines, priorTherapies, placement],
    ...[sig, premedications, notUnderstood],
    submission.documents.map(({ title }) => title),
  ]).toLowerCase();
};

/** What is looked for and is nowhere to be seen: told to the practice, for a note may hold it. */
export const evidenceFindings = ({ submission, therapy }: Checked): Finding[] => {
  const looked = lookedFor.filter(({ therapies }) => therapies.includes(therapy?.id ?? ''));
  const told = looked.length > 0 ? toldBy(submission) : '';
  return looked
    .filter((one) => !one.told.test(told))
    .map(({ id, what }) =>
      warn({
        code: `${id}-not-shown`,
        pointer: '/documents',
        text: `The order does not show ${what}, unless a note that was sent does: notes are not read here.`,
        fix: 'Send it, or say in which note it stands.',
        source: 'what therapies ask for; general knowledge - verify',
      }),
    );
};
