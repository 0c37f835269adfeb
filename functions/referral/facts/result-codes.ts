import { lookup } from '../../platform/lookup.ts';

/** What a word or code of a result comes to by itself. */
export type Bearing =
  | 'negative'
  | 'positive'
  | 'indeterminate'
  /** There is no result: not performed, not there yet, or the specimen did not serve. */
  | 'not-performed'
  /** Two verdicts in one. */
  | 'contradictory'
  /** Says nothing that would change another verdict, and is none. */
  | 'neutral'
  /** Outside its limits in a direction that is not told. */
  | 'abnormal'
  | 'not-understood';

const rows = (meanings: Partial<Record<Bearing, string>>): ReturnType<typeof lookup<Bearing>> =>
  lookup(
    Object.fromEntries(
      Object.entries(meanings).flatMap(([bearing, codes]) =>
        codes.split(' ').map((code) => [code, bearing as Bearing]),
      ),
    ),
  );

/**
 * Result values of SNOMED CT and LOINC answers, from the eCQM and CDC value sets, and
 * of HL7 genomics reporting. The list of what is
 * negative is closed; a code of these systems that is in no row is not understood.
 */
const values = rows({
  negative:
    '260385009 131194007 260415000 2667000 444991000124106 LA25391-6 LA6577-6 LA11883-8 LA15256-3 LA9634-2',
  positive:
    '10828004 11214006 260373001 52101004 720735008 441521003 LA10315-2 LA25390-8 LA10317-8 LA9657-3 LA6576-8 LA18996-1 LA11882-0 LA15255-5 LA9633-4',
  indeterminate:
    '260408008 410592001 82334004 419984006 42425007 280416009 373068000 64957009 371934000 371932001 LA11884-6 LA9663-1 LA11885-3 LA4259-3',
  'not-performed':
    '373121007 262008008 385660001 385432009 261665006 125154007 895231008 LA18198-4 LA15841-2 LA4489-6',
  neutral: '17621005',
  abnormal: '263654008 281302008',
});

/** HL7 v3 ObservationInterpretation, with the v2 table 0078 that it came from. */
const interpretations = rows({
  negative: 'NEG ND NR',
  positive: 'POS DET RR',
  indeterminate: 'WR IND E TRC',
  'not-performed': 'IE QCF AC TOX HM',
  neutral: 'N L LL < L< LU LX B D',
  abnormal: 'A AA H HH > H> HU HX EX',
});

/** What a code of a result value means; codes of a laboratory's own are no codes here. */
export const bearingOfCode = (code: string): Bearing | undefined => {
  const known = values[code];
  if (known) return known;
  return /^\d{6,18}$|^LA\d+-\d$/.test(code) ? 'not-understood' : undefined;
};

/** What an interpretation code means: `R` is resistant, not reactive; `I` intermediate. */
export const bearingOfInterpretation = (code: string): Bearing | undefined =>
  interpretations[code] ?? bearingOfCode(code);
