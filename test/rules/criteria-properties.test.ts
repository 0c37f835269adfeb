import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeCriterion } from '../../functions/authorization/criteria/judge-criterion.ts';
import { Criterion } from '../../functions/payer/pack.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anAuthorization } from '../support/authorizations.ts';
import { aSubmission } from '../support/referrals.ts';
import { manyRuns } from '../support/runs.ts';

const common = { id: 'one', says: 'It.', without: 'denies' };
const criteria = [
  { kind: 'diagnosis', prefixes: ['K50'] },
  { kind: 'tried', drugs: [['methotrexate'], ['azathioprine']], classes: ['tnf'], atLeast: 1 },
  { kind: 'tried', drugs: [['methotrexate'], ['azathioprine']], classes: ['tnf'], atLeast: 2 },
  { kind: 'tried', drugs: [['methotrexate']], atLeast: 1, dated: true },
  {
    kind: 'result',
    codes: ['718-7'],
    withinDays: 30,
    needs: { of: 'number', unit: 'g/dL', most: '10' },
  },
  { kind: 'result', codes: ['71774-4'], withinDays: 90, needs: { of: 'word', word: 'negative' } },
  { kind: 'result', codes: ['718-7'], withinDays: 30 },
  { kind: 'rems', program: 'TOUCH' },
  { kind: 'specialty', taxonomies: ['207RG'] },
  { kind: 'document', types: ['11506-3'] },
].map((one) => Criterion.parse({ ...common, ...one }));

const outcome = fc.constantFrom(
  undefined,
  'failed',
  'good response',
  'never tried',
  'zzz',
  'ongoing',
);
const day = fc.constantFrom(undefined, '2026-11-20', '2026-11-01', '2026-01-01');
const drug = fc.constantFrom('methotrexate', 'azathioprine', 'Humira', 'naproxen');
const optional = <T extends object>(one: T): T =>
  Object.fromEntries(Object.entries(one).filter(([, value]) => value !== undefined)) as T;

const facts = fc.record({
  diagnoses: fc.array(
    fc.constantFrom('K50.90', 'K51.90').map((code) => ({ code })),
    { maxLength: 2 },
  ),
  priorTherapies: fc.array(fc.record({ drug, outcome }).map(optional), { maxLength: 3 }),
  medicines: fc.array(
    fc
      .record({
        name: drug,
        state: fc.constantFrom('taken', 'ended', 'not-taken', 'unknown'),
        reason: outcome,
        since: day,
        until: day,
        untied: fc.constantFrom(undefined, true),
      })
      .map(optional),
    { maxLength: 2 },
  ),
  observations: fc.array(
    fc
      .record({
        code: fc.constantFrom('718-7', '71774-4'),
        on: day,
        value: fc.constantFrom<object | undefined>(
          undefined,
          { value: '9', unit: 'g/dL' },
          { value: '11', unit: 'g/dL' },
          { value: '9', unit: 'spoons' },
          { coded: 'negative' },
          { coded: 'positive' },
          { coded: 'zzz' },
        ),
        untied: fc.constantFrom(undefined, true),
      })
      .map(optional),
    { maxLength: 4 },
  ),
  enrollments: fc.array(
    fc
      .record({
        program: fc.constantFrom('TOUCH', 'other'),
        number: fc.constantFrom(undefined, '1'),
      })
      .map(optional),
    { maxLength: 2 },
  ),
  specialties: fc.array(fc.constantFrom('207RG0100X', '207RR0500X'), { maxLength: 2 }),
  documents: fc.array(
    fc
      .record({
        type: fc.constantFrom(undefined, '11506-3'),
        data: fc.constantFrom(undefined, 'AA=='),
      })
      .map((one) => optional({ title: 'Note', contentType: 'text/plain', ...one })),
    { maxLength: 2 },
  ),
});
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;
const lists = [
  'diagnoses',
  'priorTherapies',
  'medicines',
  'observations',
  'enrollments',
  'specialties',
  'documents',
] as const;

const therapy = lookUpTherapy('infliximab');
const standingOf = (criterion: Criterion, { specialties, ...rest }: Facts) =>
  judgeCriterion(criterion, {
    submission: aSubmission({
      ...rest,
      prescriber: { npi: '1000000012', name: 'Imogen Testwell', specialties },
    } as Parameters<typeof aSubmission>[0]),
    therapy,
    lines: anAuthorization({}).lines,
    setting: 'infusion-center',
    on: '2026-11-20',
  });

/** A fact of which what it says is gone, or cannot be read. */
const blurred = (list: (typeof lists)[number], one: object): object | undefined => {
  if (list === 'priorTherapies') return { ...one, outcome: 'illegible' };
  if (list === 'medicines') return { ...one, state: 'unknown', reason: 'illegible' };
  if (list === 'observations') return { ...one, value: { coded: 'illegible' } };
  return undefined;
};

describe('facts that are lost', () => {
  it.each(criteria)('never make $kind met that was not', (criterion) => {
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom(...lists),
        fc.nat(),
        fc.boolean(),
        (all, list, at, blurs) => {
          const before = standingOf(criterion, all).standing;
          fc.pre((before === 'not-met' || before === 'unknown') && all[list].length > 0);
          const index = at % all[list].length;
          const kept = (all[list] as object[]).flatMap((one, place) => {
            if (place !== index) return [one];
            const less = blurs ? blurred(list, one) : undefined;
            return less ? [less] : [];
          });
          expect(standingOf(criterion, { ...all, [list]: kept } as Facts).standing).not.toBe('met');
        },
      ),
      manyRuns(300),
    );
  });

  it.each(criteria)('leave a fact to show wherever $kind is met or not', (criterion) => {
    fc.assert(
      fc.property(facts, (all) => {
        const { standing, facts: shown } = standingOf(criterion, all);
        expect(standing === 'unknown' || shown.length > 0).toBe(true);
      }),
      manyRuns(200),
    );
  });
});
