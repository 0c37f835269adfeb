import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeLines } from '../../functions/authorization/decision-rules.ts';
import { readPayerAnswer } from '../../functions/authorization/pas/response.ts';
import { anAuthorization } from '../support/authorizations.ts';
import {
  amount,
  detail,
  firstAfter,
  item,
  pas,
  period,
  response,
  review,
  statesAfter,
} from '../support/payer-answers.ts';

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
    // More than that, which is what the payer read otherwise.
    ['301 UN', told(amount({ value: 301, unit: 'UN' })), 'approved-modified'],
    ['7 visits', told(amount({ value: 7, code: 'VS' })), 'approved-modified'],
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

  it.each([
    [3, 'approved'],
    [2, 'approved-modified'],
    [4, 'approved-modified'],
  ])('in %i visits, of three that take something of it and begin later, is %s', (value, state) => {
    const perDose = [
      { from: 1, units: 0 },
      { from: 4, units: 50 },
    ];
    const lines = anAuthorization().lines.map((line) =>
      line.sequence === 1 ? { ...line, visits: 3, units: 150, perVisit: 50, perDose } : line,
    );
    const body = response({ item: [item(1, 'A1', told(amount({ value, code: 'VS' })))] });
    const [line] = judgeLines(lines, readPayerAnswer(body), { placeOfService: '11' });
    expect(line).toMatchObject({ state, decision: { units: value * 50 } });
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

  it('is approved only where all that was said of it is what was asked for', () => {
    const spoken = fc.record({
      action: fc.constantFrom('A1', 'A2', 'A3', 'A4', 'A6', 'C', 'ZZ'),
      inAdded: fc.option(fc.constantFrom('A1', 'A3', 'A4'), { nil: undefined }),
      value: fc.option(
        fc.oneof(
          fc.integer({ min: -5, max: 400 }),
          fc.constantFrom(6, 299, 300, 301),
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
            (Number.isSafeInteger(value) && value * (unit === 'VS' ? 50 : 1) === 300)) &&
          (value === undefined || unit === undefined || ['UN', 'VS'].includes(unit)) &&
          (end ?? '2028-03-31') === '2028-03-31';
        expect(statesAfter(body)[0] === 'approved').toBe(asAsked);
      }),
      { numRuns: 1_000 },
    );
  });
});
