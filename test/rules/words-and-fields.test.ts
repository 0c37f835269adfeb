import { describe, expect, it } from 'vitest';
import type { InfusedDrug, Order } from '../../functions/referral/referral.ts';
import { readNative, readSubmission } from '../../functions/referral/submission-body.ts';
import { anExample } from '../support/bundles.ts';
import { aSubmission } from '../support/referrals.ts';

const every = (value: number, unit: 'd' | 'wk' = 'wk') => ({ days: [0], every: { value, unit } });
const frequency = { loadingDays: [], intervalDays: 56 };

/** An order of 300 mg in the native form, of which the days are said here alone. */
const read = (order: Partial<Order>): Order => {
  const { account: _, ...whole } = aSubmission();
  const { frequency: __, doses: ___, startOn: ____, durationMinutes: _____, ...rest } = whole.order;
  const dose = { value: '300', unit: 'mg' };
  return readNative({ ...whole, order: { ...rest, firstDose: undefined, dose, ...order } }).order;
};
/** What is asked of it: about what, and why. */
const asked = (order: Partial<Order>): string[] =>
  (read(order).notUnderstood ?? []).map(({ about, at, why }) => `${about} ${at}: ${why}`);

const otherDays = 'timing /order/sig: says one thing in words and another in its fields';
const otherAmount = 'dose /order/sig: names another amount than the fields';
const byWeight = 'total /order/sig: names an amount of another measure beside the dose';
const otherRun = 'duration /order/sig: names another duration than the fields';
const otherNext = 'history /order/sig: names another number of the next dose than the fields';
const otherStart = 'timing /order/sig: names another first day than the fields';

describe('an order that has words beside its fields', () => {
  const mg = (value: string) => ({ value, unit: 'mg' });
  it.each<[string, Partial<Order>, string[]]>([
    ['the same days', { sig: 'every 8 weeks', frequency }, []],
    ['other days', { sig: 'every 4 weeks', frequency }, [otherDays]],
    ['the same in parts', { sig: 'every 8 weeks', phases: [every(8)] }, []],
    ['other days than its parts', { sig: 'every 4 weeks', phases: [every(8)] }, [otherDays]],
    ['as many doses', { sig: 'every 8 weeks x 6', frequency, doses: 6 }, []],
    ['more doses', { sig: 'every 8 weeks x 6', frequency, doses: 4 }, [otherDays]],
    // Of a course that goes on, both may count other doses.
    [
      'doses of a course that goes on',
      { sig: 'every 8 weeks x 6', frequency, doses: 4, firstDose: false },
      [],
    ],
    ['doses after the first', { sig: 'every 8 weeks x 6', frequency, doses: 4, nextDose: 3 }, []],
    // Single days that are named may be the loading alone.
    [
      'the loading alone',
      { sig: 'weeks 0 and 2', frequency: { loadingDays: [0, 14] }, doses: 2 },
      [],
    ],
    ['nothing of days', { sig: 'infuse slowly', frequency }, []],
    ['the same amount', { sig: '300 mg every 8 weeks', frequency }, []],
    ['another amount', { sig: '200 mg every 8 weeks', frequency }, [otherAmount]],
    ['an amount by weight', { sig: '5 mg/kg every 8 weeks', frequency }, [byWeight]],
    [
      'the amount of the loading',
      {
        sig: '600 mg at weeks 0 and 2, then 300 mg every 8 weeks',
        frequency: { loadingDays: [0, 14], intervalDays: 56 },
        loadingDose: mg('600'),
      },
      [],
    ],
    [
      'the amounts of its parts',
      {
        sig: '600 mg once, then 300 mg every 8 weeks',
        phases: [{ days: [0], dose: mg('600') }, every(8)],
      },
      [],
    ],
    ['the same run', { sig: 'over 2 hours every 8 weeks', frequency, durationMinutes: 120 }, []],
    [
      'another run',
      { sig: 'over 2 hours every 8 weeks', frequency, durationMinutes: 90 },
      [otherRun],
    ],
    [
      'the run of a part',
      {
        sig: 'over 2 hours every 8 weeks',
        durationMinutes: 90,
        phases: [{ ...every(8), durationMinutes: 120 }],
      },
      [],
    ],
    [
      'the same first day',
      { sig: 'every 8 weeks starting 12/01/2026', frequency, startOn: '2026-12-01' },
      [],
    ],
    [
      'another first day',
      { sig: 'every 8 weeks starting 12/01/2026', frequency, startOn: '2026-12-02' },
      [otherStart],
    ],
    ['no first day', { sig: 'every 8 weeks', frequency, startOn: '2026-12-02' }, []],
    ['the same next dose', { sig: 'every 8 weeks, next dose #3', frequency, nextDose: 3 }, []],
    [
      'another next dose',
      { sig: 'every 8 weeks, next dose #3', frequency, nextDose: 4 },
      [otherNext],
    ],
  ])('says in them %s', (_, order, expected) => {
    expect(asked(order)).toEqual(expected);
  });

  it('has days in words that nobody can read, and in fields that would hide it', () => {
    expect(asked({ sig: 'as needed', frequency })).toEqual([
      expect.stringMatching(/^timing \/order\/sig: has its days in fields, but /),
    ]);
  });

  it('is asked about with its words, of which three hundred signs are kept', () => {
    const sig = `every 4 weeks ${'x'.repeat(400)}`;
    expect(read({ sig, frequency }).notUnderstood?.[0]?.words).toBe(sig.slice(0, 300));
  });

  it('is asked about once for each thing that differs', () => {
    const sig = '200 mg over 2 hours every 4 weeks starting 12/01/2026, next dose #3';
    const order = { sig, frequency, durationMinutes: 90, startOn: '2026-12-02', nextDose: 4 };
    expect(asked(order)).toEqual([otherNext, otherRun, otherStart, otherAmount, otherDays]);
  });

  it('that sets a pump is a pharmacist’s, and what it asks for beside the drug is told', () => {
    expect(asked({ sig: 'every 8 weeks, lockout 10 minutes', frequency })).toContainEqual(
      expect.stringMatching(/^instruction \/order\/sig: sets doses that the patient gives/),
    );
    expect(asked({ sig: 'every 8 weeks. Weekly CBC.', frequency })).toEqual([
      expect.stringMatching(/^remark \/order\/sig: asks for care beside the drug/),
    ]);
    const [remark] = read({ sig: 'every 8 weeks. Weekly CBC.', frequency }).notUnderstood ?? [];
    expect(remark?.words).toBe('Weekly CBC.');
  });
});

describe('an order that has its days in words alone', () => {
  it.each<[string, Partial<Order>, Partial<Order>]>([
    ['is planned by them', { sig: 'every 8 weeks' }, { phases: [every(8)] }],
    ['runs as they say', { sig: 'every 8 weeks over 2 hours' }, { durationMinutes: 120 }],
    [
      'runs as its field says',
      { sig: 'every 8 weeks', durationMinutes: 90 },
      { durationMinutes: 90 },
    ],
    [
      'begins when they say',
      { sig: 'every 8 weeks starting 12/01/2026' },
      { startOn: '2026-12-01' },
    ],
    [
      'goes on with the dose that they name, and is begun',
      { sig: 'every 8 weeks, next dose #3' },
      { nextDose: 3, firstDose: false, phases: [every(8)] },
    ],
    [
      'is begun or not as its field says',
      { sig: 'every 8 weeks, next dose #3', firstDose: true },
      { nextDose: 3, firstDose: true },
    ],
    [
      'has its loading dose on all days but the last part',
      {
        sig: 'weeks 0 and 2, then every 8 weeks',
        loadingDose: { value: '600', unit: 'mg' },
      },
      {
        phases: [
          { days: [0, 14], dose: { value: '600', unit: 'mg' } },
          expect.not.objectContaining({ dose: expect.anything() }) as never,
        ],
      },
    ],
  ])('%s', (_, order, expected) => {
    const found = read(order);
    expect(found).toMatchObject(expected);
    expect(found.notUnderstood).toBeUndefined();
  });

  it('is not begun by the first dose', () => {
    expect(read({ sig: 'every 8 weeks, next dose #1' })).not.toHaveProperty('firstDose', false);
    expect(read({ sig: 'every 8 weeks' })).not.toHaveProperty('nextDose');
  });

  it.each<[string, Partial<Order>, RegExp]>([
    ['no days at all', { sig: 'infuse slowly' }, /^timing \/order\/sig: names no days/],
    ['days that are unclear', { sig: 'every 4 weeks or every 8 weeks' }, /^timing \/order\/sig: /],
    [
      'a loading dose, and no day for it',
      { sig: 'every 8 weeks', loadingDose: { value: '600', unit: 'mg' } },
      /^dose \/order\/sig: does not say which days have the loading dose/,
    ],
  ])('is asked about where they have %s', (_, order, expected) => {
    expect(asked(order)).toEqual([expect.stringMatching(expected)]);
    expect(read(order)).not.toHaveProperty('phases');
  });

  const runs = { sig: 'continuous infusion', dose: { value: '5', unit: 'mg/h' }, doses: 5 };
  it.each<[string, Partial<Order>, boolean]>([
    ['so many days', {}, true],
    [
      'continuously, by the minute',
      { sig: 'runs continuously', dose: { value: '5', unit: 'mcg/kg/min' } },
      true,
    ],
    ['nobody says how many days', { doses: undefined }, false],
    ['a while of each day', { sig: 'continuous infusion over 24 hours' }, false],
    ['what is no rate', { dose: { value: '120', unit: 'mg' } }, false],
    ['no word of it', { sig: 'infuse slowly' }, false],
  ])('that runs on without a pause is of every day, of %s: %s', (_, different, is) => {
    expect(read({ ...runs, ...different }).phases).toEqual(is ? [every(1, 'd')] : undefined);
  });
});

describe('a further drug of an order', () => {
  const of = (drug: Partial<InfusedDrug>) => {
    const alsoInfused = [{ drug: 'Carboplatin', ...drug }];
    return read({ sig: 'every 3 weeks', alsoInfused }).alsoInfused?.[0];
  };
  const why = (drug: Partial<InfusedDrug>) =>
    of(drug)?.notUnderstood?.map(({ at, why: because }) => `${at}: ${because}`);

  it('is found in the catalogue, and read by its own words', () => {
    expect(of({ sig: 'every 3 weeks' })).toMatchObject({
      ...{ therapyId: 'carboplatin', phases: [every(3)] },
    });
    expect(of({ sig: 'every 3 weeks' })).not.toHaveProperty('eachVisit');
    expect(of({ eachVisit: true })).toMatchObject({ therapyId: 'carboplatin', eachVisit: true });
    expect(why({ eachVisit: true })).toBeUndefined();
  });

  it('is asked about in its own place', () => {
    expect(why({ sig: 'as needed' })).toEqual([
      expect.stringMatching(/^\/order\/alsoInfused\/0\/sig: /),
    ]);
  });

  it.each<[string, Partial<InfusedDrug>]>([
    ['a rhythm', { frequency }],
    ['parts', { phases: [every(3)] }],
    ['words', { sig: 'every 3 weeks' }],
    ['a number of doses', { doses: 4 }],
  ])('is given at each visit or on days of its own, not both: %s', (_, different) => {
    expect(why({ eachVisit: true, ...different })).toEqual([
      '/order/alsoInfused/0: is given at every visit of the order, and has days of its own',
    ]);
  });
});

describe('a referral that is read', () => {
  it('is asked about a part without an end that another follows', () => {
    expect(asked({ phases: [every(1), every(4)] })).toEqual([
      'timing /order/phases: has a part without an end, and another after it',
    ]);
    expect(asked({ phases: [{ ...every(1), doses: 4 }, every(4)] })).toEqual([]);
  });

  it('is refused with every problem where it cannot be read', () => {
    const refused = () => readNative({ nothing: true });
    expect(refused).toThrow(
      expect.objectContaining({
        ...{ status: 422, code: 'submission-invalid' },
        message: expect.stringMatching(/cannot be read/),
      }),
    );
    expect(() =>
      readSubmission({ resourceType: 'Bundle' }, 'application/json', '2026-11-20'),
    ).toThrow(
      expect.objectContaining({
        ...{ status: 422, code: 'bundle-invalid' },
        message: expect.stringMatching(/bundle cannot be read/),
      }),
    );
  });

  it('is a bundle where its type or its content says so', () => {
    const { account: _, ...whole } = aSubmission();
    const kind = (body: unknown, type: string) =>
      readSubmission(body, type, '2026-11-20').submission.account === undefined ? 'form' : 'bundle';
    expect(kind(anExample(), 'application/json')).toBe('bundle');
    expect(kind(anExample(), 'application/fhir+json')).toBe('bundle');
    expect(kind(whole, 'application/json')).toBe('form');
    expect(() => readSubmission(whole, 'application/fhir+json', '2026-11-20')).toThrow();
    for (const body of [null, 'text'])
      expect(() => readSubmission(body, 'application/json', '2026-11-20')).toThrow(
        expect.objectContaining({ code: 'submission-invalid' }),
      );
  });
});
