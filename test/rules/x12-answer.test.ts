import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { summarizeEligibility } from '../../functions/coverage/eligibility-rules.ts';
import { AskLater, NotAnswered } from '../../functions/coverage/x12/answer-faults.ts';
import { readAnswer } from '../../functions/coverage/x12/read-answer.ts';
import { rejectionCodes } from '../../functions/coverage/x12/rejection-codes.ts';
import { answer, answerWith, asked } from '../support/x12-answers.ts';

describe('an eligibility answer', () => {
  it('tells of an active plan, its dates and its costs in whole cents', () => {
    const said = readAnswer(
      answer([
        'DTP*291*RD8*20260101-20261231',
        'EB*1*IND*30*C1*ACME CHOICE PPO',
        'EB*C*IND*30***29*412.5*****Y',
        'EB*B*IND*98***27*35*****Y',
        'EB*A*IND*42^98***27**.2***Y*Y',
        'EB*G*FAM*30***29*3200.00*****N',
        'MSG*CALL BEFORE SERVICE',
      ]),
      asked,
    );
    expect(said).toMatchObject({
      outcome: 'active',
      plan: 'ACME CHOICE PPO',
      from: '2026-01-01',
      through: '2026-12-31',
      messages: ['CALL BEFORE SERVICE'],
    });
    const benefits = [
      { kind: 'active', serviceTypes: ['30'], individual: true },
      {
        kind: 'deductible',
        serviceTypes: ['30'],
        cents: 41250,
        period: 'remaining',
        individual: true,
        inNetwork: true,
      },
      {
        kind: 'copay',
        serviceTypes: ['98'],
        cents: 3500,
        period: 'visit',
        individual: true,
        inNetwork: true,
      },
      {
        kind: 'coinsurance',
        serviceTypes: ['42', '98'],
        basisPoints: 2000,
        period: 'visit',
        individual: true,
        authorizationNeeded: true,
        inNetwork: true,
      },
      {
        kind: 'out-of-pocket',
        serviceTypes: ['30'],
        cents: 320000,
        period: 'remaining',
        individual: false,
        inNetwork: false,
      },
    ];
    expect(said.benefits[0]).toMatchObject({ insuranceType: 'C1' });
    expect(said.benefits.map(({ insuranceType: _, ...benefit }) => benefit)).toEqual(
      benefits.map((one) => ({ ...one, placesOfService: [] })),
    );
  });

  it.each([
    ['EB*1*IND*30', 'active'],
    ['EB*6*IND*30', 'inactive'],
    ['EB*C*IND*30****100', 'inactive'],
  ])('%s reads as %s', (segment, outcome) => {
    expect(readAnswer(answer([segment]), asked).outcome).toBe(outcome);
  });

  const forOneProcedure = `EB*I*IND${'*'.repeat(11)}HC:J0135`;
  const outOfNetwork = `EB*I*IND*42${'*'.repeat(9)}N`;

  it.each([
    ['the service that was asked about', ['EB*1*IND*42'], 'active'],
    ['the dentist and the pharmacy', ['EB*1*IND*35^88'], 'inactive'],
    ['the plan, but not what was asked', ['EB*1*IND*30', 'EB*I*IND*42'], 'inactive'],
    ['the plan, but not for strangers', ['EB*1*IND*30', outOfNetwork], 'active'],
    ['the plan, but not in a clinic', ['EB*1*IND*30', 'EB*I*IND*42', 'III*ZZ*22'], 'in-doubt'],
    ['the plan, but not in a ward', ['EB*1*IND*30', 'EB*I*IND*42', 'III*ZZ*21'], 'active'],
    ['the plan, but not one procedure', ['EB*1*IND*30', forOneProcedure], 'active'],
    ['until yesterday', ['DTP*347*D8*20261119', 'EB*1*IND*30'], 'inactive'],
    ['until today', ['DTP*291*RD8*20260101-20261120', 'EB*1*IND*30'], 'active'],
    ['until yesterday, said with the plan', ['EB*1*IND*30', 'DTP*347*D8*20261119'], 'inactive'],
    ['from tomorrow on', ['DTP*346*D8*20261121', 'EB*1*IND*30'], 'inactive'],
    ['until no day of the calendar', ['DTP*347*D8*20260231', 'EB*1*IND*30'], 'inactive'],
    ['until a day of its own that is none', ['EB*1*IND*30', 'DTP*347*D8*2026-12-31'], 'inactive'],
    [
      'with a pharmacy plan that is over',
      ['EB*1*IND*30', 'EB*1*IND*88', 'DTP*291*RD8*20250101-20251231'],
      'active',
    ],
    [
      'beside another payer that is over',
      ['EB*1*IND*30', 'EB*R*IND*30', 'DTP*291*RD8*20250101-20251231'],
      'active',
    ],
  ])('of a coverage of %s', (_, segments, outcome) => {
    expect(readAnswer(answer(segments), asked).outcome).toBe(outcome);
  });

  it.each([
    [
      'an old plan that has ended and a new one',
      [
        'EB*6**30**OLD PLAN',
        'DTP*291*RD8*20250101-20251231',
        'EB*1**30**NEW PLAN',
        'DTP*291*RD8*20260101-20261231',
      ],
      'active',
    ],
    [
      'a new plan that has not begun and an old one that is over',
      ['EB*1**30**NEW PLAN', 'DTP*346*D8*20270101', 'EB*1**30**OLD PLAN', 'DTP*347*D8*20261031'],
      'inactive',
    ],
    [
      'one benefit for several services, over',
      ['EB*1**30^1^33', 'DTP*357*D8*20261031'],
      'inactive',
    ],
    [
      'one benefit for several services, in force',
      ['EB*1**30^1^33', 'DTP*357*D8*20261231'],
      'active',
    ],
    [
      'Medicare Part A alone',
      ['EB*1**30*MA*MEDICARE PART A', 'DTP*291*D8*20200101'],
      'part-a-only',
    ],
    ['both parts of Medicare', ['EB*1**30*MA', 'EB*1**30*MB'], 'active'],
    ['Part B that has ended', ['EB*1**30*MA', 'EB*1**30*MB', 'DTP*347*D8*20260630'], 'part-a-only'],
    [
      'Medicare beside an Advantage plan',
      ['EB*1**30*MA', 'EB*1**30*MB', 'EB*R**30*HN*ADVANTAGE PLAN', 'DTP*290*D8*20260101'],
      'other-payer-first',
    ],
    [
      'Medicare beside an Advantage plan that has ended',
      ['EB*1**30*MA', 'EB*1**30*MB', 'EB*R**30*HN*ADVANTAGE PLAN', 'DTP*290*RD8*20250101-20251231'],
      'active',
    ],
    [
      'Medicare beside a plan for drugs of the pharmacy',
      ['EB*1**30*MA', 'EB*1**30*MB', 'EB*R**88*PR*PART D PDP'],
      'active',
    ],
    [
      'a plan beside one that pays first for teeth',
      ['EB*1**30', 'EB*R**35', 'LS*2120', 'NM1*PRP*2*DENTAL CO', 'LE*2120'],
      'active',
    ],
    [
      'a plan beside another payer whose turn is not told',
      ['EB*1**30', 'EB*R**30*C1*OTHER PLAN'],
      'other-payer-unclear',
    ],
    [
      'a plan beside one that pays second',
      ['EB*1**30', 'EB*R**30', 'LS*2120', 'NM1*SEP*2*OTHER PLAN', 'LE*2120'],
      'active',
    ],
    [
      'a plan that another pays before',
      ['EB*1**30', 'EB*R**30', 'LS*2120', 'NM1*PRP*2*OTHER PLAN', 'LE*2120'],
      'other-payer-first',
    ],
  ])('of %s is %s', (_, segments, outcome) => {
    expect(readAnswer(answer(segments), asked).outcome).toBe(outcome);
  });

  it('has the name and the dates of the plan that is in force', () => {
    const segments = [
      ...['EB*6**30**OLD PLAN', 'DTP*291*RD8*20250101-20251231'],
      ...['EB*1**30**NEW PLAN', 'DTP*291*RD8*20260101-20261231'],
    ];
    for (const turned of [segments, [...segments.slice(2), ...segments.slice(0, 2)]])
      expect(readAnswer(answer(turned), asked)).toMatchObject({
        plan: 'NEW PLAN',
        from: '2026-01-01',
        through: '2026-12-31',
      });
  });

  it('ends with the member or with the plan, whichever comes first', () => {
    const member = 'DTP*357*D8*20261130';
    const plan = ['EB*1*IND*30', 'DTP*291*RD8*20260101-20261231'];
    expect(readAnswer(answer([member, ...plan]), asked)).toMatchObject({
      from: '2026-01-01',
      through: '2026-11-30',
    });
  });

  it('costs and asks for what the plan in force says, not one that has ended', () => {
    const plans = [
      ...['EB*6**30**OLD', 'DTP*291*RD8*20250101-20251231'],
      ...['EB*B*IND*42***27*99****N*Y', 'DTP*291*RD8*20250101-20251231'],
      ...['EB*1**30**NEW', 'DTP*291*RD8*20260101-20261231'],
      ...['EB*B*IND*42***27*20*****Y', 'DTP*291*RD8*20260101-20261231'],
    ];
    const kept = summarizeEligibility(readAnswer(answer(plans), asked), asked);
    expect(kept).toMatchObject({ plan: 'NEW', share: { copay: 2_000, eachVisit: true } });
    expect(kept).not.toHaveProperty('authorizationNeeded');
  });

  it('without a trace number is held against whom was asked about all the same', () => {
    const stranger = ['NM1*IL*1*STRANGER*BORIS****MI*ZZ9999', 'DMG*D8*19500101', 'EB*1*IND*30'];
    const said = readAnswer(answerWith(['HL*3*2*22*0', ...stranger]), asked);
    expect(said).toMatchObject({
      outcome: 'another-member',
      differs: ['name', 'birth-date', 'member-id'],
    });
    const two = ['HL*3*2*22*0', ...stranger, 'HL*4*2*22*0', ...stranger];
    expect(() => readAnswer(answerWith(two), asked)).toThrow('trace');
  });

  it('tells of every other payer that is in force, by the name that was sent', () => {
    const segments = [
      'EB*1**30',
      'EB*R**88',
      'LS*2120',
      'NM1*SEP*2*THIRD',
      'LE*2120',
      'EB*R**30*C1*SECOND PLAN',
    ];
    expect(readAnswer(answer(segments), asked).otherPayers).toEqual([
      { name: 'SECOND PLAN', order: 'unsaid' },
      { name: 'THIRD', order: 'after' },
    ]);
  });

  const about = (name: string, ...more: string[]) =>
    readAnswer(
      answerWith(['HL*3*2*22*0', 'TRN*2*TRACE1*9DRIPLINE0', name, ...more, 'EB*1*IND*30']),
      asked,
    );

  it.each([
    ['NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001', []],
    ['NM1*IL*1*EXAMPLETON*ODALYS*M***MI*EX1001', []],
    ['NM1*IL*1*EXAMPLTON*ODALYS****MI*EX1001', []],
    ['NM1*IL*1*EXAMPLETON-VOSS*ODALYS****MI*EX1001', []],
    ['NM1*IL*1******MI*EX1001', []],
    ['NM1*IL*1*EXAMPLETON*ODALYS', []],
    ['NM1*IL*1*MUSTER*ODALYS****MI*EX1001', ['name']],
    ['NM1*IL*1*EXAMPLETON*BRUNHILDE****MI*EX1001', ['name']],
    ['NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1002', ['member-id']],
    ['NM1*IL*1*MUSTER*ADA****MI*M1', ['name', 'member-id']],
  ])('%s differs from what was asked in %j', (name, differs) => {
    expect(about(name)).toMatchObject({
      differs,
      outcome: differs.length > 0 ? 'another-member' : 'active',
    });
  });

  it.each([
    ['DMG*D8*19840309*F', []],
    ['DMG*D8*19840308*F', ['birth-date']],
    ['DMG*D8*', []],
  ])('%s differs from what was asked in %j', (dates, differs) => {
    expect(about('NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001', dates).differs).toEqual(differs);
  });

  it.each([
    ['.2', 2_000],
    ['0.125', 1_250],
    ['1', 10_000],
    ['20', undefined],
    ['-.2', undefined],
    ['a fifth', undefined],
  ])('with a share of %s has %s hundredths of a percent', (share, basisPoints) => {
    const said = readAnswer(answer([`EB*A*IND*30*****${share}`]), asked);
    expect(said.benefits[0]?.basisPoints).toBe(basisPoints);
  });

  it('says for which procedure and at which places a benefit holds', () => {
    const text = answer([`EB*1*IND${'*'.repeat(11)}HC:J1745`, 'III*ZZ*11', 'III*ZZ*12', 'MSG*A']);
    expect(readAnswer(text, asked).benefits).toMatchObject([
      { procedure: 'J1745', placesOfService: ['11', '12'] },
    ]);
  });

  it('is inactive when the plan ended although an old benefit is listed', () => {
    expect(readAnswer(answer(['EB*1*IND*98', 'EB*6*IND*30']), asked).outcome).toBe('inactive');
  });

  it('is read by the delimiters it names itself', () => {
    const delimiters = { element: '|', repetition: '!', component: '>', end: '\u001d' };
    const text = answer(['EB*1*IND*30^98'], { delimiters });
    expect(readAnswer(text, asked).benefits[0]?.serviceTypes).toEqual(['30', '98']);
  });

  it('names another payer that pays first', () => {
    const said = readAnswer(
      answer(['EB*1*IND*30', 'EB*R*IND*30', 'LS*2120', 'NM1*PRP*2*OTHER PLAN', 'LE*2120']),
      asked,
    );
    expect(said.otherPayers).toEqual([{ name: 'OTHER PLAN', order: 'before' }]);
  });

  it.each(Object.entries(rejectionCodes).filter(([, { means }]) => means === 'identity'))(
    'with rejection %s does not recognize the member',
    (code) => {
      const said = readAnswer(answer([`AAA*N**${code}*C`]), asked);
      expect(said).toMatchObject({
        outcome: 'not-recognized',
        rejections: [{ code, followUp: 'C', loop: 'subscriber' }],
      });
    },
  );

  it.each(['42', '80'])('with rejection %s asks us to come back', (code) => {
    const text = answer([], { before: [`AAA*Y**${code}*P`] });
    expect(() => readAnswer(text, asked)).toThrow(AskLater);
  });

  it.each(['15', '43', '51', '79', 'T4'])(
    'with rejection %s needs our set-up looked at',
    (code) => {
      const text = answer([], { before: [`AAA*N**${code}*N`] });
      expect(() => readAnswer(text, asked)).toThrow(NotAnswered);
    },
  );

  it('with rejection 95 says that the patient is not eligible', () => {
    expect(readAnswer(answer(['AAA*N**95*N']), asked).outcome).toBe('inactive');
  });
});

describe('an answer about a dependent', () => {
  const levels = [
    'HL*3*2*22*1',
    'NM1*IL*1******MI*EX1001',
    'HL*4*3*23*0',
    'TRN*1*9912*1ACME00000',
    'TRN*2*TRACE1*9DRIPLINE0',
    'NM1*03*1*EXAMPLETON*IDA',
  ];

  it('is read from the level that has our trace number', () => {
    const member = { ...asked.member, given: 'Ida', relationship: 'child' as const };
    const ida = { ...asked, member };
    expect(readAnswer(answerWith([...levels, 'EB*1*IND*30']), ida).outcome).toBe('active');
  });

  it('says who was not found', () => {
    const said = readAnswer(answerWith([...levels, 'AAA*N**77*C']), asked);
    expect(said).toMatchObject({
      outcome: 'not-recognized',
      rejections: [{ code: '77', loop: 'dependent' }],
    });
  });

  it('is not changed by what is said of other people in the same answer', () => {
    const others = fc.array(
      fc.constantFrom(
        'EB*1*IND*30',
        'EB*6*IND*30',
        'EB*I*IND*42',
        'AAA*N**75*C',
        'DTP*347*D8*20200101',
      ),
      { maxLength: 5 },
    );
    const own = fc.constantFrom('EB*1*IND*30', 'EB*6*IND*30', 'AAA*N**71*C');
    fc.assert(
      fc.property(others, others, own, fc.boolean(), (before, after, said, traced) => {
        const alone = readAnswer(answerWith([...levels, said]), asked);
        const stranger = (id: number, segments: string[]) => [
          `HL*${id}*2*22*0`,
          ...(traced ? ['TRN*2*OTHER*9DRIPLINE0'] : []),
          'NM1*IL*1*SOMEBODY*ELSE****MI*EX2002',
          ...segments,
        ];
        const crowded = answerWith([
          ...stranger(8, before),
          ...levels,
          said,
          ...stranger(9, after),
        ]);
        expect(readAnswer(crowded, asked)).toEqual(alone);
      }),
    );
  });
});

describe('an answer of thousands of benefits', () => {
  it('is read to its end', () => {
    const last = 'EB*A*IND*42*****.3***Y*Y';
    const text = answer(['EB*1*IND*30', ...Array(5_000).fill('EB*F*IND*98'), last]);
    expect(summarizeEligibility(readAnswer(text, asked), asked)).toMatchObject({
      authorizationNeeded: true,
      share: { coinsurance: 3_000 },
    });
  });
});

/** EB11 says whether one is needed, EB12 whether that holds in our network. */
describe('whether an authorization is needed', () => {
  it.each([
    ['in our network', ['EB*1*IND*30********Y*Y'], true],
    ['outside of it', ['EB*1*IND*30********N*Y', 'EB*A*IND*42********Y*N'], false],
    ['in a hospital', ['EB*1*IND*30********N*Y', 'EB*A*IND*42********Y*Y', 'III*ZZ*22'], false],
    ['for the dentist', ['EB*1*IND*30', 'EB*A*IND*35********Y*Y'], undefined],
  ])('%s is read from what holds for us', (_, segments, needed) => {
    const said = readAnswer(answer(segments), asked);
    expect(summarizeEligibility(said, asked).authorizationNeeded).toBe(needed);
  });
});
