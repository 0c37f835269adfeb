import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  AskLater,
  NotAnswered,
  readAnswer,
} from '../../functions/coverage/x12/eligibility-answer.ts';
import { MalformedX12, readInterchange } from '../../functions/coverage/x12/interchange.ts';
import { rejectionCodes } from '../../functions/coverage/x12/rejection-codes.ts';

const trace = 'TRACE1';
type Delimiters = { element: string; repetition: string; component: string; end: string };
const usual: Delimiters = { element: '*', repetition: '^', component: ':', end: '~' };

/** An answer with these segments in the subscriber's loop; counters right. */
const answer = (
  inSubscriber: string[],
  {
    delimiters = usual,
    before = [],
    version = '005010X279A1',
    of = trace,
  }: {
    delimiters?: Delimiters;
    before?: string[];
    version?: string;
    of?: string;
  } = {},
): string => {
  const { element, repetition, component, end } = delimiters;
  const body = [
    `BHT*0022*11*${of}*20261120*1604`,
    'HL*1**20*1',
    'NM1*PR*2*ACME HEALTH*****PI*ACME1',
    ...before,
    'HL*2*1*21*1',
    'NM1*1P*2*LAKESIDE*****XX*1234567893',
    'HL*3*2*22*0',
    `TRN*2*${of}*9DRIPLINE0`,
    'NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001',
    ...inSubscriber,
  ];
  const isa = `ISA*00*          *00*          *ZZ*ACME1          *ZZ*DRIPLINE       *261120*1604*${repetition}*00501*000000007*0*P*`;
  const rest = [
    `GS*HB*ACME1*DRIPLINE*20261120*1604*7*X*${version}`,
    `ST*271*0001*${version}`,
    ...body,
    `SE*${body.length + 2}*0001`,
    'GE*1*7',
    'IEA*1*000000007',
  ];
  const written = (line: string) => line.replaceAll('*', element).replaceAll('^', repetition);
  return written(isa) + component + end + rest.map((line) => written(line) + end).join('');
};

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
      trace,
    );
    expect(said).toMatchObject({
      outcome: 'active',
      plan: 'ACME CHOICE PPO',
      from: '2026-01-01',
      through: '2026-12-31',
      messages: ['CALL BEFORE SERVICE'],
    });
    expect(said.benefits).toEqual([
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
    ]);
  });

  it.each([
    ['EB*1*IND*30', 'active'],
    ['EB*6*IND*30', 'inactive'],
    ['EB*C*IND*30****100', 'inactive'],
  ])('%s reads as %s', (segment, outcome) => {
    expect(readAnswer(answer([segment]), trace).outcome).toBe(outcome);
  });

  it('is inactive when the plan ended although an old benefit is listed', () => {
    expect(readAnswer(answer(['EB*1*IND*98', 'EB*6*IND*30']), trace).outcome).toBe('inactive');
  });

  it('is read by the delimiters it names itself', () => {
    const delimiters = { element: '|', repetition: '!', component: '>', end: '\u001d' };
    const text = answer(['EB*1*IND*30^98'], { delimiters });
    expect(readAnswer(text, trace).benefits[0]?.serviceTypes).toEqual(['30', '98']);
  });

  it('names another payer that pays first', () => {
    const said = readAnswer(
      answer(['EB*1*IND*30', 'EB*R*IND*30', 'LS*2120', 'NM1*PRP*2*OTHER PLAN', 'LE*2120']),
      trace,
    );
    expect(said.otherPayers).toEqual([{ name: 'OTHER PLAN', primary: true }]);
  });

  it.each(Object.entries(rejectionCodes).filter(([, { means }]) => means === 'identity'))(
    'with rejection %s does not recognize the member',
    (code) => {
      const said = readAnswer(answer([`AAA*N**${code}*C`]), trace);
      expect(said).toMatchObject({
        outcome: 'not-recognized',
        rejections: [{ code, followUp: 'C', loop: 'subscriber' }],
      });
    },
  );

  it.each(['42', '80'])('with rejection %s asks us to come back', (code) => {
    const text = answer([], { before: [`AAA*Y**${code}*P`] });
    expect(() => readAnswer(text, trace)).toThrow(AskLater);
  });

  it.each(['15', '43', '51', '79', 'T4'])(
    'with rejection %s needs our set-up looked at',
    (code) => {
      const text = answer([], { before: [`AAA*N**${code}*N`] });
      expect(() => readAnswer(text, trace)).toThrow(NotAnswered);
    },
  );

  it('with rejection 95 says that the patient is not eligible', () => {
    expect(readAnswer(answer(['AAA*N**95*N']), trace).outcome).toBe('inactive');
  });
});

describe('an answer is not believed', () => {
  const good = answer(['EB*1*IND*30']);
  it.each([
    ['is empty', ''],
    ['is a web page', '<html><body>Bad gateway</body></html>'],
    ['is cut off', good.slice(0, -20)],
    ['has a wrong segment count', good.replace(/SE\*\d+/, 'SE*3')],
    ['has another control number at its end', good.replace('IEA*1*000000007', 'IEA*1*000000008')],
    ['has another group number at its end', good.replace('GE*1*7', 'GE*1*8')],
    ['is an inquiry', good.replace('ST*271', 'ST*270')],
    ['is of another version', answer(['EB*1*IND*30'], { version: '004010X092A1' })],
    ['answers another question', answer(['EB*1*IND*30'], { of: 'OTHER' })],
    ['says nothing', answer([])],
    ['uses a letter as delimiter', good.replaceAll('*', 'A')],
  ])('when it %s', (_, text) => {
    expect(() => readAnswer(text, trace)).toThrow(MalformedX12);
  });

  it('and whatever comes in, only the named faults come out', () => {
    const known = [MalformedX12, AskLater, NotAnswered];
    const mutated = fc
      .tuple(fc.nat(good.length), fc.nat(20), fc.string({ maxLength: 20 }))
      .map(([at, cut, put]) => good.slice(0, at) + put + good.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(fc.string(), mutated), (text) => {
        try {
          readAnswer(text, trace);
        } catch (error) {
          expect(known.some((fault) => error instanceof fault)).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an interchange', () => {
  it('is read back as it was written by payers with line breaks', () => {
    const [set] = readInterchange(answer(['EB*1*IND*30']).replaceAll('~', '~\n')).transactions;
    expect(set?.segments).toHaveLength(9);
  });
});
