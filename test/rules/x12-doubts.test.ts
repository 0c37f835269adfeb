import { describe, expect, it } from 'vitest';
import { decideCoverage } from '../../functions/coverage/eligibility-rules.ts';
import { readAnswer } from '../../functions/coverage/x12/read-answer.ts';
import { aSubmission } from '../support/referrals.ts';
import { answer, answerWith, asked, interchange } from '../support/x12-answers.ts';

const [coverage] = aSubmission().coverages;
if (!coverage) throw new Error('The example has a coverage.');

/** The outcome, and all that a person reads of it. */
const heard = (text: string, of: Partial<typeof asked> = {}) => {
  const read = readAnswer(text, { ...asked, ...of });
  const { reasons } = decideCoverage([{ coverage, answer: read }]).determination;
  return { outcome: read.outcome, words: reasons.map((reason) => reason.text).join(' ') };
};

const active = 'EB*1*IND*30**PLAN A';
const related = (name: string, role = '1P') => ['LS*2120', `NM1*${role}*2*${name}`, 'LE*2120'];
const procedure = (code: string) => `EB*I*IND${'*'.repeat(11)}HC:${code}`;

describe('an active plan', () => {
  it.each<[string, string[], string, string]>([
    // Who pays, or is to be asked.
    [
      'whose risk a group carries',
      ['EB*2*IND*30**PLAN A'],
      'in-doubt',
      '2 (active, but a provider',
    ],
    ['paid by the head', [active, 'EB*4*IND*30'], 'in-doubt', '4 (active, but paid'],
    ['under investigation', ['EB*5*IND*30'], 'in-doubt', '5 (active, but under'],
    [
      'managed by another',
      [active, 'EB*MC**30', ...related('CARE CO', 'PR')],
      'in-doubt',
      'CARE CO',
    ],
    [
      'with another to ask',
      [active, 'EB*U**42', ...related('HOME CO', 'VN')],
      'in-doubt',
      'HOME CO',
    ],
    ['with another to ask for teeth', [active, 'EB*U**35', ...related('TEETH CO')], 'active', ''],
    [
      'with data of another source',
      [active, 'EB*W**30', ...related('SOURCE')],
      'in-doubt',
      'SOURCE',
    ],
    [
      'with another to call',
      [
        active,
        'EB*U**42',
        ...['LS*2120', 'NM1*VN*2*HOME CO', 'PER*IC*DESK*TE*8005550100', 'LE*2120'],
      ],
      'in-doubt',
      'HOME CO; DESK TE 8005550100',
    ],
    [
      'that another payer goes before',
      [active, ...related('MEDICARE', 'PRP')],
      'other-payer-first',
      'MEDICARE',
    ],
    ['beside a second payer', [active, ...related('GAP CO', 'SEP')], 'active', 'GAP CO'],
    [
      'that another manages, by name alone',
      [active, ...related('CARE CO', 'Y2')],
      'in-doubt',
      'CARE CO',
    ],
    ['that another reviews', ['EB*1**42', ...related('UM CO', 'X3')], 'in-doubt', 'UM CO'],
    [
      'that another manages at the dentist',
      [active, 'EB*1**35', ...related('TEETH CO', 'Y2')],
      'active',
      '',
    ],
    ['with its own name again', [active, ...related('Acme Health', 'PR')], 'active', ''],
    ['with a primary physician', [active, ...related('DOC', 'P3')], 'active', ''],
    ['with an employer', [active, ...related('MILL', '36')], 'active', ''],
    // Of which kind.
    ...['SP', 'WC', 'AP', 'LT', 'MI', 'HS', 'ZZ'].map(
      (kind): [string, string[], string, string] => [
        `of the kind ${kind} alone`,
        [`EB*1**30*${kind}`],
        'in-doubt',
        `of the kind ${kind}`,
      ],
    ),
    ['of an accident policy and its own', [active, 'EB*1**30*AP'], 'active', ''],
    ...['FAMILY PLANNING ONLY', 'SLMB', 'EMERGENCY SERVICES', 'LIMITED BENEFIT PLAN'].map(
      (name): [string, string[], string, string] => [
        `called ${name}`,
        [`EB*1**30*MC*${name}`],
        'in-doubt',
        name,
      ],
    ),
    ...[
      'COVERAGE TERMED 10/31/2026',
      'EMERGENCY SERVICES ONLY',
      'STEP THERAPY APPLIES',
      'SPECIALTY DRUGS THROUGH RXCO ONLY',
    ].map((message): [string, string[], string, string] => [
      `with ${message}`,
      [active, `MSG*${message}`],
      'in-doubt',
      message,
    ]),
    ['with words for information', [active, 'MSG*FOR INFORMATIONAL PURPOSES ONLY'], 'active', ''],
    // Where and what.
    [
      'that does not cover our drug by its package',
      [active, procedure('57894003001').replace('HC:', 'ND:')],
      'inactive',
      '57894003001',
    ],
    ['that does not cover an infusion', [active, procedure('96413')], 'inactive', '96413'],
    ['not at home', [active, 'EB*I**42', 'III*ZZ*12'], 'in-doubt', 'place of service 12'],
    ['not in a ward', [active, 'EB*I**42', 'III*ZZ*21'], 'active', ''],
    [
      'with no visit left in its days',
      [active, 'EB*F*IND*42***29', 'HSD*VS*0'],
      'in-doubt',
      'nothing is left',
    ],
    ['locked in', [active, 'EB*N**30', ...related('SHORE PHARMACY')], 'in-doubt', 'SHORE PHARMACY'],
    [
      'with an exclusion of ours',
      [active, 'EB*E**42', 'MSG*HOME INFUSION'],
      'in-doubt',
      'E (excluded)',
    ],
    ['that does not cover our drug', [active, procedure('J1745')], 'inactive', 'procedure J1745'],
    ['that does not cover another drug', [active, procedure('J0135')], 'active', ''],
    ['with nothing left of a limit', [active, 'EB*F*IND*42***29*0'], 'in-doubt', 'nothing is left'],
    ['with no visit left', [active, 'EB*F*IND*42***29***VS*0'], 'in-doubt', 'nothing is left'],
    ['with a limit to go', [active, 'EB*F*IND*42***29*500'], 'active', ''],
    ['before a spend-down', [active, 'EB*Y**30****250'], 'in-doubt', 'spend down'],
    [
      'in a hospice',
      [active, 'EB*X**45*MA', 'DTP*292*D8*20261001'],
      'in-doubt',
      'care of a facility',
    ],
    ['out of a hospice', [active, 'EB*X**45*MA', 'DTP*292*RD8*20260101-20260201'], 'active', ''],
    ['with a code nobody knows', [active, 'EB*ZZ**30'], 'in-doubt', 'ZZ (not understood)'],
    ['that cannot be processed', ['EB*V**30'], 'in-doubt', 'V (it cannot be processed)'],
    // Several of them.
    ['of two names', [active, 'EB*1**30**PLAN B'], 'in-doubt', 'PLAN A, PLAN B'],
    ['of one name twice', [active, 'EB*1*FAM*30**Plan  a'], 'active', ''],
    ['beside the dentist', [active, 'EB*1**35**SMILE PLAN'], 'active', ''],
    ['of Medicare\u2019s rest alone', ['EB*1**30*QM'], 'in-doubt', 'Medicare leaves (QM)'],
    ['of Medicare\u2019s rest and Medicaid', ['EB*1**30*QM', 'EB*1**30*MC'], 'active', ''],
    [
      'where Medicare comes second',
      [active, 'EB*R**30*12*WORK PLAN'],
      'other-payer-first',
      'WORK PLAN',
    ],
    [
      'that says so itself',
      ['EB*1**30*MB', 'EB*1**30*HN*ADVANTAGE'],
      'other-payer-first',
      'ADVANTAGE',
    ],
    // When.
    [
      'eligible until yesterday',
      ['DTP*307*RD8*20260101-20261119', 'DTP*291*RD8*20260101-20261231', active],
      'inactive',
      '',
    ],
    [
      'with two ends, one over',
      ['DTP*347*D8*20261231', 'DTP*347*D8*20261031', active],
      'inactive',
      '',
    ],
    [
      'whose policy has expired',
      ['DTP*540*D8*20261031', active],
      'inactive',
      'the member’s dates run through 2026-10-31',
    ],
    [
      'whose premiums are behind',
      ['DTP*343*D8*20261031', active],
      'in-doubt',
      'paid only through 2026-10-31',
    ],
    ['whose premiums are paid', ['DTP*343*D8*20261231', active], 'active', ''],
    ['of somebody who has died', ['DTP*442*D8*20261101', active], 'in-doubt', 'date of death'],
    ['on another day', ['DTP*472*D8*20251120', active], 'in-doubt', 'another day'],
    ['on the day that was asked', ['DTP*472*D8*20261120', active], 'active', ''],
    // As payers write dates.
    ['from a range that is over', [active, 'DTP*346*RD8*20240101-20240331'], 'inactive', ''],
    ['known in a range that is over', ['DTP*356*RD8*20240101-20240331', active], 'inactive', ''],
    ['until a range in force', [active, 'DTP*347*RD8*20260101-20261231'], 'active', ''],
    ['from a range without an end', [active, 'DTP*346*RD8*20260101-'], 'active', ''],
    ['of a day that is no range', [active, 'DTP*291*D8*20260101-20251231'], 'inactive', ''],
    [
      'with a date of a kind nobody knows',
      [active, 'DTP*474*D8*20260131'],
      'in-doubt',
      'unknown kind: 474 20260131',
    ],
    [
      'of a member with such a date',
      ['DTP*339*D8*20260131', active],
      'in-doubt',
      'unknown kind: 339 20260131',
    ],
    ['with the latest visit', [active, 'DTP*304*D8*20250131'], 'active', ''],
    ['updated long ago', ['DTP*636*D8*20250131', active], 'active', ''],
    ['with premiums paid in a range', ['DTP*343*RD8*20260101-20261231', active], 'active', ''],
    // Limits that are reached.
    ['with a limit exceeded', [active, 'EB*F**42***30*500'], 'in-doubt', 'nothing is left'],
    ['with no lifetime left', [active, 'EB*F**30***33*0'], 'in-doubt', 'nothing is left'],
    [
      'with nothing left, as X12 writes it',
      [active, 'EB*F**42***29*.00'],
      'in-doubt',
      'nothing is',
    ],
    ['below a limit', [active, 'EB*F**42***29*-20'], 'in-doubt', 'nothing is left'],
    ['with a lifetime to go', [active, 'EB*F**30***33*90000'], 'active', ''],
    // Medical care, of which an infusion is a part.
    ['without medical care', [active, 'EB*I**1'], 'inactive', 'I (not covered); service type 1'],
    ['whose medical care has ended', [active, 'EB*6**1^33'], 'inactive', '6 (inactive)'],
    [
      'of medical care, and no word of the plan',
      ['EB*1**1^33^86'],
      'in-doubt',
      '1 (active); service type 1, 33, 86',
    ],
    [
      'with another payer of medical care',
      [active, 'EB*R**1^33', ...related('BLUE CO', 'PRP')],
      'other-payer-first',
      'BLUE CO',
    ],
    [
      'with another payer of a hospital',
      [active, 'EB*R**47', ...related('BLUE CO', 'PR')],
      'other-payer-unclear',
      'BLUE CO',
    ],
    [
      'with another payer of eyes and the pharmacy',
      [active, 'EB*R**AL^88', ...related('EYE CO', 'PRP')],
      'active',
      'EYE CO',
    ],
    // Who it is.
    [
      'with its own id under another name',
      [active, 'LS*2120', 'NM1*PR*2*ACME PLANS INC*****PI*ACME1', 'LE*2120'],
      'active',
      '',
    ],
    [
      'with another id under another name',
      [active, 'LS*2120', 'NM1*PR*2*ACME PLANS INC*****PI*ACME2', 'LE*2120'],
      'in-doubt',
      'ACME PLANS INC ACME2',
    ],
    [
      'of an insured corrected to another name',
      ['NM1*74*1*EXAMPLETON*ODALIS', active],
      'another-member',
      'corrected ODALIS EXAMPLETON',
    ],
    // Medicare by the names of its parts.
    [
      'of Part A by name',
      ['EB*1**30**MEDICARE PART A', 'DTP*291*D8*20200101'],
      'in-doubt',
      'MEDICARE PART A, which pays for stays',
    ],
    ['of both parts by name', ['EB*1**30**MEDICARE A', 'EB*1**30**MEDICARE B'], 'active', ''],
    [
      'of Part A by name and another plan',
      ['EB*1**30**MEDICARE A', 'EB*1**30**PLAN A'],
      'in-doubt',
      'MEDICARE A, PLAN A',
    ],
    // Rejections beside it.
    ['and a rejection of ours', ['AAA*N**43*C', active], 'in-doubt', '43 C'],
    ['and a patient not eligible', ['AAA*N**95*C', active], 'inactive', '95 C'],
    ['and a system that is down', ['AAA*Y**42*P', active], 'in-doubt', '42 P'],
    // In words.
    [
      'ended in a message',
      [active, 'MSG*COVERAGE TERMINATED 10/31'],
      'in-doubt',
      'TERMINATED 10/31',
    ],
    [
      'with a message of others',
      [active, 'MSG*MEMBER HAS OTHER INSURANCE'],
      'in-doubt',
      'OTHER INSURANCE',
    ],
    [
      'with a message of the pharmacy',
      [active, 'MSG*DRUG IS UNDER THE PHARMACY BENEFIT'],
      'in-doubt',
      'PHARMACY BENEFIT',
    ],
    [
      'with a message of the site',
      [active, 'MSG*SPECIALTY DRUGS ARE REVIEWED FOR SITE OF CARE'],
      'active',
      '',
    ],
    // For whom.
    ['for children alone', ['EB*1*CHD*30'], 'inactive', '1 (active); service type 30; level CHD'],
    ['for a level nobody knows', ['EB*1*ZZZ*30'], 'inactive', ''],
    ['for the family', ['EB*1*FAM*30'], 'active', ''],
    [
      'of a member whose data were corrected',
      ['INS*Y*18*001*25', active],
      'another-member',
      'correction',
    ],
    [
      'of a member with another id beside',
      ['REF*1W*EX9', active],
      'another-member',
      'It is about ODALYS EXAMPLETON, member EX1001, member EX9.',
    ],
    [
      'of a corrected insured',
      ['NM1*74*1*EXAMPLETON*ODALIS', active],
      'another-member',
      'correction',
    ],
    [
      'of a member whose birth date cannot be read',
      ['DMG*D6*840309', active],
      'another-member',
      'date of birth',
    ],
    ['of somebody else\u2019s child', ['INS*N*19', active], 'in-doubt', 'another relationship'],
  ])('%s is what that comes to', (_, segments, outcome, words) => {
    const text = answer(segments);
    expect(heard(text).outcome).toBe(outcome);
    expect(heard(text).words).toContain(words);
  });

  it.each<[string, string | undefined, string[], string]>([
    ['the group of the card', 'G-0077', ['REF*6P*G0077'], 'active'],
    ['that group with a part behind it', 'G77', ['REF*1L*G77-01'], 'active'],
    ['that group with naughts before it', '77100', ['REF*6P*0077100'], 'active'],
    ['that group and the policy', 'G77', ['REF*1L*P9', 'REF*6P*G77'], 'active'],
    ['a group where the card names none', undefined, ['REF*6P*G77'], 'active'],
    ['nothing of a group', 'G77', [], 'active'],
    ['another group', 'G77', ['REF*6P*K12'], 'in-doubt'],
    ['another group of the policy', 'G77', ['REF*1L*K12'], 'in-doubt'],
  ])('with %s is what that comes to', (_, groupNumber, segments, outcome) => {
    const member = { ...asked.member, ...(groupNumber ? { groupNumber } : {}) };
    const said = readAnswer(answer([...segments, active]), { ...asked, member });
    expect(said.outcome).toBe(outcome);
    if (outcome === 'in-doubt')
      expect(said.doubts).toEqual(['It has the member in group K12, not in G77.']);
  });

  const through = (segments: string[]) => readAnswer(answer(segments), asked).through;

  it('ends where a range under any code ends', () => {
    expect(through([active, 'DTP*346*RD8*20260101-20261231'])).toBe('2026-12-31');
    expect(through(['DTP*348*RD8*20260101-20261130', active])).toBe('2026-11-30');
  });

  it('does not end on the day that was asked about, where the payer repeats only that', () => {
    const repeated = 'DTP*291*RD8*20261120-20261120';
    expect(through([repeated, active])).toBeUndefined();
    expect(through([repeated, active, 'DTP*346*RD8*20260101-20261231'])).toBe('2026-12-31');
    expect(heard(answer([active, 'DTP*291*RD8*20261119-20261119'])).outcome).toBe('inactive');
  });

  it.each<[string, 'commercial' | 'medicare-advantage', string]>([
    ['BLUE PREFERRED PPO', 'commercial', 'active'],
    ['GOLD MEDICARE ADVANTAGE HMO', 'medicare-advantage', 'active'],
    ['GOLD MEDICARE ADVANTAGE HMO', 'commercial', 'in-doubt'],
    ['MINIMUM ESSENTIAL COVERAGE', 'commercial', 'in-doubt'],
    ['SHORT TERM MEDICAL', 'commercial', 'in-doubt'],
  ])('called %s by a payer of %s is %s', (name, lineOfBusiness, outcome) => {
    const payer = { name: 'ACME HEALTH', ediId: 'ACME1', receiverId: 'ACME1', lineOfBusiness };
    const text = answer([`EB*1**30**${name}`]);
    expect(readAnswer(text, { ...asked, payer }).outcome).toBe(outcome);
  });

  it('is heard in the one of several answers that names the question', () => {
    const body = (trace: string, ...told: string[]) => [
      ...[`BHT*0022*11*${trace}*20261120*1604`, 'HL*1**20*1', 'NM1*PR*2*ACME HEALTH'],
      ...['HL*2*1*21*1', 'NM1*1P*2*LAKESIDE', 'HL*3*2*22*0', `TRN*2*${trace}*9DRIPLINE0`],
      ...['NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001', ...told],
    ];
    const both = (first: string, second: string) =>
      interchange([
        { code: '271', body: body(first, 'EB*6**30') },
        { code: '271', body: body(second, active) },
      ]);
    expect(heard(both('OTHER', asked.trace)).outcome).toBe('active');
    expect(heard(both(asked.trace, 'OTHER')).outcome).toBe('inactive');
    expect(() => heard(both(asked.trace, asked.trace))).toThrow('not-one-271');
    expect(() => heard(both('OTHER', 'OTHER'))).toThrow('not-one-271');
  });

  it('of a payer without a name is not told by one who has none either', () => {
    const body = [
      ...[`BHT*0022*11*${asked.trace}*20261120*1604`, 'HL*1**20*1', 'NM1*PR*2******PI*ACME1'],
      ...['HL*2*1*21*1', 'NM1*1P*2*LAKESIDE', 'HL*3*2*22*0', `TRN*2*${asked.trace}*9DRIPLINE0`],
      ...['NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001', active],
      ...['LS*2120', 'NM1*VN*2******PI*CARE7', 'LE*2120'],
    ];
    expect(heard(interchange([{ code: '271', body }])).outcome).toBe('in-doubt');
  });

  it('marked as a test counts for nothing until somebody has looked', () => {
    const text = answer([active]).replace('*0*P*:', '*0*T*:');
    expect(heard(text)).toMatchObject({ outcome: 'in-doubt' });
    expect(heard(text).words).toContain('marked as a test');
  });

  it('denies every procedure where the order names no code of its drug', () => {
    const { outcome } = heard(answer([active, procedure('J0135')]), {
      procedures: undefined as never,
    });
    expect(outcome).toBe('inactive');
  });
});

describe('a benefit of the policy holder', () => {
  const child = { member: { ...asked.member, given: 'Ida', relationship: 'child' as never } };
  const holder = ['HL*3*2*22*1', 'NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001'];
  const dependent = ['HL*4*3*23*0', 'TRN*2*TRACE1*9DRIPLINE0', 'NM1*03*1*EXAMPLETON*IDA'];

  it('is not that of the child', () => {
    const text = answerWith([...holder, active, ...dependent, 'EB*C*IND*30****100']);
    expect(heard(text, child).outcome).toBe('inactive');
  });

  it('counts against the child where it has ended', () => {
    const text = answerWith([...holder, 'EB*6*IND*30', ...dependent, active]);
    expect(heard(text, child).outcome).toBe('inactive');
  });

  it('in the place of the child, and without a name, is nobody\u2019s', () => {
    const text = answerWith(['HL*3*2*22*0', 'TRN*2*TRACE1*9DRIPLINE0', active]);
    expect(heard(text, child)).toMatchObject({ outcome: 'in-doubt' });
    expect(heard(text).outcome).toBe('active');
  });

  it('without a name, an id and our trace is nobody\u2019s', () => {
    expect(heard(answerWith(['HL*3*2*22*0', active])).outcome).toBe('in-doubt');
  });
});
