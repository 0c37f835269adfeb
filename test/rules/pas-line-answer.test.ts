import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeLines } from '../../functions/authorization/decision-rules.ts';
import { readPayerAnswer } from '../../functions/authorization/pas-response.ts';
import { anAuthorization } from '../support/authorizations.ts';
import {
  amount,
  coded,
  detail,
  firstAfter,
  item,
  linesAfter,
  pas,
  period,
  response,
  review,
  statesAfter,
  three,
} from '../support/payer-answers.ts';

describe('a line of the answer', () => {
  it.each([
    ['A1', {}, 'approved'],
    ['A3', { reasons: ['0F'] }, 'denied'],
    ['A3', { reasons: ['0H'] }, 'not-required'],
    ['A4', { reasons: ['0V'] }, 'pended-in-review'],
    ['A4', { reasons: ['0U'] }, 'pended-information-required'],
    ['A4', { reasons: ['0P'] }, 'pended-information-required'],
    ['A4', {}, 'pended-in-review'],
    ['A2', {}, 'needs-person'],
    ['A6', {}, 'needs-person'],
    ['C', {}, 'cancelled'],
    ['CT', {}, 'contact-payer'],
    ['NA', {}, 'not-required'],
    ['A5', {}, 'needs-person'],
    ['ZZ', {}, 'needs-person'],
  ])('with action %s and %j is %s', (code, of, state) => {
    expect(statesAfter(three(code, {}, of))).toEqual([state, state, state]);
  });

  it('certified in total for fewer days is approved modified', () => {
    const body = three('A1', { extension: [period('2026-12-01', '2027-03-31')] });
    expect(statesAfter(body)).toEqual(Array(3).fill('approved-modified'));
  });

  it('certified in total for other units is approved modified, with those units', () => {
    const fewer = detail(amount({ value: 120 }));
    expect(firstAfter('A1', { extension: [fewer] })).toMatchObject({
      state: 'approved-modified',
      decision: { units: 120 },
    });
  });

  it('modified takes what was granted from the added item with its sequence', () => {
    const body = response({
      item: [item(1, 'A6', {}, { number: 'PA9' }), item(2, 'A1'), item(3, 'A1')],
      addItem: [
        { itemSequence: [1], quantity: { value: 150 }, adjudication: review('A1') },
        { itemSequence: [9], quantity: { value: 1 }, adjudication: review('A1') },
      ],
    });
    expect(linesAfter(body)[0]).toMatchObject({
      state: 'approved-modified',
      decision: { units: 150, number: 'PA9' },
    });
    expect(readPayerAnswer(body).added).toBe(1);
  });

  it('whose two places disagree needs a person', () => {
    const other = { addItem: [{ itemSequence: [1], quantity: { value: 150 } }] };
    const asked = detail(amount({ value: 300 }));
    expect(firstAfter('A6', { extension: [asked] }, other)?.state).toBe('needs-person');
  });

  it('approved for another place is approved modified', () => {
    const place = {
      coding: [
        {
          system:
            'https://www.cms.gov/Medicare/Coding/place-of-service-codes/Place_of_Service_Code_Set',
          code: '12',
        },
      ],
    };
    const body = response({
      item: [item(1, 'A1')],
      addItem: [{ itemSequence: [1], locationCodeableConcept: place }],
    });
    expect(statesAfter(body)[0]).toBe('approved-modified');
  });

  it('asked about by a communication request waits for information, the others do not', () => {
    const request = {
      resourceType: 'CommunicationRequest',
      extension: [{ url: pas('extension-serviceLineNumber'), valuePositiveInt: 2 }],
      category: [coded('15', 'https://codesystem.x12.org/005010/755')],
      payload: [{ contentString: '18776-5' }],
      occurrencePeriod: { end: '2026-11-25T17:00:00Z' },
    };
    const body = response({ item: [1, 2, 3].map((n) => item(n, 'A4')) }, [request]);
    expect(statesAfter(body)).toEqual([
      'pended-in-review',
      'pended-information-required',
      'pended-in-review',
    ]);
    expect(readPayerAnswer(body)).toMatchObject({
      information: [
        { kind: 'attachment', code: '15', line: 2 },
        { kind: 'attachment', code: '18776-5', line: 2 },
      ],
      informationDueAt: '2026-11-25T17:00:00.000Z',
    });
  });

  it('left out of the answer needs a person', () => {
    expect(statesAfter(response({ item: [item(1, 'A1')] }))).toEqual([
      'approved',
      'needs-person',
      'needs-person',
    ]);
  });

  it('without an action of its own takes that of the header', () => {
    expect(statesAfter(response({ adjudication: review('A1') }))).toEqual(
      Array(3).fill('approved'),
    );
  });

  it('of an older server that says "queued" is in review', () => {
    expect(statesAfter(response({ outcome: 'queued' }))).toEqual(Array(3).fill('pended-in-review'));
  });

  it.each([
    ['33', 'C', 'rejected-fix'],
    ['33', 'R', 'rejected-fix'],
    ['33', 'N', 'rejected-stop'],
    ['33', 'Y', 'pended-in-review'],
    ['42', 'P', 'transmission-failed'],
    ['T4', '', 'rejected-fix'],
  ])('rejected with %s and follow-up %s is %s, never denied', (code, followUp, state) => {
    const error = {
      code: coded(code, 'https://codesystem.x12.org/005010/901'),
      extension: [
        {
          url: pas('extension-errorFollowupAction'),
          valueCodeableConcept: coded(followUp || 'X', 'https://codesystem.x12.org/005010/889'),
        },
      ],
    };
    expect(statesAfter(response({ outcome: 'error', error: [error] }))).toEqual(
      Array(3).fill(state),
    );
  });
});

describe('a line that the payer says it certified in total', () => {
  const hcpcs = 'http://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets';
  const code = (...codings: unknown[]) => ({
    url: 'productOrServiceCode',
    valueCodeableConcept: { coding: codings },
  });
  const told = (...parts: Record<string, unknown>[]) => ({ extension: [detail(...parts)] });

  it.each([
    // As it was asked for, in the ways in which payers write that.
    ['300 without a unit', told(amount({ value: 300 })), 'approved'],
    ['300 UN', told(amount({ value: 300, unit: 'UN' })), 'approved'],
    ['300 of UCUM 1', told(amount({ value: 300, code: '1' })), 'approved'],
    ['6 visits, of 50 units each', told(amount({ value: 6, code: 'VS' })), 'approved'],
    ['the code in small letters', told(code({ system: hcpcs, code: 'j1745' })), 'approved'],
    ['a service type beside', told(code({ system: 'urn:x12:1365', code: '42' })), 'approved'],
    ['a longer period', { extension: [period('2026-01-01', '2028-12-31')] }, 'approved'],
    // Less than that.
    ['5 visits', told(amount({ value: 5, code: 'VS' })), 'approved-modified'],
    ['another code', told(code({ system: hcpcs, code: 'Q5103' })), 'approved-modified'],
    ['fewer days', { extension: [period('2026-12-01', '2027-03-31')] }, 'approved-modified'],
    // Something that nobody may read as "all of it".
    ['12.5 units', told(amount({ value: 12.5 })), 'needs-person'],
    ['-1 units', told(amount({ value: -1 })), 'needs-person'],
    ['30 days', told(amount({ value: 30, code: 'DY' })), 'needs-person'],
    ['30 days in words', told(amount({ value: 30, unit: 'days' })), 'needs-person'],
    ['an amount without value', told(amount({ unit: 'UN' })), 'needs-person'],
    ['a month for its end', { extension: [period('2026-12-01', '2027-03')] }, 'needs-person'],
    [
      'an end before its beginning',
      { extension: [period('2027-03-31', '2026-12-01')] },
      'needs-person',
    ],
    ['two decisions', { adjudication: [...review('A1'), ...review('A3')] }, 'needs-person'],
    [
      'a number too long to be kept whole',
      { adjudication: review('A1', { number: 'P'.repeat(61) }) },
      'needs-person',
    ],
    [
      'the trace number of another line',
      {
        extension: [
          {
            url: pas('extension-itemTraceNumber'),
            valueIdentifier: { value: 'auth_01jd0000000000000000_1.2' },
          },
        ],
      },
      'needs-person',
    ],
    [
      'an action of another code system',
      {
        adjudication: JSON.parse(JSON.stringify(review('A1')).replaceAll('005010/306', '005010/1')),
      },
      'needs-person',
    ],
  ])('with %s is what that comes to', (_, more, state) => {
    expect(firstAfter('A1', more)?.state).toBe(state);
  });

  it.each([
    ['answered twice', { item: [item(1, 'A1'), item(1, 'A3')] }],
    [
      'changed twice',
      {
        item: [item(1, 'A1')],
        addItem: [
          { itemSequence: [1], quantity: { value: 300 } },
          { itemSequence: [1], quantity: { value: 100 } },
        ],
      },
    ],
    [
      'denied in the added item',
      { item: [item(1, 'A1')], addItem: [{ itemSequence: [1], adjudication: review('A3') }] },
    ],
  ])('and that is %s needs a person', (_, claim) => {
    expect(statesAfter(response(claim))[0]).toBe('needs-person');
  });

  it('for one day is approved modified', () => {
    const addItem = [{ itemSequence: [1], servicedDate: '2026-12-01' }];
    expect(firstAfter('A1', {}, { addItem })).toMatchObject({
      state: 'approved-modified',
      decision: { from: '2026-12-01', through: '2026-12-01' },
    });
  });

  it('in visits of a drug that is dispensed by days needs a person', () => {
    const { lines } = anAuthorization();
    const dispensed = lines.map((line) => ({ ...line, perVisit: 0 }));
    const body = response({ item: [item(1, 'A1', told(amount({ value: 6, code: 'VS' })))] });
    const [line] = judgeLines(dispensed, readPayerAnswer(body), { placeOfService: '11' });
    expect(line?.state).toBe('needs-person');
  });

  it.each([
    ['the site asked for', '1234567893', 'approved'],
    ['another site', '1999999984', 'approved-modified'],
  ])('for %s is held against the request', (_, npi, state) => {
    const organization = {
      resourceType: 'Organization',
      id: 'granted',
      identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: npi }],
    };
    const provider = { url: 'provider', valueReference: { reference: 'Organization/granted' } };
    const authorized = { url: pas('extension-itemAuthorizedProvider'), extension: [provider] };
    const inItem = response({ item: [item(1, 'A1', { extension: [authorized] })] }, [organization]);
    const inAdded = response(
      {
        item: [item(1, 'A1')],
        addItem: [{ itemSequence: [1], provider: [{ reference: 'Organization/granted' }] }],
      },
      [organization],
    );
    const place = { placeOfService: '11', siteNpi: '1234567893' };
    expect([inItem, inAdded].map((body) => statesAfter(body, place)[0])).toEqual([state, state]);
  });

  it('is never more than the least that was said of it', () => {
    const spoken = fc.record({
      action: fc.constantFrom('A1', 'A2', 'A3', 'A4', 'A6', 'C', 'ZZ'),
      inAdded: fc.option(fc.constantFrom('A1', 'A3', 'A4'), { nil: undefined }),
      value: fc.option(
        fc.oneof(
          fc.integer({ min: -5, max: 400 }),
          fc.double({ noNaN: true, noDefaultInfinity: true }),
        ),
        {
          nil: undefined,
        },
      ),
      unit: fc.constantFrom(undefined, 'UN', 'VS', 'DY', 'days'),
      end: fc.constantFrom(undefined, '2027-03-31', '2028-03-31', '2027-03', 'soon', ''),
      again: fc.boolean(),
    });
    fc.assert(
      fc.property(spoken, ({ action, inAdded, value, unit, end, again }) => {
        const extension = [
          ...(value === undefined ? [] : [detail(amount({ value, unit }))]),
          ...(end === undefined ? [] : [period('2026-11-20', end)]),
        ];
        const one = item(1, action, { extension });
        const body = response({
          item: again ? [one, item(1, 'A1')] : [one],
          ...(inAdded ? { addItem: [{ itemSequence: [1], adjudication: review(inAdded) }] } : {}),
        });
        const asAsked =
          action === 'A1' &&
          !again &&
          (inAdded ?? 'A1') === 'A1' &&
          (value === undefined ||
            (Number.isSafeInteger(value) && value * (unit === 'VS' ? 50 : 1) >= 300)) &&
          (value === undefined || unit === undefined || ['UN', 'VS'].includes(unit)) &&
          (end ?? '2028-03-31') === '2028-03-31';
        expect(statesAfter(body)[0] === 'approved').toBe(asAsked);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('what is decided of the whole request', () => {
  it('gives its number to lines that have none, in either of its places', () => {
    const items = [item(1, 'A1', {}, { number: 'PA1' }), item(2, 'A1'), item(3, 'A3')];
    const header = response({ item: items, adjudication: review('A1', { number: 'PA9' }) });
    const reference = response({ item: items, preAuthRef: 'PA9' });
    for (const body of [header, reference])
      expect(linesAfter(body).map(({ decision }) => decision?.number)).toEqual([
        'PA1',
        'PA9',
        undefined,
      ]);
  });

  it('gives its days to lines that have none', () => {
    const preAuthPeriod = { start: '2026-12-01', end: '2027-03-31' };
    const own = { extension: [period('2026-11-20', '2028-03-31')] };
    const body = response({ preAuthPeriod, item: [item(1, 'A1'), item(2, 'A1', own)] });
    expect(statesAfter(body).slice(0, 2)).toEqual(['approved-modified', 'approved']);
  });

  it('is held against what the payer says of a line without a decision of its own', () => {
    const item = [{ itemSequence: 1, extension: [detail(amount({ value: 120 }))] }];
    const body = response({ adjudication: review('A1'), item });
    expect(linesAfter(body)[0]).toMatchObject({
      state: 'approved-modified',
      decision: { units: 120 },
    });
  });

  it('keeps its reasons with every line that it denies', () => {
    const item = [1, 2, 3].map((itemSequence) => ({ itemSequence }));
    const body = response({ adjudication: review('A3', { reasons: ['0F'] }), item });
    for (const { state, decision } of linesAfter(body)) {
      expect(state).toBe('denied');
      expect(decision?.reasons).toEqual(['0F']);
    }
  });
});
