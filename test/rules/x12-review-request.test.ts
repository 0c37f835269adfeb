import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SubmissionFacts } from '../../functions/authorization/pas/submission.ts';
import { lineTrace, sendingId } from '../../functions/authorization/request-names.ts';
import { messageText } from '../../functions/authorization/x12/message-text.ts';
import { writeReviewRequest } from '../../functions/authorization/x12/write-request.ts';
import { UnfitForX12 } from '../../functions/x12/segment.ts';
import {
  anAuthorization,
  aSite,
  submissionFacts,
  submissionFor,
} from '../support/authorizations.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';
import { examplePayers, linesIn, someOfEvery } from '../support/x12-reviews.ts';
import { faultsIn } from '../support/x217-structure.ts';
import { requestTable } from '../support/x217-tables.ts';

const segments = (text: string): string[] => text.split('~').filter(Boolean);
const written = (different: Partial<SubmissionFacts> = {}): string[] =>
  segments(writeReviewRequest(submissionFacts(different)));
const only = (all: readonly string[], id: string): string[] =>
  all.filter((one) => one.startsWith(`${id}*`));

const coverageOf = (different: Partial<SubmissionFacts['coverage']>) => ({
  ...submissionFacts().coverage,
  ...different,
});

const note = { title: 'Office note', type: '11506-3', contentType: 'text/plain', data: 'QQ==' };

describe('a request for authorization as a 278', () => {
  it('is that of the implementation guide', () => {
    const site = [
      'NM1*FA*2*LAKESIDE INFUSION*****XX*1234567893',
      'N3*1 SHORE ROAD',
      'N4*CHICAGO*IL*60601',
      'PER*IC**TE*3125550190',
    ];
    expect(written({ documents: [note] }).slice(0, -3)).toEqual([
      'ISA*00*          *00*          *ZZ*DRIPLINE       *ZZ*EXAMPLEHUB     *261120*1600*^*00501*254002790*0*P*:',
      'GS*HI*DRIPLINE*EXAMPLEHUB*20261120*1600*254002790*X*005010X217',
      'ST*278*0001*005010X217',
      'BHT*0007*13*auth_01jd0000000000000000_1-1*20261120*1600',
      'HL*1**20*1',
      'NM1*X3*2*ACME HEALTH*****PI*ACME1',
      'HL*2*1*21*1',
      'NM1*1P*2*LAKESIDE RHEUMATOLOGY*****XX*1234567893',
      'PER*IC**TE*3125550100',
      'HL*3*2*22*1',
      'NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001-APPROVE',
      'N3*12 SAMPLE STREET',
      'N4*CHICAGO*IL*60601',
      'DMG*D8*19840309*F',
      'INS*Y*18',
      'HL*4*3*EV*1',
      'TRN*1*auth_01jd0000000000000000_1-1*9DRIPLINE0',
      'UM*HS*I*42*11:B',
      'DTP*AAH*RD8*20261201-20270729',
      'HI*ABK:K5090',
      'PWK*09*AA*****OFFICE NOTE',
      'NM1*DK*1*TESTWELL*IMOGEN****XX*1000000012',
      'PER*IC**TE*3125550101',
      'HL*5*4*SS*0',
      'TRN*1*auth_01jd0000000000000000_1.1*9DRIPLINE0',
      'UM*HS*I*42*11:B',
      'DTP*472*RD8*20261201-20270729',
      'SV1*HC:J1745:::::INFLIXIMAB 100 MG INJECTION REMICADE**UN*300***1',
      'HSD*VS*6',
      'MSG*INFLIXIMAB 100 MG INJECTION REMICADE , 5 MG/KG, IV, ON DAYS 0, 14, 42; 5 MG/KG, THEN EVERY 56 DAYS, 6 DOSES IN ALL',
      ...site,
      'HL*6*4*SS*0',
      'TRN*1*auth_01jd0000000000000000_1.2*9DRIPLINE0',
      'UM*HS*I*42*11:B',
      'DTP*472*RD8*20261201-20270729',
      'SV1*HC:96413**UN*6***1',
      'HSD*VS*6',
      ...site,
      'HL*7*4*SS*0',
      'TRN*1*auth_01jd0000000000000000_1.3*9DRIPLINE0',
      'UM*HS*I*42*11:B',
      'DTP*472*RD8*20261201-20270729',
      'SV1*HC:96415**UN*6***1',
      'HSD*VS*6',
      ...site,
    ]);
  });

  const all = someOfEvery();

  it('for every therapy, payer, urgency and place is as the published tables of X217 want it', () => {
    const faults = all.flatMap(({ name, facts }) =>
      faultsIn(writeReviewRequest(facts), requestTable).map((fault) => `${name}: ${fault}`),
    );
    expect(faults).toEqual([]);
    for (const told of [
      'standard',
      'expedited',
      'home',
      'infusion-center',
      ...examplePayers.map(({ payerId }) => payerId),
    ])
      expect(
        all.some(({ name }) => name.includes(told)),
        told,
      ).toBe(true);
  });

  it('tells each line so that it can be read back', () => {
    for (const { name, facts } of all) {
      const { authorization } = facts;
      expect(linesIn(writeReviewRequest(facts)), name).toEqual(
        authorization.lines.map((line) => ({
          trace: lineTrace(authorization.authorizationId, line.sequence),
          code: line.code,
          units: line.units,
          ...(line.perVisit === 0 ? {} : { visits: line.visits }),
          from: line.from,
          through: line.through,
          place: authorization.placeOfService,
          certification: 'I',
        })),
      );
    }
  });

  it.each([
    ['asked for the first time', { number: undefined, code: 'I', purpose: '13' }],
    ['asked to go on', { bookedBefore: 6, number: 'PA-1', code: 'R', purpose: '13' }],
    [
      'asked in the place of a grant',
      { replaces: 'auth_01jd0000000000000000_0', number: 'PA-1', code: 'S', purpose: '13' },
    ],
    [
      'given up',
      {
        status: 'withdrawn' as const,
        reference: 'REF9',
        number: undefined,
        code: '3',
        purpose: '01',
      },
    ],
  ])(
    '%s says so, with the payer’s number of what it is about',
    (_, { number, code, purpose, ...more }) => {
      const all = written({ authorization: anAuthorization(more), previousNumber: number });
      expect(only(all, 'BHT')[0]?.split('*')[2]).toBe(purpose);
      expect(only(all, 'UM').map((one) => one.split('*')[2])).toEqual([code, code, code, code]);
      const numbers = number ? [`REF*BB*${number}`] : 'reference' in more ? ['REF*NT*REF9'] : [];
      expect(new Set(only(all, 'REF'))).toEqual(new Set(numbers));
      expect(faultsIn(`${all.join('~')}~`, requestTable)).toEqual([]);
    },
  );

  it.each([
    ['expedited', 'UM*HS*I*42*11:B**U'],
    ['standard', 'UM*HS*I*42*11:B'],
  ] as const)('that is %s has its level of service at the event', (urgency, um) => {
    expect(only(written({ authorization: anAuthorization({ urgency }) }), 'UM')[0]).toBe(um);
  });

  it('names a dependent under a member of whom only the id is known', () => {
    const all = written({ coverage: coverageOf({ relationship: 'child', groupNumber: 'G77' }) });
    expect(all.slice(all.indexOf('HL*3*2*22*1'), all.indexOf('HL*5*4*EV*1') + 1)).toEqual([
      'HL*3*2*22*1',
      'NM1*IL*1******MI*EX1001-APPROVE',
      'REF*6P*G77',
      'HL*4*3*23*1',
      'NM1*QC*1*EXAMPLETON*ODALYS',
      'N3*12 SAMPLE STREET',
      'N4*CHICAGO*IL*60601',
      'DMG*D8*19840309*F',
      'INS*N*19',
      'HL*5*4*EV*1',
    ]);
  });

  it('lets the practice ask where the prescriber has no NPI, and a service that comes home give it', () => {
    const submission = submissionFor('APPROVE', 'acme-health', {
      prescriber: { npiAsSent: '1888888888', name: 'Imogen Testwell' },
    });
    const all = written({
      submission,
      site: aSite({ setting: 'home', placeOfService: '12', chairs: 0 }),
    });
    expect(all).toContain('NM1*DK*2*LAKESIDE RHEUMATOLOGY*****XX*1234567893');
    expect(all).toContain('NM1*SJ*2*LAKESIDE INFUSION*****XX*1234567893');
  });

  it('has no more diagnoses and documents than there is room for, and the NDC beside the code', () => {
    const facts = submissionFacts();
    const all = written({
      submission: {
        ...facts.submission,
        order: { ...facts.submission.order, codes: [{ system: 'ndc', code: '57894-0030-01' }] },
        diagnoses: Array.from({ length: 14 }, () => ({ code: 'K50.90' })),
      },
      documents: Array.from({ length: 12 }, () => note),
    });
    expect(only(all, 'HI')[0]?.split('*')).toHaveLength(13);
    expect(only(all, 'PWK')).toHaveLength(10);
    expect(only(all, 'SV1')[0]).toContain(' NDC 57894-0030-01*');
  });

  it('has the NDC that a pharmacist entered of a drug without a code of its own', () => {
    const facts = submissionFacts();
    const order = { ...facts.submission.order, entered: anEnteredDrug({ ndc: '59338-0775-01' }) };
    const all = written({ submission: { ...facts.submission, order } });
    expect(only(all, 'SV1')[0]).toContain(` NDC ${order.entered.ndc}*`);
  });

  it('has no pointer to a diagnosis where there is none', () => {
    const facts = submissionFacts();
    const all = written({ submission: { ...facts.submission, diagnoses: [] } });
    expect(only(all, 'HI')).toEqual([]);
    expect(only(all, 'SV1')[1]).not.toMatch(/\*1$/);
  });

  it.each([
    ['a member id', { coverage: coverageOf({ memberId: 'EX*1001' }) }],
    ['a group number', { coverage: coverageOf({ groupNumber: 'Gruppe~7' }) }],
    ['an earlier number', { previousNumber: 'PA:1' }],
    ['a number too long', { previousNumber: 'P'.repeat(51) }],
  ])('is not written where %s could be read as another', (_, different) => {
    expect(() => written(different)).toThrow(UnfitForX12);
  });

  it('is the same when it is sent again, and another under another number', () => {
    const facts = submissionFacts();
    expect(writeReviewRequest(facts)).toBe(writeReviewRequest(facts));
    const { authorizationId } = facts.authorization;
    expect(writeReviewRequest({ ...facts, number: 2 })).toContain(sendingId(authorizationId, 2));
    expect(only(written({ number: 2 }), 'ISA')).not.toEqual(only(written(), 'ISA'));
  });
});

describe('clinical text as a message', () => {
  it.each([
    ['HbA1c ≥ 9 %, weight > 40 kg', 'HBA1C AT LEAST 9 PERCENT, WEIGHT OVER 40 KG'],
    ['CRP <= 5, dose: 5 mg/kg × 3', 'CRP AT MOST 5, DOSE - 5 MG/KG X 3'],
    ['under <5 µg', 'UNDER UNDER 5 UG'],
  ])('says %s in words that X12 has', (text, said) => {
    expect(messageText(text)).toBe(said);
  });

  it('is cut between two words, and says that there is more', () => {
    const long = Array.from({ length: 90 }, () => 'word').join(' ');
    const said = messageText(long);
    expect(said).toMatch(/^(WORD )+- MORE ON REQUEST$/);
    expect(said.length).toBeLessThanOrEqual(264);
    expect(said.length).toBeGreaterThan(255);
  });

  it('fits and has no delimiter, whatever it says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) =>
        /^[A-Z0-9 !"&'()+,\-./;?=]{0,264}$/.test(messageText(text)),
      ),
      { numRuns: 60 },
    );
  });
});
