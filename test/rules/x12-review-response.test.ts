import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withPartiesCompared } from '../../functions/authorization/answered-parties.ts';
import type { Authorization } from '../../functions/authorization/authorization.ts';
import { caseState } from '../../functions/authorization/case-state.ts';
import { isLater, judgeLines } from '../../functions/authorization/decision-rules.ts';
import { UnreadableAnswer } from '../../functions/authorization/unreadable-answer.ts';
import { readReviewResponse } from '../../functions/authorization/x12/read-response.ts';
import { RejectedInterchange } from '../../functions/authorization/x12/rejected-interchange.ts';
import { writeReviewRequest } from '../../functions/authorization/x12/write-request.ts';
import { type SimulatedPayer, simulatedPayers } from '../../payer-simulator/payers.ts';
import { writeReviewAnswer } from '../../payer-simulator/review-answer.ts';
import { readReviewRequest } from '../../payer-simulator/review-request.ts';
import { readScenario } from '../../payer-simulator/scenarios.ts';
import { anAuthorization, submissionFacts, submissionFor } from '../support/authorizations.ts';
import { reviewResponse, someOfEvery } from '../support/x12-reviews.ts';
import { faultsIn } from '../support/x217-structure.ts';
import { responseTable } from '../support/x217-tables.ts';

const zone = 'America/Chicago';
const facts = submissionFacts();
const place = { placeOfService: '11', siteNpi: '1234567893' };

/** The lines after an answer, with all that stands between: whom it names, what it says. */
const judged = (text: string, authorization: Authorization = facts.authorization) => {
  const answer = withPartiesCompared(readReviewResponse(text, zone), {
    submission: facts.submission,
    authorization,
    payer: facts.payer,
  });
  const lines = judgeLines(authorization.lines, answer, place);
  return { answer, lines, status: caseState(lines), states: lines.map(({ state }) => state) };
};

const two = anAuthorization({
  lines: facts.authorization.lines.slice(0, 2),
} as Partial<Authorization>);
const id = two.authorizationId;
const [drug] = two.lines;
const from = drug?.from.replaceAll('-', '') ?? '';
const through = drug?.through.replaceAll('-', '') ?? '';
const diagnosis = facts.submission.diagnoses[0]?.code.replace('.', '');
const certified = [`DTP*007*D8*${from}`, `DTP*036*D8*${through}`];

type Parts = {
  bht?: string;
  before?: readonly string[];
  payer?: readonly string[];
  requester?: readonly string[];
  member?: readonly string[];
  event?: readonly string[];
  first?: readonly string[];
  second?: readonly string[];
  more?: readonly string[];
};

const approved = (units = drug?.units) => [
  ...['HCR*A1*PA77', ...certified, `SV1*HC:${drug?.code}**UN*${units}`, 'HSD*VS*6'],
];

/** An answer to the request with two lines, all of it granted where nothing else is given. */
const bodyOf = ({
  bht = '',
  before = [],
  payer = [],
  requester = [],
  member = ['NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001-APPROVE', 'DMG*D8*19840309*F'],
  event = [],
  first = approved(),
  second = ['HCR*A1*PA77', ...certified, 'SV1*HC:96413**UN*6'],
  more = [],
}: Parts = {}): string[] => [
  bht || `BHT*0007*11*${id}-1*20261120*100430*18`,
  ...before,
  'HL*1**20*1',
  ...payer,
  'NM1*X3*2*ACME HEALTH*****PI*ACME1',
  'HL*2*1*21*1',
  'NM1*1P*2*LAKESIDE RHEUMATOLOGY*****XX*1234567893',
  ...requester,
  'HL*3*2*22*1',
  ...member,
  'HL*4*3*EV*1',
  `TRN*2*${id}-1*9DRIPLINE0`,
  ...event,
  'HL*5*4*SS*0',
  `TRN*2*${id}.1*9DRIPLINE0`,
  ...first,
  'HL*6*4*SS*0',
  `TRN*2*${id}.2*9DRIPLINE0`,
  ...second,
  ...more,
];
const answerTo = (parts: Parts = {}) => judged(reviewResponse(bodyOf(parts)), two);

const paid = new Set(['approved', 'approved-modified', 'partially-approved', 'not-required']);

describe('a 278 that grants', () => {
  it('approves each line with its number, units, visits and days', () => {
    const { lines, status, answer } = answerTo();
    expect(status).toBe('approved');
    expect(lines[0]?.decision).toEqual({
      number: 'PA77',
      units: drug?.units,
      visits: 6,
      from: drug?.from,
      through: drug?.through,
      reasons: [],
      at: '2026-11-20T16:04:30.000Z',
    });
    expect(answer.about).toEqual([{ authorizationId: id, sending: 1 }]);
    expect(answer.doubts).toEqual([]);
    expect(faultsIn(reviewResponse(bodyOf()), responseTable)).toEqual([]);
  });

  it.each<[string, Parts]>([
    ['days as one range', { first: ['HCR*A1*PA77', `DTP*007*RD8*${from}-${through}`] }],
    ['the days of the event', { event: [`DTP*AAH*RD8*${from}-${through}`] }],
    ['nothing but its number', { first: ['HCR*A1*PA77'] }],
    ['what stands under every approval', { event: ['MSG*APPROVED AS REQUESTED.'] }],
    ['a modifier about waste', { first: ['HCR*A1*PA77', `SV1*HC:${drug?.code}:JZ**UN*300`] }],
    ['the number of the whole', { event: ['HCR*A1*PA77'], second: ['HCR*A1'] }],
    ['the site of care', { first: [...approved(), 'NM1*FA*2*LAKESIDE*****XX*1234567893'] }],
    ['the place at its service', { first: ['HCR*A1*PA77', 'SV1*HC:J1745**UN*300*11'] }],
    [
      'its own diagnosis',
      { event: [`HI*ABK:${diagnosis}`], first: [...approved(), `HI*ABK:${diagnosis}`] },
    ],
    ['who ordered', { first: [...approved(), 'NM1*DK*1*TESTWELL'] }],
  ])('with %s is an approval', (_, parts) => {
    expect(answerTo(parts).states).toEqual(['approved', 'approved']);
  });

  it.each<[string, string, string[], object]>([
    ['A6', 'fewer units', ['SV1*HC:J1745**UN*150'], { units: 150, differs: ['units'] }],
    ['A6', 'fewer visits', ['HSD*VS*3'], { visits: 3, units: 150, differs: ['units'] }],
    ['A6', 'another product', ['SV1*HC:Q5103**UN*300'], { differs: ['product'] }],
    ['A6', 'another place', ['UM*HS*I**12:B', 'SV1*HC:J1745**UN*300'], { differs: ['place'] }],
    ['A1', 'another place at its service', ['SV1*HC:J1745**UN*300*19'], { differs: ['place'] }],
    ['A6', 'another site', ['NM1*FA*2*ELSEWHERE*****XX*1000000012'], { differs: ['provider'] }],
    [
      'A6',
      'fewer days',
      [`DTP*007*RD8*${from}-20270101`],
      { through: '2027-01-01', differs: ['through'] },
    ],
    ['A1', 'fewer units', ['SV1*HC:J1745**UN*150'], { units: 150, differs: ['units'] }],
    ['A1', 'more units', ['SV1*HC:J1745**UN*600'], { units: 600, differs: ['more-units'] }],
    [
      'A1',
      'one day as a range',
      [`DTP*007*RD8*${from}-${from}`],
      { through: drug?.from, differs: ['through'] },
    ],
    ['A1', 'a later beginning', ['DTP*007*D8*20270101'], { from: '2027-01-01', differs: ['from'] }],
  ])('with %s and %s says in what it is less', (action, _, ...[segments, decision]) => {
    const order = ['UM', 'HCR', 'DTP', 'SV1', 'HSD', 'NM1'];
    const first = [`HCR*${action}*PA77`, ...segments].sort(
      (a, b) =>
        order.indexOf(a.slice(0, a.indexOf('*'))) - order.indexOf(b.slice(0, b.indexOf('*'))),
    );
    const { lines, status } = answerTo({ first });
    expect(status).toBe('changed');
    expect(lines[0]).toMatchObject({ state: 'approved-modified', decision });
    expect(lines[0]?.decision?.said?.join()).toContain(action);
  });

  it('of a part says which', () => {
    const first = ['HCR*A2*PA77*0L', 'SV1*HC:J1745**UN*150'];
    expect(answerTo({ first }).lines[0]).toMatchObject({
      state: 'partially-approved',
      decision: { units: 150, reasons: ['0L'], number: 'PA77' },
    });
  });
});

describe('each code of a decision', () => {
  it.each([
    ['A1', [], 'approved', 'approved'],
    ['A2', ['SV1*HC:J1745**UN*150'], 'partially-approved', 'changed'],
    ['A2', ['SV1*HC:J1745**UN*300'], 'needs-person', 'contact-payer'],
    ['A2', [], 'needs-person', 'contact-payer'],
    ['A3', [], 'denied', 'changed'],
    ['A4', [], 'pended-in-review', 'pended'],
    ['A6', ['SV1*HC:J1745**UN*300'], 'needs-person', 'contact-payer'],
    ['A6', [], 'needs-person', 'contact-payer'],
    ['C', [], 'cancelled', 'contact-payer'],
    ['CT', [], 'contact-payer', 'contact-payer'],
    ['NA', [], 'not-required', 'approved'],
    ['A5', [], 'needs-person', 'contact-payer'],
    ['ZZ', [], 'needs-person', 'contact-payer'],
    ['', [], 'needs-person', 'contact-payer'],
  ])('%s with %j makes its line %s and the request %s', (action, ...[segments, state, status]) => {
    const found = answerTo({ first: [`HCR*${action}*PA77`, ...segments] });
    expect(found.states[0]).toBe(state);
    expect(found.status).toBe(status);
  });

  it.each([
    ['0F', 'denied'],
    ['0H', 'not-required'],
    ['0F^0L', 'denied'],
  ])('A3 for %s is %s', (reasons, state) => {
    const { lines } = answerTo({ first: [`HCR*A3**${reasons}`, 'MSG*NOT MEDICALLY NECESSARY'] });
    expect(lines[0]?.state).toBe(state);
    expect(lines[0]?.decision?.reasons).toEqual(reasons.split('^'));
    expect(lines[0]?.decision?.said?.join() ?? 'NOT MEDICALLY NECESSARY').toContain(
      'NOT MEDICALLY NECESSARY',
    );
  });

  it.each([
    ['0U', 'pended-information-required'],
    ['0P', 'pended-information-required'],
    ['0V', 'pended-in-review'],
    ['0W', 'pended-in-review'],
    ['0B', 'pended-in-review'],
  ])('A4 for %s is %s, with the reference of the payer', (reason, state) => {
    const { states, answer } = answerTo({ first: [`HCR*A4**${reason}`, 'REF*NT*REF9'] });
    expect(states[0]).toBe(state);
    expect(answer.lines[0]?.reference).toBe('REF9');
  });
});

describe('a request for information in a 278', () => {
  it.each([
    [
      'LOINC codes',
      ['HI*LOI:18776-5*LOI:102089-0'],
      [
        { kind: 'attachment', code: '18776-5', line: 1 },
        { kind: 'questionnaire', code: '102089-0', line: 1 },
      ],
    ],
    [
      'a report type',
      ['PWK*09*FX***AC*77*OFFICE NOTES'],
      [
        {
          kind: 'attachment',
          code: '09',
          says: 'OFFICE NOTES, by fax, control number 77',
          line: 1,
        },
      ],
    ],
    [
      'words',
      ['MSG*PLEASE SEND THE CHART NOTES'],
      [{ kind: 'words', code: 'PLEASE SEND THE CHART NOTES', line: 1 }],
    ],
    [
      'a code that is none',
      ['HI*LOI:NOT A CODE AT ALL'],
      [{ kind: 'words', code: 'HI LOI:NOT A CODE AT ALL', line: 1 }],
    ],
    [
      'a report type, and whom it goes to',
      ['PWK*77*FX', 'NM1*X3*2*REVIEW', 'PER*IC**FX*3125550172'],
      [
        { kind: 'attachment', code: '77', says: 'by fax', line: 1 },
        { kind: 'words', code: 'Send it to: NM1 X3 2 REVIEW; PER IC FX 3125550172', line: 1 },
      ],
    ],
  ])('by %s reaches a person', (_, segments, information) => {
    const { answer, states } = answerTo({ first: ['HCR*A4', ...segments] });
    expect(answer.information).toEqual(information);
    expect(states[0]).toBe('pended-information-required');
  });

  it('at the event is about every line that waits', () => {
    const { states, answer } = answerTo({
      event: ['PWK*09*FX'],
      first: ['HCR*A4'],
      second: ['HCR*A4'],
    });
    expect(states).toEqual(['pended-information-required', 'pended-information-required']);
    expect(answer.information).toEqual([{ kind: 'attachment', code: '09', says: 'by fax' }]);
  });

  it('asks for nothing where it only says that it is looked at', () => {
    expect(answerTo({ first: ['HCR*A4', 'MSG*IN REVIEW'] }).states[0]).toBe('pended-in-review');
  });

  it('keeps a line from being granted, at the line and at the event', () => {
    expect(answerTo({ first: [...approved(), 'PWK*09*FX'] }).states[0]).toBe('needs-person');
    expect(answerTo({ event: ['PWK*09*FX'] }).states).toEqual(['needs-person', 'needs-person']);
  });
});

describe('a 278 that contradicts itself, or says what nobody asked', () => {
  it.each<[string, Parts, string]>([
    ['a header that denies', { event: ['HCR*A3**0F'] }, 'A3 for the whole'],
    ['a header with another number', { event: ['HCR*A1*PA78'] }, 'number PA78'],
    ['a header and nothing at its lines', { event: ['HCR*A1*PA77'], first: [], second: [] }, ''],
    ['an error of the member', { member: ['NM1*IL*1*EXAMPLETON', 'AAA*N**72*C'] }, 'an error'],
    ['an error of the request', { event: ['AAA*N**33*C'] }, 'an error'],
    ['an error of the line', { first: ['AAA*N**57*C', ...approved()] }, ''],
    ['two decisions', { first: ['HCR*A1*PA77', 'HCR*A3**0F'] }, ''],
    ['a reason', { first: ['HCR*A1*PA77*0L'] }, ''],
    ['a number that is none', { first: ['HCR*A1*NONE'] }, ''],
    ['no number', { first: ['HCR*A1'], second: ['HCR*A1'] }, ''],
    ['a second opinion', { first: ['HCR*A1*PA77**Y'] }, ''],
    ['a cancellation', { first: ['UM*HS*3', 'HCR*A1*PA77'] }, ''],
    [
      'another patient',
      { member: ['NM1*IL*1*OTHERMAN*BOB****MI*X9', 'DMG*D8*19500101'] },
      'another patient',
    ],
    ['another member id', { member: ['NM1*IL*1*EXAMPLETON*ODALYS****MI*EX9'] }, 'another patient'],
    [
      'another birth date',
      { member: ['NM1*IL*1*EXAMPLETON*ODALYS', 'DMG*D8*19840310'] },
      'another patient',
    ],
    ['a type of answer nobody knows', { bht: `BHT*0007*11*${id}-1*20261120*1004*31` }, 'type 31'],
    [
      'more that is to follow',
      { bht: `BHT*0007*11*${id}-1*20261120*1004*19` },
      'more that is to follow',
    ],
    ['a condition', { event: ['MSG*ONLY IF GIVEN AT HOME'] }, 'words that a person has to read'],
    ['a condition at the line', { first: [...approved(), 'MSG*ONLY AT HOME'] }, ''],
    ['an amount for the whole', { event: ['HSD*VS*3'] }, 'an amount for the whole'],
    ['a cancellation for the whole', { event: ['UM*HS*3'] }, 'a grant of taking it back'],
    ['two services at a line', { first: [...approved(), 'SV1*HC:J1745**UN*10'] }, ''],
    [
      'two kinds of request at a line',
      { first: ['UM*HS*I**11:B', 'UM*HS*I**19:B', ...approved()] },
      '',
    ],
    ['visits in a week', { first: ['HCR*A1*PA77', 'HSD*VS*2*WK*1'] }, ''],
    ['days instead of visits', { first: ['HCR*A1*PA77', 'HSD*DY*6'] }, ''],
    ['minutes', { first: ['HCR*A1*PA77', 'SV1*HC:J1745**MJ*300'] }, ''],
    ['half a unit', { first: ['HCR*A1*PA77', 'SV1*HC:J1745**UN*300.5'] }, ''],
    ['an NDC', { first: ['HCR*A1*PA77', 'SV1*N4:57894003001**UN*300'] }, ''],
    ['a range of codes', { first: ['HCR*A1*PA77', 'SV1*HC:J1745::::::J1750**UN*300'] }, ''],
    ['a modifier', { first: ['HCR*A1*PA77', 'SV1*HC:J1745:SS**UN*300'] }, ''],
    ['a type of bill', { first: ['UM*HS*I**13:A', 'HCR*A1*PA77'] }, ''],
    ['a day that is none', { first: ['HCR*A1*PA77', 'DTP*007*D8*20270230'] }, ''],
    ['a date of another kind', { first: ['HCR*A1*PA77', `DTP*435*D8*${from}`] }, ''],
    [
      'an end before its beginning',
      { first: ['HCR*A1*PA77', `DTP*007*D8*${through}`, `DTP*036*D8*${from}`] },
      '',
    ],
    ['days beside those of the whole', { event: ['DTP*AAH*RD8*20260101-20260201'] }, ''],
    ['a site without its number', { first: [...approved(), 'NM1*FA*2*SOMEWHERE'] }, ''],
    ['a role nobody knows', { first: [...approved(), 'NM1*ZZ*2*SOMEBODY'] }, ''],
    ['a segment nobody knows', { first: [...approved(), 'CR5*X'] }, ''],
    ['a segment nobody knows in the event', { event: ['CL1*1'] }, 'parts that are not understood'],
    ['two places', { first: ['UM*HS*I**11:B', 'HCR*A1*PA77', 'SV1*HC:J1745**UN*300*19'] }, ''],
    ['another diagnosis at a line', { first: [...approved(), 'HI*BF:Z999'] }, 'another diagnosis'],
    ['another diagnosis of the event', { event: ['HI*ABK:M0579*ABF:C9000'] }, 'C9000'],
    [
      'another member beside ours',
      { member: ['NM1*IL*1*EXAMPLETON*ODALYS****MI*EX1001-APPROVE', 'REF*1W*EX9'] },
      'member EX9',
    ],
    ['a flag that is neither yes nor no', { first: ['HCR*A1*PA77**X'] }, ''],
    ['a denial behind its decision', { first: ['HCR*A1*PA77**N*DENIED'] }, ''],
    ['a denial behind a number', { first: [...approved(), 'REF*BB*OLD1*DENIED'] }, ''],
    [
      'a denial in the name of whom to ask',
      { event: ['NM1*PR*2*REJECTED BY MEDICAL DIRECTOR'] },
      'NM1 PR 2 REJECTED BY MEDICAL DIRECTOR',
    ],
    ['a denial at the payer', { payer: ['NM1*X3*2*ACME HEALTH PENDING*****PI*ACME1'] }, 'PENDING'],
    ['a number of another kind', { first: ['HCR*A1*PA77', 'REF*9F*REF1'] }, ''],
    [
      'a decision behind whom a line names',
      { first: [...approved(), 'NM1*FA*2*LAKESIDE*****XX*1234567893', 'HCR*A3**0F'] },
      '',
    ],
    [
      'words behind whom the event names',
      { event: ['NM1*DK*1*TESTWELL', 'MSG*DENIED'] },
      'MSG DENIED',
    ],
    ['a decision at the payer', { payer: ['HCR*A3**0F'] }, 'HCR A3 0F'],
    ['words behind who asks', { requester: ['MSG*DENIED'] }, 'MSG DENIED'],
    [
      'a decision behind the member',
      { member: ['NM1*IL*1*EXAMPLETON*ODALYS', 'HCR*A3**0F'] },
      'HCR A3 0F',
    ],
    ['a decision before its levels', { before: ['HCR*A3**0F'] }, 'HCR A3 0F'],
    [
      'a product in words that is another',
      { first: ['HCR*A1*PA77', 'SV1*HC:J1745:::::BIOSIMILAR INSTEAD OF BRAND**UN*300'] },
      '',
    ],
    [
      'two answers to a line',
      { more: ['HL*7*4*SS*0', `TRN*2*${id}.1*9DRIPLINE0`, 'HCR*A3**0F'] },
      '',
    ],
    ['two traces at a line', { first: [`TRN*2*${id}.2*9DRIPLINE0`, ...approved()] }, ''],
    [
      'an added line',
      { more: ['HL*7*4*SS*0', 'TRN*1*X*9ACME00000', 'HCR*A1*PA77'] },
      'a line that was not asked for',
    ],
    [
      'a line of another number',
      { more: ['HL*7*4*SS*0', `TRN*2*${id}.9*9DRIPLINE0`, 'HCR*A1*PA77'] },
      '',
    ],
    ['two events', { more: ['HL*7*3*EV*1', 'HCR*A3**0F'] }, 'more than one answer'],
    [
      'the name of another request',
      { event: ['TRN*2*auth_01jd0000000000000009_1-1*9DRIPLINE0'] },
      'several requests',
    ],
  ])('grants nothing with %s', (_, parts, doubt) => {
    const { states, status, answer } = answerTo(parts);
    expect(states.every((state) => paid.has(state))).toBe(false);
    expect(status).not.toBe('approved');
    if (doubt) expect(answer.doubts.join() + answer.words.join()).toContain(doubt);
  });

  it.each([
    [['HSD*VS*3'], 'HSD VS 3'],
    [['DTP*007*D8*20270230'], 'DTP 007 D8 20270230'],
    [['UM*HS*I**13:A'], 'UM HS I 13:A'],
    [['NM1*FA*2*SOMEWHERE'], 'NM1 FA 2 SOMEWHERE'],
  ])('shows the person what it is over the whole: %j', (event, words) => {
    const { answer, status } = answerTo({ event });
    expect(status).toBe('contact-payer');
    expect(answer.words.join('; ')).toContain(words);
  });

  it('grants no line under the number of a whole that is still decided', () => {
    const parts = { event: ['HCR*A4*REF77'], first: ['HCR*A1'], second: ['HCR*A4'] };
    expect(answerTo(parts).states).toEqual(['needs-person', 'pended-in-review']);
  });

  it('shows the person each of two answers, and a place that is another at its line', () => {
    const { answer } = answerTo({ more: ['HL*7*3*EV*1', 'HCR*A3**0F', 'MSG*NOT NECESSARY'] });
    expect(answer.words.join('; ')).toContain('HCR A3 0F; MSG NOT NECESSARY');
    const { lines } = answerTo({ first: ['UM*HS*I**12:B', 'HCR*A6*PA77'] });
    expect(lines[0]?.decision?.said).toContain('UM HS I 12:B');
  });

  it('and comes with an acknowledgement that rejects is kept, and nobody acts on it', () => {
    const text = reviewResponse(bodyOf(), { beforeGroup: ['TA1*000000001*261120*1200*R*024'] });
    const { answer, states } = judged(text, two);
    expect(states).toEqual(['needs-person', 'needs-person']);
    expect(answer.words.join()).toContain('ta1-R-024');
  });

  it('is marked as a test, and nobody acts on it', () => {
    const { states, answer } = judged(reviewResponse(bodyOf(), { usage: 'T' }), two);
    expect(answer.doubts).toContain('the mark of a test');
    expect(states).toEqual(['needs-person', 'needs-person']);
  });

  it('from another requester or payer reaches a person', () => {
    for (const [ours, theirs, doubt] of [
      ['*XX*1234567893', '*XX*1999999999', 'another requester'],
      ['*PI*ACME1', '*PI*OTHER1', 'another insurer'],
    ]) {
      const { answer } = judged(reviewResponse(bodyOf()).replace(ours ?? '', theirs ?? ''), two);
      expect(answer.doubts).toContain(doubt);
    }
  });

  it('never grants more when any one segment is left out or spoilt', () => {
    const whole = bodyOf({ event: ['MSG*APPROVED AS REQUESTED.'] });
    fc.assert(
      fc.property(
        fc.nat({ max: whole.length - 1 }),
        fc.option(fc.tuple(fc.nat({ max: 9 }), fc.string({ maxLength: 12 }))),
        (index, spoilt) => {
          const segments = [...whole];
          if (!spoilt) segments.splice(index, 1);
          else {
            const elements = (segments[index] ?? '').split('*');
            elements[spoilt[0] % elements.length] = spoilt[1].replace(/[~*]/g, '');
            segments[index] = elements.join('*');
          }
          let lines: Authorization['lines'] = [];
          try {
            lines = judged(reviewResponse(segments), two).lines;
          } catch (error) {
            expect((error as Error).name).toMatch(/^(UnreadableAnswer|RejectedInterchange)$/);
          }
          for (const [place, { decision }] of lines.entries())
            if (decision?.units !== undefined && lines[place]?.state === 'approved')
              expect(decision.units).toBe(two.lines[place]?.units);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('an error in a 278', () => {
  it.each([
    ['C', 'rejected-fix'],
    ['R', 'rejected-fix'],
    ['P', 'rejected-fix'],
    ['X', 'rejected-fix'],
    ['N', 'rejected-stop'],
    ['S', 'rejected-stop'],
    ['Y', 'pended-in-review'],
  ])('to be followed up as %s leaves its lines %s', (followUp, state) => {
    const body = bodyOf().slice(0, bodyOf().indexOf('HL*5*4*SS*0'));
    const { states, answer } = judged(reviewResponse([...body, `AAA*N**33*${followUp}`]), two);
    expect(states).toEqual([state, state]);
    expect(answer.errors[0]).toMatchObject({ code: '33', followUp });
    expect(answer.words.join()).toContain('33 the request has an error');
  });

  it.each([
    ['payer (2000A)', { payer: ['AAA*N**79*C'] }],
    ['requester (2000B), 1P LAKESIDE', { requester: ['AAA*N**51*C'] }],
    ['member (2000C), IL EXAMPLETON', { member: ['NM1*IL*1*EXAMPLETON', 'AAA*N**72*C'] }],
    ['request (2000E)', { event: ['AAA*N**15*C'] }],
    ['line (2000F) 1', { first: ['AAA*N**57*C'] }],
  ] as [string, Parts][])('says that it is about the %s', (about, parts) => {
    const { answer } = answerTo({ first: [], second: [], ...parts });
    expect(answer.errors).toHaveLength(1);
    expect(answer.errors[0]?.said).toContain(about);
    expect(answer.errors[0]?.said).toContain('correct it and send it again');
  });

  it('of one line leaves the other as it was decided', () => {
    expect(answerTo({ first: ['AAA*N**57*C'] }).states).toEqual(['rejected-fix', 'approved']);
  });

  it.each(['42', '80'])('%s is a time to ask again', (code) => {
    const body = ['HL*1**20*1', `AAA*Y**${code}*P`, 'NM1*X3*2*ACME HEALTH*****PI*ACME1'];
    const text = reviewResponse([`BHT*0007*11*${id}-1*20261120*1004`, ...body]);
    expect(isLater(readReviewResponse(text, zone))).toBe(true);
    // It will answer by itself: to send it again is what it asks not to do.
    const waits = text.replace(`**${code}*P`, `**${code}*Y`);
    expect(isLater(readReviewResponse(waits, zone))).toBe(false);
  });
});

describe('what comes in the place of a 278', () => {
  const set = (...body: string[]) => reviewResponse(body, { code: '999', version: '005010X231A1' });

  it.each([
    [
      'a TA1',
      reviewResponse([], { beforeGroup: ['TA1*000000001*261120*1200*R*024'] }),
      'ta1-R-024',
    ],
    [
      'a 999',
      set(
        'AK1*HI*7',
        'AK2*278*0001',
        'IK3*HI*20**8',
        'IK4*1:2*1271*7*K50.90',
        'IK5*R*5',
        'AK9*R*1*1*0',
      ),
      '999 R R HI-20-8 element-1x2-7',
    ],
    ['a 999 that says nothing', set('AK1*HI*7'), '999'],
  ])('rejects it with %s, by codes and places alone', (_, text, because) => {
    expect(() => readReviewResponse(text, zone)).toThrow(new RejectedInterchange(because));
    expect(because).not.toContain('K50');
  });

  it.each([
    ['a TA1', reviewResponse([], { beforeGroup: ['TA1*000000001*261120*1200*A*000'] })],
    ['a 999', set('AK1*HI*7', 'IK5*A', 'AK9*A*1*1*1')],
  ])('decides nothing with %s that accepts', (_, text) => {
    const { states, answer } = judged(text, two);
    expect(states).toEqual(['needs-person', 'needs-person']);
    expect(answer.words.join()).toContain('decided nothing');
  });

  it.each([
    ['no X12', '<html>'],
    ['nothing', ''],
    ['no transaction set', reviewResponse([])],
    ['a 271', reviewResponse(['BHT*0022*11'], { code: '271' })],
    ['another version', reviewResponse(bodyOf(), { version: '004010X094A1' })],
    ['a request', reviewResponse(bodyOf({ bht: 'BHT*0007*13*X*20261120*1004' }))],
    [
      'levels without a name of ours',
      reviewResponse(['BHT*0007*11*X*20261120*1004', 'HL*1*9*EV*1']),
    ],
  ])('is unreadable where it is %s', (_, text) => {
    expect(() => readReviewResponse(text, zone)).toThrow(UnreadableAnswer);
  });

  it('of ours that does not hold together is told as it stands, and acted on by nobody', () => {
    const body = bodyOf().filter((segment) => segment !== 'HL*4*3*EV*1');
    const { states, answer } = judged(reviewResponse(body), two);
    expect(states).toEqual(['needs-person', 'needs-person']);
    expect(answer.words.join()).toContain('HCR A1 PA77');
  });

  it.each([
    ['20261120*100430', '2026-11-20T16:04:30.000Z'],
    ['20260720*1004', '2026-07-20T15:04:00.000Z'],
    ['20261120*9904', '1970-01-01T00:00:00.000Z'],
    ['20261120*100499', '1970-01-01T00:00:00.000Z'],
    ['20261320*1004', '1970-01-01T00:00:00.000Z'],
  ])('at %s of the payer’s clock was given at %s', (stamp, instant) => {
    const { answer } = answerTo({ bht: `BHT*0007*11*${id}-1*${stamp}` });
    expect(answer.at).toBe(instant);
  });

  it('may name only a line of ours', () => {
    const body = bodyOf({ bht: 'BHT*0007*11*THEIRS*20261120*1004' });
    const text = reviewResponse(body.filter((one) => one !== `TRN*2*${id}-1*9DRIPLINE0`));
    expect(readReviewResponse(text, zone).about).toEqual([{ authorizationId: id }]);
  });
});

describe('what the simulated payers answer to a 278', () => {
  const acme = simulatedPayers.find(({ payerId }) => payerId === 'acme-health') as SimulatedPayer;
  const answered = (word: string, memberId = `EX1001-${word}`, of = facts) => {
    const coverage = { ...of.coverage, memberId };
    const request = readReviewRequest(writeReviewRequest({ ...of, coverage }));
    const scenario = readScenario(memberId);
    const at = new Date('2026-11-20T16:04:00Z');
    return writeReviewAnswer({ request, payer: acme, verdict: scenario.first, scenario, at });
  };
  const judgedOf = (word: string) => {
    const submission = submissionFor(word);
    const answer = withPartiesCompared(readReviewResponse(answered(word), 'UTC'), {
      submission,
      authorization: facts.authorization,
      payer: facts.payer,
    });
    return judgeLines(facts.authorization.lines, answer, place);
  };

  it.each([
    ['APPROVE', 'approved'],
    ['CHANGED', 'changed'],
    ['PARTIAL', 'changed'],
    ['DENY', 'denied'],
    ['DENYNOTE', 'denied'],
    ['CONTACT', 'contact-payer'],
    ['NOAUTH', 'approved'],
    ['CANCEL', 'withdrawn'],
    ['CANCELDRUG', 'contact-payer'],
    ['PENDSILENT', 'pended'],
    ['PENDINFO', 'information-required'],
    ['PENDTASK', 'information-required'],
    ['PENDCONTAINED', 'information-required'],
    ['PENDNOTE', 'information-required'],
    ['PENDFORM', 'information-required'],
    ['PENDQUESTIONS', 'information-required'],
    ['UNKNOWN', 'contact-payer'],
    ['PRODUCT', 'changed'],
    ['SHORTER', 'changed'],
    ['MORE', 'changed'],
    ['ADDLINE', 'contact-payer'],
    ['BUTERROR', 'contact-payer'],
    ['HEADER', 'contact-payer'],
    ['NONUMBER', 'contact-payer'],
    ['TWONUMBERS', 'contact-payer'],
    ['MISSINGLINE', 'contact-payer'],
    ['OTHERPATIENT', 'contact-payer'],
    ['DENIEDELSEWHERE', 'contact-payer'],
    ['CONDITION', 'contact-payer'],
    ['REJECT', 'rejected'],
    ['STOP', 'rejected'],
    ['WAIT', 'pended'],
    ['ERRPAYER', 'rejected'],
    ['ERRASKER', 'rejected'],
    ['ERRMEMBER', 'rejected'],
    ['ERREVENT', 'rejected'],
    ['ERRLINE', 'rejected'],
    ['ACKONLY', 'contact-payer'],
  ])('%s leaves the request %s, in a form as the published tables want it', (word, status) => {
    expect(caseState(judgedOf(word))).toBe(status);
    // What is not understood is a code that the tables do not have.
    if (word !== 'UNKNOWN' && !readScenario(`X-${word}`).acknowledged)
      expect(faultsIn(answered(word), responseTable)).toEqual([]);
  });

  it.each(['ACKREJECT', 'TAREJECT'])('%s rejects the interchange', (word) => {
    expect(() => judgedOf(word)).toThrow(RejectedInterchange);
  });

  it('to every therapy, payer and place is read back as the lines that were asked for', () => {
    for (const { name, facts: asked } of someOfEvery()) {
      const text = answered('APPROVE', 'EX1-APPROVE', asked);
      expect(faultsIn(text, responseTable), name).toEqual([]);
      const lines = judgeLines(asked.authorization.lines, readReviewResponse(text, 'UTC'), {
        placeOfService: asked.authorization.placeOfService,
      });
      expect(new Set(lines.map(({ state }) => state)), name).toEqual(new Set(['approved']));
      expect(
        lines.map(({ decision }) => [decision?.units, decision?.from, decision?.through]),
        name,
      ).toEqual(lines.map((line) => [line.units, line.from, line.through]));
    }
  });
});

describe('the published tables', () => {
  it.each([
    ['a missing segment', (all: string[]) => all.filter((one) => !one.startsWith('NM1*X3'))],
    [
      'a segment out of order',
      (all: string[]) => [...all.slice(0, -1), 'UM*HS*I', all.at(-1) ?? ''],
    ],
    ['an element that is too long', (all: string[]) => [...all, `MSG*${'X'.repeat(265)}`]],
    [
      'a code that X217 does not have',
      (all: string[]) => all.map((one) => one.replace('HCR*A1', 'HCR*A5')),
    ],
    [
      'an element that has no place',
      (all: string[]) => all.map((one) => one.replace('HSD*VS*6', 'MSG*X*1')),
    ],
    [
      'an element that is missing',
      (all: string[]) => all.map((one) => one.replace('DMG*D8*19840309*F', 'DMG*D8')),
    ],
    ['a segment too often', (all: string[]) => [...all, 'MSG*A', 'MSG*B']],
    ['no date', (all: string[]) => all.map((one) => one.replace('*20261120*', '*20261320*'))],
    ['no level', (all: string[]) => all.map((one) => one.replace('HL*5*4*SS', 'HL*5*4*XX'))],
    ['one of a pair', (all: string[]) => all.map((one) => one.replace('HSD*VS*6', 'HSD*VS'))],
  ])('find %s', (_, spoil) => {
    expect(faultsIn(reviewResponse(spoil(bodyOf())), responseTable)).not.toEqual([]);
  });
});
