import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, micro } from '../../functions/platform/quantity.ts';
import { doseFindings } from '../../functions/referral/checks/dose-checks.ts';
import { holdsUp } from '../../functions/referral/checks/findings.ts';
import { doseFactorsOf } from '../../functions/referral/order/dose-factors.ts';
import type { Order, Submission } from '../../functions/referral/referral.ts';
import { contradictsDose } from '../../functions/referral/sig/agreement.ts';
import { amountOf, type DoseFactors, unitsOf } from '../../functions/therapy/dose-unit.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import type { DoseBounds, Therapy } from '../../functions/therapy/therapy.ts';
import { cleanReferral } from '../support/clean-referrals.ts';

const asOf = '2026-11-20';
const runs = 10_000;

/** Every hard bound of the catalogue, with its therapy. */
const bounded = therapies.flatMap((therapy) =>
  [therapy.doseBounds, ...(therapy.furtherBounds ?? [])].flatMap((bounds) =>
    bounds.hardMax ? [{ therapy, bounds, hardMax: bounds.hardMaxAdult ?? bounds.hardMax }] : [],
  ),
);

/** Whether a bound is one for an adult of this weight. */
const holdsFor = ({ ages, belowKg }: DoseBounds, kilograms: number): boolean =>
  ages !== 'children' && (belowKg === undefined || kilograms < Number(belowKg));

const cleanOf = new Map(therapies.map(({ id }) => [id, cleanReferral(id)] as const));

const weighing = (therapy: Therapy, kilograms: number): Submission => {
  const clean = cleanOf.get(therapy.id) as Submission;
  return {
    ...clean,
    observations: clean.observations.map((one) =>
      one.code === '29463-7' ? { ...one, value: { value: String(kilograms), unit: 'kg' } } : one,
    ),
  };
};

/** An amount of the therapy's measure in another unit, rounded up to what an order can say. */
const written = (amount: bigint, unit: string, factors: DoseFactors): string | undefined => {
  const one = amountOf({ value: '1', unit }, factors);
  if (!one) return undefined;
  const value = (amount * 1_000_000n + one - 1n) / one;
  return value > 0n && value < 999_999_999_000_000n ? decimal(value) : undefined;
};

const forms = ['plain', 'loading', 'one part', 'a later part', 'a part with a duration'] as const;

type Shares = { days: number[]; timesPerDay: number; weeks?: number };

/** The order of an amount in a form; `days` are those on which it is given. */
const inForm = (
  form: (typeof forms)[number],
  { order }: Submission,
  { dose, days, timesPerDay, weeks = 4 }: Shares & { dose: Order['dose'] },
): Order => {
  const often = timesPerDay > 1 ? { timesPerDay } : {};
  const { dose: _, loadingDose: __, phases: ___, frequency: ____, doses: _____, ...bare } = order;
  const small = { value: '0.001', unit: dose?.unit ?? 'mg' };
  const span = { value: weeks, unit: 'wk' as const };
  const later = days.map((day) => day + 1);
  switch (form) {
    case 'plain':
      return { ...bare, dose, frequency: { loadingDays: days, ...often }, doses: days.length };
    case 'loading':
      return {
        ...bare,
        firstDose: true,
        dose: small,
        loadingDose: dose,
        frequency: { loadingDays: days, intervalDays: 28, ...often },
        doses: days.length + 1,
      };
    case 'one part':
      return { ...bare, dose, phases: [{ days, ...often }] };
    case 'a later part':
      return {
        ...bare,
        firstDose: true,
        phases: [
          { days: [0], dose: small },
          { days: later, startsOnDay: 0, ...(dose ? { dose } : {}), ...often },
        ],
      };
    case 'a part with a duration':
      return {
        ...bare,
        phases: [{ days, every: span, lasts: span, ...(dose ? { dose } : {}), ...often }],
      };
  }
};

/** How many doses make up the bounded amount, and on which days they fall. */
const sharesOf = ({ per, days: within = 1 }: DoseBounds, parts: number) => {
  if (per === 'dose') return { share: 1, days: [0], timesPerDay: 1 };
  if (per === 'day') return { share: parts, days: [0], timesPerDay: parts };
  if (per === 'course' || per === 'days') {
    const days = Array.from(
      { length: Math.min(parts, per === 'days' ? within : parts) },
      (_, day) => day,
    );
    return { share: days.length, days, timesPerDay: 1 };
  }
  return { share: parts, days: [0], timesPerDay: parts, weeks: 1 };
};

describe('no dose above a hard bound passes', () => {
  it('in any unit, form or number of parts, at any weight', () => {
    fc.assert(
      fc.property(
        fc.record({
          which: fc.nat({ max: bounded.length - 1 }),
          form: fc.constantFrom(...forms),
          kilograms: fc.integer({ min: 45, max: 160 }),
          // Above the tenth by which a plain amount may be rounded.
          thousandths: fc.integer({ min: 1101, max: 20_000 }),
          parts: fc.integer({ min: 1, max: 5 }),
          pick: fc.nat(),
        }),
        ({ which, form, kilograms, thousandths, parts, pick }) => {
          const { therapy, bounds, hardMax } = bounded[which] as (typeof bounded)[number];
          if (!holdsFor(bounds, kilograms)) return;
          const submission = weighing(therapy, kilograms);
          const factors = doseFactorsOf(submission, therapy);
          const bound = amountOf({ value: hardMax, unit: bounds.unit }, factors);
          const units = unitsOf(therapy.measure ?? 'mg');
          const unit = units[pick % units.length] as string;
          const { share, ...when } = sharesOf(bounds, parts);
          if (bound === undefined) return;
          const each = (bound * BigInt(thousandths)) / 1000n / BigInt(share) + 1n;
          const value = written(each, unit, factors);
          if (value === undefined) return;
          const order = inForm(form, submission, { dose: { value, unit }, ...when });
          const found = doseFindings({ submission: { ...submission, order }, therapy, asOf });
          expect(found.some(holdsUp), JSON.stringify([therapy.id, order])).toBe(true);
        },
      ),
      { numRuns: runs },
    );
  });

  it('whatever it is in mg, where the label names a limit that weight does not lift', () => {
    const limited = therapies.filter(({ doseBounds }) => doseBounds.maxPerDoseMg);
    fc.assert(
      fc.property(
        fc.constantFrom(...limited),
        fc.integer({ min: 45, max: 250 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (therapy, kilograms, over) => {
          const submission = weighing(therapy, kilograms);
          const most = micro(therapy.doseBounds.maxPerDoseMg as string);
          const dose = { value: decimal(most + BigInt(over)), unit: 'mg' };
          const order = inForm('plain', submission, { dose, days: [0], timesPerDay: 1 });
          const found = doseFindings({ submission: { ...submission, order }, therapy, asOf });
          expect(found.some(({ severity }) => severity === 'block')).toBe(true);
        },
      ),
      { numRuns: runs },
    );
  });

  it('in words beside a smaller coded one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.integer({ min: 2, max: 1000 }),
        fc.constantFrom('mg', 'g', 'mcg'),
        fc.constantFrom(
          (amount: string) => `Infuse ${amount} IV over 2 hours every 8 weeks`,
          (amount: string) => `${amount} intravenously on day 1`,
          (amount: string) => `Vedolizumab ${amount}, then every 8 weeks`,
        ),
        (milligrams, factor, unit, say) => {
          const scale = { mg: 1n, g: 1000n, mcg: 1n }[unit];
          const amount = micro(String(milligrams)) * BigInt(factor);
          const value = unit === 'mcg' ? amount * 1000n : amount / scale;
          const words = say(`${decimal(value)} ${unit}`);
          expect(contradictsDose(words, { value: String(milligrams), unit: 'mg' })).toBe(true);
        },
      ),
      { numRuns: runs },
    );
  });
});
