import { describe, expect, it } from 'vitest';
import { addDays } from '../../functions/platform/days.ts';
import { checkSubmission } from '../../functions/referral/checks/completeness.ts';
import { submissionFromBundle } from '../../functions/referral/fhir/submission-from-bundle.ts';
import { dosesOf } from '../../functions/referral/order/course.ts';
import { nextAfter, nextDoseFindings } from '../../functions/referral/order/next-dose.ts';
import { nextDoseSaid, withoutNextDose } from '../../functions/referral/order/next-dose-words.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import { readSig } from '../../functions/referral/sig/sig.ts';
import { readNative } from '../../functions/referral/submission-body.ts';
import { planDoses, startWindow } from '../../functions/series/dose-plan.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { type TestBundle, withResource } from '../support/bundles.ts';
import { toldBy } from '../support/findings.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

const today = '2026-11-20';
const infliximab = lookUpTherapy('infliximab') as Therapy;

/** Weeks 0, 2 and 6, then every 8 weeks; two doses were given elsewhere, the last on November 3. */
const begun = { firstDose: false, lastDoseOn: '2026-11-03', startOn: '2026-12-01', nextDose: 3 };

const daysOf = (different: Partial<Order>, most = 4): number[] => {
  const days: number[] = [];
  for (const { day } of dosesOf(anOrder(different), { therapy: infliximab, firstOn: '2026-12-01' }))
    if (days.push(day) === most) break;
  return days;
};
const codesOf = (submission: Submission): string[] =>
  checkSubmission(submission, today).map(({ code }) => code);

describe('a course that was begun elsewhere goes on', () => {
  it.each<[string, Partial<Order>, number[]]>([
    ['with its second dose of 0, 2, 6', { ...begun, nextDose: 2 }, [0, 28, 84, 140]],
    ['with its third', begun, [0, 56, 112, 168]],
    ['with one that is steady', { ...begun, nextDose: 6 }, [0, 56, 112, 168]],
    [
      'with its first, where that is next',
      { ...begun, nextDose: 1, firstDose: true },
      [0, 14, 42, 98],
    ],
    [
      'in parts with amounts of their own',
      {
        ...begun,
        frequency: undefined,
        nextDose: 4,
        phases: [
          { days: [0], every: { value: 1, unit: 'wk' }, doses: 4 },
          { days: [0], every: { value: 2, unit: 'wk' } },
        ],
      },
      [0, 14, 28, 42],
    ],
    [
      'on the days of the week that are named',
      {
        ...begun,
        frequency: undefined,
        nextDose: 2,
        phases: [{ days: [0], weekdays: ['tue', 'thu'] }],
      },
      [0, 2, 7, 9],
    ],
  ])('%s', (_, order, days) => {
    expect(daysOf(order)).toEqual(days);
  });

  it('with the amount of that dose', () => {
    const order = anOrder({
      ...begun,
      frequency: undefined,
      phases: [
        { days: [0, 14, 42], dose: { value: '10', unit: 'mg/kg' } },
        { days: [0], every: { value: 8, unit: 'wk' }, dose: { value: '5', unit: 'mg/kg' } },
      ],
    });
    const [next, after] = dosesOf(order, { therapy: infliximab, firstOn: '2026-12-01' });
    expect([next?.amount?.value, after?.amount?.value]).toEqual(['10', '5']);
  });

  it('as many days after the last dose as the course has there', () => {
    const facts = {
      submission: aSubmission({ order: anOrder(begun) }),
      therapy: infliximab,
      setting: 'infusion-center' as const,
    };
    expect(startWindow(facts, today).idealOn).toBe(addDays('2026-11-03', 28));
    expect(planDoses(facts, today).map(({ offset }) => offset)).toEqual([
      0, 56, 112, 168, 224, 280,
    ]);
    // As a patient on the steady doses it would wait eight weeks.
    const steady = {
      ...facts,
      submission: aSubmission({ order: anOrder({ ...begun, nextDose: undefined }) }),
    };
    expect(startWindow(steady, today).idealOn).toBe(addDays('2026-11-03', 56));
  });

  it('without a stop for doses that lie as close as those at the beginning do', () => {
    const order = anOrder({ ...begun, nextDose: 2, lastDoseOn: '2026-11-17' });
    expect(codesOf(aSubmission({ order }))).toEqual(codesOf(aSubmission()));
    // Nobody has said that the beginning is still going on.
    const close = { ...order, nextDose: 6 };
    expect(codesOf(aSubmission({ order: close }))).toContain('start-too-early');
  });

  it.each<[string, Partial<Order>, string]>([
    ['it is not said with which dose', { ...begun, nextDose: undefined }, 'next-dose-unknown'],
    [
      'the course has no such dose',
      { ...begun, frequency: { loadingDays: [0, 14] } },
      'next-dose-unknown',
    ],
    [
      'it is the first one all the same',
      { ...begun, firstDose: true, lastDoseOn: undefined },
      'next-dose-contradicted',
    ],
  ])('and is asked about where %s', (_, different, code) => {
    expect(codesOf(aSubmission({ order: anOrder(different) }))).toContain(code);
  });
});

describe('the next dose after those that were given', () => {
  const first = '2026-06-01';
  const loading = (loadingDays: number[], intervalDays: number | undefined = 56) => ({
    frequency: { loadingDays, ...(intervalDays ? { intervalDays } : {}) },
    doses: undefined,
    startOn: undefined,
  });
  const usual = loading([0, 14, 42]);
  const steadyFrom = (days: number[], startsOnDay: number) => ({
    ...{ frequency: undefined, doses: undefined, startOn: undefined },
    phases: [{ days }, { days: [0], startsOnDay, every: { value: 8, unit: 'wk' as const } }],
  });
  const daily = (doses: number) => ({
    ...{ frequency: undefined, doses: undefined, startOn: undefined },
    phases: [
      { days: [0], every: { value: 1, unit: 'd' as const }, doses },
      { days: [0], every: { value: 1, unit: 'wk' as const } },
    ],
  });

  it.each<[string, Partial<Order>, number[], number | undefined]>([
    ['none', usual, [], undefined],
    ['the first', usual, [0], 2],
    ['two', usual, [0, 14], 3],
    ['two, three days late', usual, [0, 17], 3],
    ['two, four days late', usual, [0, 18], undefined],
    ['two, three days early', usual, [0, 11], 3],
    ['two, four days early', usual, [0, 10], undefined],
    ['two that are far apart', usual, [0, 120], undefined],
    ['all of the beginning', usual, [0, 14, 42], undefined],
    ['the first of no beginning', loading([]), [0], undefined],
    ['the first of two far apart', loading([0, 60, 90]), [0], 2],
    ['the second of two far apart', loading([0, 60, 90]), [0, 60], 3],
    ['the first before a steady part of its own day', steadyFrom([0], 14), [0], 2],
    ['two before a steady part of its own day', steadyFrom([0, 28], 42), [0, 28], 3],
    ['the first of nineteen', daily(19), [0], 2],
    ['the first of twenty, which is no beginning', daily(20), [0], undefined],
    ['two, and the start three days late', { ...usual, startOn: '2026-07-16' }, [0, 14], 3],
    ['two, and the start four days late', { ...usual, startOn: '2026-07-17' }, [0, 14], undefined],
    ['two, and the start four days early', { ...usual, startOn: '2026-07-09' }, [0, 14], undefined],
  ])('%s', (_, order, given, next) => {
    const days = given.map((day) => addDays(first, day));
    expect(nextAfter(anOrder(order), days, infliximab)).toBe(next);
  });

  const asked = (order: Partial<Order>): string[] =>
    toldBy(nextDoseFindings, aSubmission({ order: anOrder(order) }));
  const unknown = ['missing next-dose-unknown /order/nextDose'];
  it.each<[number, boolean]>([
    [10, false],
    [11, true],
    [17, true],
    [18, false],
    [24, false],
    [25, true],
    [31, true],
    [32, false],
    [52, false],
    [56, false],
  ])('%i days after the last is asked about: %s', (gap, isAsked) => {
    const later = { firstDose: false, lastDoseOn: first, startOn: addDays(first, gap) };
    expect(asked(later)).toEqual(isAsked ? unknown : []);
    expect(asked({ ...later, firstDose: undefined })).toEqual([]);
    expect(asked({ ...later, firstDose: true })).toEqual([]);
    expect(asked({ ...later, lastDoseOn: undefined })).toEqual([]);
    expect(asked({ ...later, startOn: undefined })).toEqual([]);
  });

  const weeklyThrough = (through: string): Partial<Order> => ({
    ...{ frequency: undefined, doses: undefined, firstDose: false, lastDoseOn: '2026-11-13' },
    phases: [{ days: [0], every: { value: 1, unit: 'wk' }, through }],
  });
  it.each<[string, Partial<Order>, string[]]>([
    ['the first', { nextDose: 1 }, []],
    ['the first, of nobody knows whom', { nextDose: 1, firstDose: undefined }, []],
    [
      'the second of a first one',
      { nextDose: 2 },
      ['missing next-dose-contradicted /order/nextDose'],
    ],
    ['the second', { nextDose: 2, firstDose: false }, []],
    [
      'a fourth of three',
      { ...begun, nextDose: 4, frequency: { loadingDays: [0, 14, 42] } },
      unknown,
    ],
    ['a third of three', { ...begun, nextDose: 3, frequency: { loadingDays: [0, 14, 42] } }, []],
    [
      'one after the last day',
      { ...weeklyThrough('2026-11-25'), nextDose: 2, startOn: '2026-12-01' },
      unknown,
    ],
    [
      'one on the last day',
      { ...weeklyThrough('2026-12-01'), nextDose: 2, startOn: '2026-12-01' },
      [],
    ],
    ['one from today on', { ...weeklyThrough('2026-11-25'), nextDose: 2, startOn: undefined }, []],
  ])('is %s', (_, order, expected) => {
    expect(asked(order)).toEqual(expected);
  });

  it('is asked about only where it is not as far as the steady ones', () => {
    const every = (intervalDays: number, gap: number) =>
      asked({
        frequency: { loadingDays: [0, 14, 42], intervalDays },
        ...{ firstDose: false, lastDoseOn: first, startOn: addDays(first, gap) },
      });
    expect(every(28, 28)).toEqual([]);
    expect(every(28, 14)).toEqual(unknown);
    expect(every(31, 28)).toEqual([]);
  });
});

describe('words for the next dose', () => {
  it.each<[string, number | undefined]>([
    ['Next dose is dose 3', 3],
    ['next infusion due: #2', 2],
    ['weeks 0, 2, 6 then every 8 weeks, due for dose 3', 3],
    ['weeks 0, 2, 6 then every 8 weeks. Next dose is the third induction dose', 3],
    ['next dose is the third dose', 3],
    ['weeks 0, 2, 6; starting with the second dose', 2],
    ['resume at dose #4', 4],
    ...['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth'].map(
      (word, index) => [`this is her ${word} loading dose`, index + 1] as [string, number],
    ),
    ['Due for the 3rd infusion', 3],
    ['resume with the 12th dose', 12],
    ['pick up at dose Three', 3],
    ['next dose due is dose number 14', 14],
    ['doses 1 and 2 over 2 hours', undefined],
    ...['given', 'received', 'completed', 'administered', 'done', 'infused'].map(
      (word) => [`doses 1 through 3 were ${word}`, 4] as [string, number],
    ),
    ['flu vaccination: 2 doses completed', undefined],
    ['flu vaccine: 2 doses completed', undefined],
    ['immunization: 2 doses completed', undefined],
    ['immunised: 2 doses completed', undefined],
    ['COVID booster: 2 doses completed', undefined],
    ['hepatitis B: 2 doses completed', undefined],
    ['doses 1 and 2 already given', 3],
    ['two loading doses completed elsewhere', 3],
    ['patient already received 1 dose', 2],
    ['every 8 weeks x 6 doses', undefined],
    ['6 doses given every 8 weeks', undefined],
    ['after 3 doses received check a level', undefined],
    ['patient received 2 doses of prednisone', undefined],
    ['Shingrix: 2 doses completed', undefined],
    ['next dose 12/5', undefined],
    ['next dose is 12/5/2026', undefined],
  ])('%s', (text, number) => {
    expect(nextDoseSaid(text, 'instruction')).toBe(number);
  });

  it('count doses given only in an instruction, which is about its drug alone', () => {
    expect(nextDoseSaid('2 doses completed', 'note')).toBeUndefined();
    expect(nextDoseSaid('next dose is dose 3', 'note')).toBe(3);
    expect(withoutNextDose('2 doses completed', 'note')).toBe('2 doses completed');
    expect(withoutNextDose('2 doses completed', 'instruction').trim()).toBe('');
  });

  it('leave an instruction that says when doses fall', () => {
    const left = withoutNextDose(
      'weeks 0, 2 and 6 then every 8 weeks, due for dose 3',
      'instruction',
    );
    expect(readSig(left).outcome).toBe('read');
  });

  it('are taken up from the words of the native form', () => {
    const { order: whole, ...rest } = aSubmission();
    const { frequency: _, firstDose: __, ...order } = whole;
    const sig = 'weeks 0, 2 and 6 then every 8 weeks; doses 1 and 2 already given';
    const read = readNative(
      JSON.parse(JSON.stringify({ ...rest, order: { ...order, sig, lastDoseOn: '2026-11-03' } })),
    );
    expect(read.order).toMatchObject({ nextDose: 3, firstDose: false });
    expect(read.order.notUnderstood).toBeUndefined();
  });
});

/** The infliximab order of weeks 0, 2 and 6 with what was given before on these days. */
const given = (days: readonly string[], different: Record<string, unknown> = {}): TestBundle => {
  const bundle = withResource('MedicationRequest', (request) => {
    Object.assign(request, { extension: [] }, different);
  });
  const patient = bundle.entry.find(({ resource }) => resource.resourceType === 'Patient');
  for (const [index, on] of days.entries())
    bundle.entry.push({
      fullUrl: `urn:uuid:given-${index}`,
      resource: {
        resourceType: 'MedicationAdministration',
        subject: { reference: patient?.fullUrl },
        status: 'completed',
        effectiveDateTime: on,
        medicationCodeableConcept: { text: 'Remicade' },
      } as never,
    });
  return bundle;
};
const mapped = (bundle: TestBundle): Submission => {
  const result = submissionFromBundle(bundle, today);
  if (result.outcome === 'refused') throw new Error(JSON.stringify(result.problems));
  return result.submission;
};

describe('the next dose of a bundle', () => {
  it('follows the doses that were given, where they are those that a course begins with', () => {
    const { order } = mapped(given(['2026-10-20', '2026-11-03']));
    expect(order).toMatchObject({ firstDose: false, lastDoseOn: '2026-11-03', nextDose: 3 });
    expect(mapped(given(['2026-05-01', '2026-11-03'])).order.nextDose).toBeUndefined();
  });

  it('is the one that its extension or a note names', () => {
    const coded = given([], {
      extension: [{ url: 'urn:dripline:next-dose', valuePositiveInt: 2 }],
    });
    expect(mapped(coded).order).toMatchObject({ firstDose: false, nextDose: 2 });
    const noted = mapped(given([], { note: [{ text: 'Next dose is dose 3.' }] }));
    expect(noted.order).toMatchObject({ firstDose: false, nextDose: 3 });
    expect(noted.order.notUnderstood).toBeUndefined();
  });

  it('is asked about where two sources speak against each other', () => {
    const note = [{ text: 'Next dose is dose 2.' }];
    const { order } = mapped(given(['2026-10-20', '2026-11-03'], { note }));
    expect(order.nextDose).toBeUndefined();
    expect(order.notUnderstood).toMatchObject([{ about: 'history' }]);
  });
});
