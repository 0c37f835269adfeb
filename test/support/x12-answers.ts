/** 271 answers of an invented payer, with right counters whatever they say. */
type Delimiters = { element: string; repetition: string; component: string; end: string };
const usual: Delimiters = { element: '*', repetition: '^', component: ':', end: '~' };

export const asked = {
  trace: 'TRACE1',
  on: '2026-11-20',
  serviceTypes: ['30', '42'],
  procedures: ['J1745'],
  member: {
    memberId: 'EX1001',
    relationship: 'self' as const,
    family: 'Exampleton',
    given: 'Odalys',
    birthDate: '1984-03-09',
    sex: 'female' as const,
  },
};

type Different = {
  delimiters?: Delimiters;
  /** Segments at the payer's level. */
  before?: readonly string[];
  version?: string;
  /** The trace number that the answer names. */
  of?: string;
  bht?: string;
};

/** One interchange around these transaction sets of one group, each without ST and SE. */
export const interchange = (
  sets: readonly { code: string; body: readonly string[] }[],
  { delimiters = usual, version = '005010X279A1' }: Different = {},
  beforeGroup: readonly string[] = [],
): string => {
  const { element, repetition, component, end } = delimiters;
  const isa = `ISA*00*          *00*          *ZZ*ACME1          *ZZ*DRIPLINE       *261120*1604*${repetition}*00501*000000007*0*P*`;
  const group = [
    `GS*HB*ACME1*DRIPLINE*20261120*1604*7*X*${version}`,
    ...sets.flatMap(({ code, body }, index) => [
      `ST*${code}*000${index + 1}*${version}`,
      ...body,
      `SE*${body.length + 2}*000${index + 1}`,
    ]),
    `GE*${sets.length}*7`,
  ];
  const rest = [
    ...beforeGroup,
    ...(sets.length > 0 ? group : []),
    `IEA*${sets.length > 0 ? 1 : 0}*000000007`,
  ];
  const written = (line: string) =>
    line.replaceAll('*', element).replaceAll('^', repetition).replaceAll(':', component);
  return written(isa) + component + end + rest.map((line) => written(line) + end).join('');
};

/** The levels above a patient, then these. */
export const answerWith = (levels: readonly string[], different: Different = {}): string => {
  const { before = [], of = asked.trace, bht = '0022*11' } = different;
  const body = [
    `BHT*${bht}*${of}*20261120*1604`,
    'HL*1**20*1',
    'NM1*PR*2*ACME HEALTH*****PI*ACME1',
    ...before,
    'HL*2*1*21*1',
    'NM1*1P*2*LAKESIDE*****XX*1234567893',
    ...levels,
  ];
  return interchange([{ code: '271', body }], different);
};

/** An answer with these segments in the subscriber's loop. */
export const answer = (inSubscriber: readonly string[], different: Different = {}): string =>
  answerWith(
    [
      'HL*3*2*22*0',
      `TRN*2*${different.of ?? asked.trace}*9DRIPLINE0`,
      'NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001',
      ...inSubscriber,
    ],
    different,
  );
