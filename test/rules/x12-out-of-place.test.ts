import { describe, expect, it } from 'vitest';
import { decideCoverage } from '../../functions/coverage/eligibility-rules.ts';
import { outOfPlace } from '../../functions/coverage/x12/out-of-place.ts';
import { readAnswer } from '../../functions/coverage/x12/read-answer.ts';
import { aSubmission } from '../support/referrals.ts';
import { answer, answerWith, asked } from '../support/x12-answers.ts';

const [coverage] = aSubmission().coverages;
if (!coverage) throw new Error('The example has a coverage.');

const active = 'EB*1*IND*30**PLAN A';
const covers = (code: string) => `EB*I*IND${'*'.repeat(11)}${code}`;

/** The outcome, and all that a person reads of it. */
const heard = (text: string) => {
  const read = readAnswer(text, asked);
  const { reasons } = decideCoverage([{ coverage, answer: read }]).determination;
  return { outcome: read.outcome, words: reasons.map((reason) => reason.text).join(' ') };
};

/** Answers in which something stands where no reader looks for it, or says in another way that it is not so. */
describe('an active plan in whose answer', () => {
  it.each<[string, string, string, string]>([
    // Where the standard has no place for it.
    [
      'a message stands before its benefits',
      answer(['MSG*TERMINATED 10/31/2026', active]),
      'in-doubt',
      'MSG TERMINATED 10/31/2026',
    ],
    [
      'a segment stands that nobody here knows',
      answer([active, 'NTE*ADD*NO COVERAGE']),
      'in-doubt',
      'NTE ADD NO COVERAGE',
    ],
    [
      'a birth date stands behind its benefits',
      answer([active, 'DMG*D8*19840310*F']),
      'in-doubt',
      'DMG D8 19840310 F',
    ],
    [
      'another payer is named outside of its loop',
      answer([active, 'EB*R*IND*35', 'NM1*PRP*2*BLUE CO']),
      'in-doubt',
      'NM1 PRP 2 BLUE CO',
    ],
    [
      'a benefit stands within another',
      answer([active, 'LS*2120', 'NM1*P3*1*DOC*DAN', 'MSG*CAPITATED', 'LE*2120']),
      'in-doubt',
      'MSG CAPITATED',
    ],
    [
      'the payer says something of itself',
      answer([active], { before: ['MSG*DATA OF LAST MONTH'] }),
      'in-doubt',
      'MSG DATA OF LAST MONTH',
    ],
    [
      'the provider has a benefit',
      answerWith([
        'EB*6**30',
        ...['HL*3*2*22*0', `TRN*2*${asked.trace}*9DRIPLINE0`],
        ...['NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001', active],
      ]),
      'in-doubt',
      'EB 6 30',
    ],
    // Of two, nobody knows which is the member.
    [
      'the member has two names',
      answer(['NM1*IL*1*OTHER*PAT****MI*EX9', active]),
      'in-doubt',
      'NM1 IL 1 OTHER PAT MI EX9',
    ],
    [
      'the member has two birth dates',
      answer(['DMG*D8*19840309*F', 'DMG*D8*19600101*F', active]),
      'in-doubt',
      'DMG D8 19600101 F',
    ],
    [
      'the membership is told as ended',
      answer(['INS*Y*18*024*07', active]),
      'in-doubt',
      'INS Y 18 024 07',
    ],
    [
      'the member is told to have died',
      answer([`INS*Y*18*001*33${'*'.repeat(7)}D8*20261001`, active]),
      'in-doubt',
      'D8 20261001',
    ],
    [
      'a number is called terminated',
      answer(['REF*18*P1*TERMINATED 10/31/2026', active]),
      'in-doubt',
      'REF 18 P1 TERMINATED 10/31/2026',
    ],
    [
      'a number of a benefit is called so',
      answer([active, 'REF*18*P1*NO COVERAGE']),
      'in-doubt',
      'REF 18 P1 NO COVERAGE',
    ],
    [
      'a number is called by its plan',
      answer(['REF*18*P1*BLUE PREFERENCE PLAN', active]),
      'active',
      '',
    ],
    ['the membership is told as it is', answer(['INS*Y*18*001*20', active]), 'active', ''],
    // Dates.
    ['the member enrolls later', answer([active, 'DTP*382*D8*20270101']), 'inactive', ''],
    ['the enrollment is over', answer([active, 'DTP*382*RD8*20250101-20251231']), 'inactive', ''],
    ['the member enrolled before', answer([active, 'DTP*382*D8*20200101']), 'active', ''],
    [
      'the plan is over, and what was asked about goes on',
      answer(['EB*1*IND*30', 'DTP*357*D8*20261031', 'EB*1*IND*42', 'DTP*357*D8*20271031']),
      'in-doubt',
      'date 357 20261031',
    ],
    [
      'the plan begins later, and what was asked about is active',
      answer(['EB*1*IND*30', 'DTP*356*D8*20270101', 'EB*1*IND*42']),
      'in-doubt',
      'date 356 20270101',
    ],
    [
      'the plan of last year is over, and one is in force',
      answer(['EB*1*IND*30', 'DTP*291*RD8*20250101-20251231', active, 'EB*1*IND*42']),
      'active',
      '',
    ],
    ['only what was asked about is told of', answer(['EB*1*IND*42']), 'active', ''],
    // Procedures.
    [
      'procedures from one through another are not covered',
      answer([active, covers('HC:J1700::::::J1799')]),
      'inactive',
      '',
    ],
    [
      'procedures are not covered, of which ours is none',
      answer([active, covers('HC:J1800::::::J1899')]),
      'active',
      '',
    ],
    // Amounts.
    [
      'a limit of a year is nothing',
      answer([active, 'EB*F*IND*30***23*0']),
      'in-doubt',
      'nothing is left of a limit',
    ],
    [
      'no visit is left, as days and visits are written',
      answer([active, 'EB*F*IND*42', 'HSD*VS*0***29']),
      'in-doubt',
      'nothing is left of a limit',
    ],
    [
      'the plan itself has no visit left',
      answer(['EB*1*IND*30**PLAN A', 'HSD*VS*0***29']),
      'in-doubt',
      '1 (active)',
    ],
    [
      'so much of a limit remains, and nobody says how much',
      answer([active, 'EB*F*IND*30***29']),
      'in-doubt',
      'service type 30',
    ],
    [
      'what remains of a limit is told in words',
      answer([active, 'EB*F*IND*30***29', 'MSG*VISITS PER YEAR']),
      'active',
      '',
    ],
    [
      'the patient pays all of it',
      answer([active, 'EB*A*IND*30*****1']),
      'in-doubt',
      'the patient pays this share',
    ],
    ['the patient pays a fifth', answer([active, 'EB*A*IND*30*****.2']), 'active', ''],
    [
      'the patient pays all of it out of network',
      answer([active, 'EB*A*IND*30*****1****N']),
      'active',
      '',
    ],
  ])('%s', (_, text, outcome, words) => {
    const read = heard(text);
    expect(read.outcome).toBe(outcome);
    expect(read.words).toContain(words);
  });
});

/** The segments of each loop of 005010X279A1, as the guide has them. */
const ofLoops: readonly [loop: string, kind: string, segments: string][] = [
  ['the payer', '20', 'AAA NM1 PER'],
  ['the provider', '21', 'NM1 REF N3 N4 PER AAA PRV'],
  ['the subscriber', '22', 'TRN NM1 REF N3 N4 AAA PRV DMG INS HI DTP MPI'],
  ['the dependent', '23', 'TRN NM1 REF N3 N4 AAA PRV DMG INS HI DTP MPI'],
];
const benefitSegments = 'HSD REF DTP AAA MSG III'.split(' ');
const relatedSegments = 'NM1 N3 N4 PER PRV'.split(' ');
const every = [
  ...new Set([
    ...ofLoops.flatMap(([, , segments]) => segments.split(' ')),
    ...benefitSegments,
    ...relatedSegments,
    ...['LX', 'STC', 'EB', 'XYZ'],
  ]),
];

const delimiters = { element: '*', repetition: '^', component: ':', end: '~' } as never;
const segment = (id: string, ...elements: string[]) => ({ id, elements, delimiters });
const levelOf = (kind: string, different: object) => ({
  ...{ kind, id: '1', parent: '', segments: [], benefits: [] },
  ...different,
});
const loop = (segments: object[], related: object[] = []) => ({
  ...{ benefit: segment('EB', '1'), segments, related },
});

describe('a segment stands in its place', () => {
  it.each(ofLoops)('at the level of %s, or is told', (_, kind, own) => {
    const told = every.filter(
      (id) => outOfPlace([levelOf(kind, { segments: [segment(id)] }) as never]).length > 0,
    );
    expect(told).toEqual(every.filter((id) => !own.split(' ').includes(id)));
  });

  it('behind a benefit and in its loop, or is told', () => {
    const toldIn = (place: (one: object) => object) =>
      every.filter(
        (id) => outOfPlace([levelOf('22', { benefits: [place(segment(id))] }) as never]).length > 0,
      );
    expect(toldIn((one) => loop([one]))).toEqual(
      every.filter((id) => !benefitSegments.includes(id)),
    );
    expect(toldIn((one) => loop([], [one]))).toEqual(
      every.filter((id) => !relatedSegments.includes(id)),
    );
  });

  it('is told as it was sent, without what is empty', () => {
    const level = levelOf('23', { segments: [segment('XYZ', ' A ', '', 'B')] });
    expect(outOfPlace([level as never])).toEqual(['It says what nobody here reads: XYZ A B']);
  });

  it.each([
    ['a dependent with two names', ['NM1', '03'], ['NM1', 'IL'], 1],
    ['a dependent with two kinds of member', ['INS', 'N', '19'], ['INS', 'N', '34'], 1],
    ['a member with a corrected name', ['NM1', 'IL'], ['NM1', '74'], 0],
    ['a member with two numbers', ['REF', '6P', '1'], ['REF', '18', '2'], 0],
    ['a member with a name and a birth date', ['NM1', 'IL'], ['DMG', 'D8'], 0],
  ])('%s', (_, one, other, times) => {
    const segments = [one, other].map(([id = '', ...elements]) => segment(id, ...elements));
    expect(outOfPlace([levelOf('23', { segments }) as never])).toHaveLength(times);
    // A provider is no member: its names are its own.
    const provider = levelOf('21', { segments: segments.filter(({ id }) => id === 'NM1') });
    expect(outOfPlace([provider as never])).toEqual([]);
  });

  it('of another level than the guide has is told', () => {
    expect(outOfPlace([levelOf('99', { segments: [segment('NM1')] }) as never])).toHaveLength(1);
  });
});
