import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EligibilityInquiry } from '../../functions/coverage/eligibility-answer.ts';
import { isAskable, writeInquiry } from '../../functions/coverage/x12/eligibility-inquiry.ts';
import { readInterchange } from '../../functions/x12/interchange.ts';
import { basicText, UnfitForX12, writeSegment } from '../../functions/x12/segment.ts';
import { type SimulatedPayer, simulatedPayers } from '../../payer-simulator/payers.ts';
import { readInquiry } from '../../payer-simulator/read-inquiry.ts';
import { writeAnswer } from '../../payer-simulator/write-answer.ts';

const anInquiry = (
  member: Partial<EligibilityInquiry['member']> = {},
  different: Partial<EligibilityInquiry> = {},
): EligibilityInquiry => ({
  payer: { name: 'Acme Health', ediId: 'ACME1', receiverId: 'EXAMPLEHUB' },
  provider: { name: 'Lakeside Rheumatology', npi: '1234567893' },
  member: {
    memberId: 'EX1001-APPROVE',
    relationship: 'self',
    family: 'Exampleton',
    given: 'Odalys',
    birthDate: '1984-03-09',
    sex: 'female',
    ...member,
  },
  on: '2026-11-20',
  serviceTypes: ['30', '42'],
  trace: 'TRACE0000000000000001',
  ...different,
});
const now = new Date('2026-11-20T16:04:00Z');
const lines = (text: string) => text.split('~').filter(Boolean);

describe('an eligibility inquiry', () => {
  it('for a subscriber is the 270 of the implementation guide', () => {
    expect(lines(writeInquiry(anInquiry(), now))).toEqual([
      'ISA*00*          *00*          *ZZ*DRIPLINE       *ZZ*EXAMPLEHUB     *261120*1604*^*00501*871301999*0*P*:',
      'GS*HS*DRIPLINE*EXAMPLEHUB*20261120*1604*871301999*X*005010X279A1',
      'ST*270*0001*005010X279A1',
      'BHT*0022*13*TRACE0000000000000001*20261120*1604',
      'HL*1**20*1',
      'NM1*PR*2*ACME HEALTH*****PI*ACME1',
      'HL*2*1*21*1',
      'NM1*1P*2*LAKESIDE RHEUMATOLOGY*****XX*1234567893',
      'HL*3*2*22*0',
      'TRN*1*TRACE0000000000000001*9DRIPLINE0',
      'NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001-APPROVE',
      'DMG*D8*19840309*F',
      'DTP*291*D8*20261120',
      'EQ*30',
      'EQ*42',
      'SE*14*0001',
      'GE*1*871301999',
      'IEA*1*871301999',
    ]);
  });

  it('has the one name of who has no other where the family name stands', () => {
    const inquiry = anInquiry({ family: 'Placeholder', given: '' });
    expect(lines(writeInquiry(inquiry, now))).toContain(
      'NM1*IL*1*PLACEHOLDER*****MI*EX1001-APPROVE',
    );
  });

  it('has the further given names and the generation in their own elements', () => {
    const member = { family: 'Placeholder', given: 'Ambrose', middle: 'Lee Roy', suffix: 'Jr.' };
    const names = ['self', 'child'].map((relationship) => {
      const inquiry = anInquiry({ ...member, relationship: relationship as 'self' });
      return lines(writeInquiry(inquiry, now)).find((line) => line.includes('PLACEHOLDER'));
    });
    expect(names).toEqual([
      'NM1*IL*1*PLACEHOLDER*AMBROSE*LEE ROY**JR*MI*EX1001-APPROVE',
      'NM1*03*1*PLACEHOLDER*AMBROSE*LEE ROY**JR',
    ]);
  });

  it('for a dependent names the subscriber by the member id alone', () => {
    const text = writeInquiry(anInquiry({ relationship: 'child', groupNumber: 'G77' }), now);
    expect(lines(text).slice(8, 17)).toEqual([
      'HL*3*2*22*1',
      'NM1*IL*1******MI*EX1001-APPROVE',
      'REF*6P*G77',
      'HL*4*3*23*0',
      'TRN*1*TRACE0000000000000001*9DRIPLINE0',
      'NM1*03*1*EXAMPLETON*ODALYS',
      'DMG*D8*19840309*F',
      'INS*N*19',
      'DTP*291*D8*20261120',
    ]);
  });

  it.each(['other', 'unknown'] as const)('leaves out the sex %s, which a 270 cannot say', (sex) => {
    expect(lines(writeInquiry(anInquiry({ sex }), now))).toContain('DMG*D8*19840309');
  });

  it('is the same question under the same numbers when it is asked again', () => {
    expect(writeInquiry(anInquiry(), now)).toBe(writeInquiry(anInquiry(), now));
  });

  it('spells foreign names in the letters that payers have', () => {
    expect(basicText('Núñez-Østergård', 60)).toBe('NUNEZ-OSTERGARD');
    expect(basicText("O'Brien~SE*1*0001", 60)).toBe("O'BRIEN SE 1 0001");
  });

  it.each(['EX1~HL*9', 'EX^1', 'EX:1', 'ÄB1', '', 'E', ' EX1', 'EX\n1'])(
    'is not sent with the member id %j, which no payer gives',
    (memberId) => {
      expect(isAskable(anInquiry({ memberId }))).toBe(false);
    },
  );

  it('keeps its structure whatever the names are', () => {
    const name = fc.string({ unit: 'binary', maxLength: 80 });
    fc.assert(
      fc.property(name, name, name, (family, given, practice) => {
        const inquiry = anInquiry(
          { family, given },
          { provider: { name: practice, npi: '1234567893' } },
        );
        const text = writeInquiry(inquiry, now);
        const [set] = readInterchange(text).transactions;
        expect(set?.segments.map(({ id }) => id).join(' ')).toBe(
          'BHT HL NM1 HL NM1 HL TRN NM1 DMG DTP EQ EQ',
        );
        expect(readInquiry(text)).toMatchObject({ memberId: 'EX1001-APPROVE' });
      }),
      { numRuns: 500 },
    );
  });

  it('refuses to write a value with a delimiter', () => {
    const delimiter = fc.constantFrom('*', '~', ':', '^', '\n', '\u0000', 'é');
    fc.assert(
      fc.property(fc.string(), delimiter, fc.string(), (before, bad, after) => {
        expect(() => writeSegment(['MSG', before + bad + after])).toThrow(UnfitForX12);
      }),
    );
  });
});

describe('the simulated payer', () => {
  const [payer] = simulatedPayers as [SimulatedPayer];
  // Half past eleven at night in Chicago, and New Year's Day by UTC.
  const late = new Date('2027-01-01T05:30:00Z');
  const datesOf = (memberId: string, on: string) =>
    lines(
      writeAnswer(readInquiry(writeInquiry(anInquiry({ memberId }, { on }), late)), payer, late),
    )
      .map((line) => line.trim())
      .filter((line) => line.startsWith('DTP'));

  it.each([
    ['EX1001-APPROVE', '2026-12-31', ['DTP|346|D8|20260101']],
    ['EX1001-APPROVE', '2027-01-01', ['DTP|346|D8|20270101']],
    ['EX1001-ENDING', '2026-12-31', ['DTP|346|D8|20260101', 'DTP|347|D8|20270110']],
    ['EX1001-INACTIVE', '2026-12-31', ['DTP|347|D8|20260131']],
  ])('tells %s of the plan on the day that is asked about, %s', (memberId, on, dates) => {
    expect(datesOf(memberId, on)).toEqual(dates);
  });

  it('takes the day of the inquiry itself where no other is asked about', () => {
    const text = writeInquiry(anInquiry({}, { on: '2026-12-31' }), late)
      .replace('DTP*291*D8*20261231~', '')
      .replace('SE*14*', 'SE*13*');
    expect(readInquiry(text).on).toBe('20270101');
  });

  it('does not answer about a span of days', () => {
    const text = writeInquiry(anInquiry(), late).replace(
      'DTP*291*D8*20261120',
      'DTP*291*RD8*20261120-20261231',
    );
    expect(() => readInquiry(text)).toThrow('DTP*291');
  });
});
