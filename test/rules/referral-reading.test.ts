import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deskZone } from '../../functions/hold/hold-clock.ts';
import { addDays, ageOn, daysBetween } from '../../functions/platform/days.ts';
import type { Refusal } from '../../functions/platform/errors.ts';
import { decimal, micro } from '../../functions/platform/quantity.ts';
import { localDate } from '../../functions/platform/zoned-time.ts';

import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { correctedSubmission } from '../../functions/referral/corrected-submission.ts';
import { mergePatch } from '../../functions/referral/merge-patch.ts';
import { NativeDocument } from '../../functions/referral/native-document.ts';
import { NativeSubmission } from '../../functions/referral/native-submission.ts';
import { orderedAmount } from '../../functions/referral/order/dose.ts';
import { readWeights } from '../../functions/referral/order/measurements.ts';
import { e164 } from '../../functions/referral/person/facts.ts';
import { isAnotherPerson, personWords } from '../../functions/referral/person/patient-identity.ts';
import type { Order } from '../../functions/referral/referral.ts';
import { readSubmission } from '../../functions/referral/submission-body.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anExample } from '../support/bundles.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const infliximab = lookUpTherapy('infliximab') as Therapy;

const native = (body: unknown) => readSubmission(body, 'application/json', '2026-11-20');
const errorsOf = (run: () => unknown): Refusal => {
  try {
    run();
  } catch (thrown) {
    return thrown as Refusal;
  }
  throw new Error('nothing was refused');
};
const plain = (): Record<string, object> => JSON.parse(JSON.stringify(aSubmission()));

describe('the native form', () => {
  it('is read, and its therapy found by the drug when it names none', () => {
    const body = { ...plain(), order: { ...anOrder({ therapyId: undefined }), drug: 'Remicade' } };
    expect(native(body).submission.order.therapyId).toBe('infliximab');
  });

  it('names every field that is not known and every value that is wrong, at once', () => {
    const body = plain();
    Object.assign(body, { shoe: 1, 'Odalys Exampleton': 1 });
    Object.assign(body.order ?? {}, {
      dose: { value: 5, unit: 'mg/kg' },
      frequency: { weekly: true },
    });
    Object.assign(body.patient ?? {}, { birthDate: '1984' });
    const { code, status, errors } = errorsOf(() => native(body));
    expect([status, code]).toEqual([422, 'submission-invalid']);
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(
      ['', '/order/dose/value', '/order/frequency', '/patient/birthDate'].sort(),
    );
    expect(errors.find(({ pointer }) => pointer === '')?.detail).toMatch(/not known/);
    // What a field is called may be words of somebody.
    expect(JSON.stringify(errors)).not.toMatch(/shoe|Odalys/);
  });

  it('says "is missing" where something is', () => {
    const { patient, ...body } = plain();
    expect(patient).toBeDefined();
    expect(errorsOf(() => native(body)).errors).toEqual([
      { pointer: '/patient', detail: 'is missing' },
    ]);
  });

  it('does not let a sender say where a document is kept', () => {
    const storedAs = 'documents/other';
    const documents = [{ title: 'x', contentType: 'text/plain', data: 'eA==', storedAs }];
    expect(errorsOf(() => native({ ...plain(), documents })).errors[0]?.pointer).toBe(
      '/documents/0',
    );
  });

  it('takes no document that is of another type than it says', () => {
    const data = Buffer.from('%PDF-1.7').toString('base64');
    const documents = (contentType: string) => [{ title: 'Letter', contentType, data }];
    expect(
      errorsOf(() => native({ ...plain(), documents: documents('image/png') })).errors,
    ).toEqual([{ pointer: '/documents/0/contentType', detail: 'the content is application/pdf' }]);
    expect(
      native({ ...plain(), documents: documents('application/pdf') }).submission.documents,
    ).toHaveLength(1);
  });

  it('names one primary coverage at most', () => {
    const [coverage] = aSubmission().coverages;
    const errors = (...ranks: string[]) => {
      const coverages = ranks.map((rank) => ({ ...coverage, rank }));
      return NativeSubmission.safeParse({ ...plain(), coverages }).error?.issues ?? [];
    };
    expect(errors('primary', 'secondary', 'secondary')).toEqual([]);
    expect(errors('primary', 'primary', 'primary').map(({ path }) => path)).toEqual([
      ['coverages'],
    ]);
  });

  it('repeats neither values nor names that may be somebody', () => {
    const body = plain();
    Object.assign(body, { 'Odalys Exampleton 1984': 1, patient: 'CANARY' });
    expect(JSON.stringify(errorsOf(() => native(body)).errors)).not.toMatch(/Odalys|CANARY/);
  });

  it('refuses whatever else is sent with a 4xx, never a fault', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (body) => {
        const { status } = errorsOf(() => native(body));
        expect([413, 422]).toContain(status);
      }),
      { numRuns: 300 },
    );
  });

  it('takes a bundle under either content type', () => {
    const bundle = anExample();
    for (const type of ['application/json', 'application/fhir+json'])
      expect(readSubmission(bundle, type, '2026-11-20').bundleKey).toContain('EX1001-R1');
  });
});

describe('a merge patch', () => {
  // The cases of RFC 7396, appendix A.
  it.each([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('of %j with %j is %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  it('leaves every prototype alone', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}'));
    expect(Object.hasOwn(merged as object, '__proto__')).toBe(true);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('that is nested deeper than any referral is refused', () => {
    let deep: unknown = 1;
    for (let n = 0; n < 50; n += 1) deep = { a: deep };
    const refused = errorsOf(() =>
      correctedSubmission(aSubmission(), deep, 'application/json', '2026-11-20'),
    );
    expect(refused.status).toBe(422);
  });

  it('of another drug forgets the old therapy', () => {
    const patch = { order: { drug: 'something nobody knows' } };
    const corrected = correctedSubmission(aSubmission(), patch, 'application/json', '2026-11-20');
    expect(corrected.order.therapyId).toBeUndefined();
  });
});

describe('amounts', () => {
  it('per kilogram are exact', () => {
    const submission = aSubmission({
      observations: [{ code: '29463-7', on: '2026-11-15', value: { value: '0.3', unit: 'kg' } }],
      order: anOrder({ dose: { value: '0.1', unit: 'mg/kg' } }),
    });
    expect(decimal(orderedAmount(submission, infliximab) ?? 0n)).toBe('0.03');
  });

  it.each([
    ['165', '[lb_av]', '74.842741'],
    ['2.204623', 'lb', '1'],
    ['82.4', 'kg', '82.4'],
    ['900', 'g', '0.9'],
  ])('%s %s are %s kg', (value, unit, kilograms) => {
    const observations = [{ code: '29463-7', on: '2026-11-15', value: { value, unit } }];
    expect(readWeights(aSubmission({ observations }))[0]?.text).toBe(kilograms);
  });

  it('of any weight in pounds come back within a millionth', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 900_000_000 }), (millionths) => {
        const value = decimal(BigInt(millionths));
        const [weight] = readWeights(
          aSubmission({
            observations: [
              { code: '29463-7', on: '2026-11-15', value: { value, unit: '[lb_av]' } },
            ],
          }),
        );
        const back = ((weight?.micro ?? 0n) * 100_000_000n) / 45_359_237n;
        const off = back - micro(value);
        expect(off <= 2n && off >= -2n).toBe(true);
      }),
    );
  });

  it.each<[string, Partial<Order>, boolean]>([
    ['one day', { frequency: { loadingDays: [] }, doses: 1 }, false],
    ['days weeks apart', { frequency: { loadingDays: [0, 14, 42] } }, false],
    ['three days in a row and one later', { frequency: { loadingDays: [0, 1, 2, 21] } }, true],
    ['two pairs of days within two weeks', { frequency: { loadingDays: [5, 0, 4, 1] } }, true],
    ['two pairs of days, four weeks apart', { frequency: { loadingDays: [29, 0, 28, 1] } }, false],
    [
      'three days of a daily rhythm',
      { frequency: { loadingDays: [], intervalDays: 1 }, doses: 3 },
      true,
    ],
    [
      'a first day of twice the amount',
      {
        phases: [
          { days: [0], dose: { value: '1.8', unit: 'g/kg' } },
          { days: [0], every: { value: 1, unit: 'd' }, doses: 1 },
        ],
      },
      true,
    ],
  ])('of a course are added up over %s', (_, different, isTooMuch) => {
    const order = anOrder({
      therapyId: 'ivig',
      dose: { value: '0.9', unit: 'g/kg' },
      doses: undefined,
      ...different,
    });
    const codes = checkSubmission(aSubmission({ order }), '2026-11-20').map(({ code }) => code);
    expect(codes.includes('dose-above-maximum')).toBe(isTooMuch);
  });
});

describe('dates', () => {
  it('count whole days across the change of the clocks and leap days', () => {
    expect(daysBetween('2026-10-31', '2026-11-02')).toBe(2);
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(ageOn('1984-03-09', '2026-03-08')).toBe(41);
  });

  it('are those of our desks: late in the evening in New York it is not tomorrow yet', () => {
    expect(localDate(new Date('2026-11-21T04:59:00Z'), deskZone)).toBe('2026-11-20');
    expect(localDate(new Date('2026-11-21T05:01:00Z'), deskZone)).toBe('2026-11-21');
  });
});

describe('a document as sent', () => {
  const data = Buffer.from('note').toString('base64');
  const note = { title: 'Note', contentType: 'text/plain', data };
  const sent = (document: object) => NativeDocument.safeParse({ ...note, ...document }).success;

  it.each([
    ['without content', { data: '' }],
    ['of no media type', { contentType: 'not a type' }],
    ['with a header in its media type', { contentType: 'text/plain\r\nX: y' }],
    ['with a title that cannot be shown', { title: 'a\u0000b' }],
    ['with a title of two lines', { title: 'a\nb' }],
    ['with an empty title', { title: ' ' }],
    ['that is not of the type it says', { contentType: 'application/pdf' }],
    ['that is a program', { contentType: 'application/x-msdownload' }],
    ['of a kind that nobody reads', { contentType: 'application/octet-stream' }],
  ])('%s is refused', (_, document) => {
    expect(sent(document)).toBe(false);
  });

  it.each([{}, { contentType: 'text/plain; charset=utf-8' }, { title: 'Résumé – 診断' }])(
    'is taken with %j',
    (document) => {
      expect(sent(document)).toBe(true);
    },
  );

  it('of which nobody says the type is kept as what it begins as', () => {
    const content = Buffer.from('%PDF-1.7').toString('base64');
    const unsaid = { ...note, contentType: 'application/octet-stream', data: content };
    const { documents } = NativeSubmission.parse({ ...plain(), documents: [unsaid] });
    expect(documents).toEqual([{ ...unsaid, contentType: 'application/pdf' }]);
  });

  it('always has its content with it', () => {
    const { data: _, ...empty } = note;
    expect(NativeSubmission.safeParse({ ...plain(), documents: [empty] }).success).toBe(false);
    expect(NativeSubmission.safeParse({ ...plain(), documents: [note] }).success).toBe(true);
  });
});

describe('who a patient is', () => {
  it('does not depend on accents, case, hyphens or spaces of the name', () => {
    const named = (given: string, family: string) =>
      personWords(aSubmission({ patient: { ...aSubmission().patient, name: { given, family } } }));
    expect(named('Odálys ', "O'Exam-Pleton")).toEqual(named('ODALYS', 'OExam Pleton'));
    expect(named('Odalys', 'Exampleton')).not.toEqual(named('Odalis', 'Exampleton'));
  });

  it.each<[string, boolean, object]>([
    [
      'the same person with a name corrected',
      false,
      { name: { given: 'Odile', family: 'Exampleton' } },
    ],
    ['the same person with a married name', false, { name: { given: 'Odalys', family: 'Else' } }],
    ['the same person with a birth date corrected', false, { birthDate: '1984-03-08' }],
    [
      'the same person with another chart number',
      false,
      { identifiers: [{ system: 'urn:example:chart', value: 'EX2' }] },
    ],
    [
      'another person with name and birth date',
      true,
      { name: { given: 'Eve', family: 'Exampleton' }, birthDate: '1990-01-01' },
    ],
    ['another person with both names', true, { name: { given: 'Eve', family: 'Else' } }],
    [
      'another person with a birth date and a chart number',
      true,
      { birthDate: '1984-03-08', identifiers: [{ system: 'urn:example:chart', value: 'EX2' }] },
    ],
  ])('is %s', (_, another, different) => {
    const before = aSubmission();
    const after = { ...before, patient: { ...before.patient, ...different } };
    expect(isAnotherPerson(before, after)).toBe(another);
  });

  it.each([
    ['(312) 555-0142', '+13125550142'],
    ['1-312-555-0142', '+13125550142'],
    ['+44 20 7946 0958', '+442079460958'],
    ['555-0142', undefined],
    ['ask the daughter', undefined],
  ])('is reached at %s as %s', (phone, number) => {
    expect(e164(phone)).toBe(number);
  });
});
