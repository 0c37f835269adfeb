import { describe, expect, it } from 'vitest';
import { type PlanFacts, planDoses } from '../../functions/series/dose-plan.ts';
import type { Therapy } from '../../functions/therapy/therapy.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anOrder, aSubmission } from '../support/referrals.ts';

type OrderParts = Parameters<typeof anOrder>[0];
type Further = NonNullable<OrderParts>['alsoInfused'];
const on = '2026-11-20';

/** The minutes of the first and of the second visit. */
const minutesOf = (
  order: OrderParts,
  more: Partial<PlanFacts> = {},
  patient: { birthDate?: string; difficultAccess?: boolean } = {},
) => {
  const { birthDate, difficultAccess } = patient;
  const submission = aSubmission({
    order: anOrder(order),
    placement: { residence: 'private', homeSuitable: true, difficultAccess },
  });
  if (birthDate) submission.patient.birthDate = birthDate;
  const therapy = lookUpTherapy(submission.order.therapyId) as Therapy;
  const facts = { submission, therapy, setting: 'infusion-center' as const, ...more };
  return planDoses(facts, on).map(({ minutes }) => minutes);
};

describe('the minutes of a visit', () => {
  it('are more for the first dose than for later ones', () => {
    const [first, second] = minutesOf({ durationMinutes: undefined });
    expect(first).toEqual({ prep: 30, infusion: 120, observation: 60, closeout: 15 });
    expect(second).toEqual({ prep: 30, infusion: 120, observation: 30, closeout: 15 });
  });

  it('are those of the order, where it says how long the drug runs', () => {
    expect(minutesOf({ durationMinutes: 180 })[0]?.infusion).toBe(180);
  });

  it('are those of a later dose for a patient who is on the therapy', () => {
    expect(minutesOf({ firstDose: false })[0]?.observation).toBe(30);
  });

  it.each<[[number, number, number, number], number]>([
    [[31, 121, 62, 13], 16],
    [[30, 120, 60, 15], 15],
    [[30, 120, 60, 14], 15],
    [[30, 120, 60, 16], 20],
  ])(
    'end on the five-minute grid: of %j the last becomes %i',
    ([prepMinutes, infusion, observation, closeoutMinutes], closeout) => {
      const infliximab = lookUpTherapy('infliximab') as Therapy;
      const therapy: Therapy = {
        ...infliximab,
        prepMinutes,
        closeoutMinutes,
        observationMinutes: { ...infliximab.observationMinutes, first: observation },
      };
      const [first] = minutesOf({ durationMinutes: infusion }, { therapy });
      expect(first).toEqual({ prep: prepMinutes, infusion, observation, closeout });
    },
  );

  it.each([
    ['nothing for an adult with good veins', { difficultAccess: false }, 30],
    ['half an hour for difficult veins', { difficultAccess: true }, 60],
    ['half an hour for a child', { birthDate: '2008-11-21' }, 60],
    ['nothing from the eighteenth birthday on', { birthDate: '2008-11-20' }, 30],
    [
      'an hour for a child with difficult veins',
      { difficultAccess: true, birthDate: '2014-05-01' },
      90,
    ],
  ])('the patient adds %s', (_says, patient, prep) => {
    expect(minutesOf({}, {}, patient)[0]?.prep).toBe(prep);
  });

  it('are to teach and to look, where the patient gives the doses at home', () => {
    const antibiotic = { therapyId: 'ceftriaxone', frequency: undefined, doses: 28 };
    const [first, second] = minutesOf(antibiotic, { setting: 'home' }, { difficultAccess: true });
    expect(first).toEqual({ prep: 30, infusion: 120, observation: 0, closeout: 0 });
    expect(second).toEqual({ prep: 30, infusion: 45, observation: 0, closeout: 0 });
  });
});

describe('the minutes of a visit with several drugs', () => {
  const saline = { therapyId: 'hydration', drug: 'saline', durationMinutes: 60 } as const;
  const days = (...loadingDays: number[]) => ({
    frequency: { loadingDays },
    doses: loadingDays.length,
  });
  const infused = (alsoInfused: Further, order: OrderParts = {}) =>
    minutesOf({ ...days(0, 14, 42), durationMinutes: 120, ...order, alsoInfused }).map(
      ({ infusion }) => infusion,
    );
  const rituximab = { therapyId: 'rituximab', drug: 'rituximab', eachVisit: true } as const;

  it.each<[string, Further, number[]]>([
    ['at each of them', [{ ...saline, eachVisit: true }], [180, 180, 180]],
    ['on days of its own', [{ ...saline, ...days(0, 14) }], [180, 180, 120]],
    ['on the last day', [{ ...saline, ...days(0, 42) }], [180, 120, 180]],
    ['beyond the last day', [{ ...saline, ...days(0, 43) }], [180, 120, 120]],
    [
      'beside another',
      [
        { ...saline, ...days(0, 14) },
        { ...saline, eachVisit: true },
      ],
      [240, 240, 180],
    ],
    [
      'that nobody knows',
      [{ drug: 'New-Drug', eachVisit: true, durationMinutes: 60 }],
      [120, 120, 120],
    ],
    [
      'that follows one nobody knows',
      [
        { drug: 'New-Drug', eachVisit: true },
        { ...saline, eachVisit: true },
      ],
      [180, 180, 180],
    ],
  ])('hold those of a drug %s', (_says, alsoInfused, expected) => {
    expect(infused(alsoInfused)).toEqual(expected);
  });

  it('hold those of a drug that goes on without end, as far as the visits reach', () => {
    const endless = { ...saline, frequency: { loadingDays: [0], intervalDays: 14 } };
    expect(infused([endless])).toEqual([180, 180, 180]);
  });

  it('hold those of a drug by the month on the day of the visits it falls on', () => {
    // February has 28 days, March 31.
    const monthly = {
      ...saline,
      phases: [{ days: [0], every: { value: 1, unit: 'mo' as const }, doses: 3 }],
    };
    const starts = (startOn: string) => infused([monthly], { startOn, ...days(0, 28, 59) });
    expect(starts('2027-02-01')).toEqual([180, 180, 180]);
    expect(starts('2027-03-01')).toEqual([180, 120, 120]);
  });

  it('hold those of the first dose of a further drug only where that is its first', () => {
    const { first, subsequent } = (lookUpTherapy('rituximab') as Therapy).infusionMinutes;
    expect(first).toBeGreaterThan(subsequent);
    expect(infused([rituximab])).toEqual([120 + first, 120 + subsequent, 120 + subsequent]);
    expect(infused([{ ...rituximab, firstDose: false }])[0]).toBe(120 + subsequent);
  });
});
