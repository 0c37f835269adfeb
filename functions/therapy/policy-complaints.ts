import type { Complaint } from '../platform/errors.ts';
import { measureOf, unitsOf } from './dose-unit.ts';
import type { PolicyRules } from './policy-body.ts';
import { settings } from './setting.ts';
import type { Therapy } from './therapy.ts';

/** What of a policy does not fit its therapy, so that it would limit nothing, or everything. */
export const policyComplaints = (therapy: Therapy, rules: PolicyRules): Complaint[] => {
  const { doseLimits = [], fastest, screening = [], settings: places = {} } = rules;
  const measure = therapy.measure ?? 'mg';
  const items = therapy.screening.map(({ item }) => item);
  const left = settings.filter(
    (setting) => (places[setting] ?? therapy.settings[setting].status) !== 'not-usual',
  );
  return [
    ...doseLimits.flatMap(({ unit, most }, at) => [
      ...(measureOf(unit) === measure
        ? []
        : [
            {
              pointer: `/rules/doseLimits/${at}/unit`,
              detail: 'counts something else than the therapy does',
              fix: `Use one of: ${unitsOf(measure).join(', ')}.`,
            },
          ]),
      ...(Number(most) > 0
        ? []
        : [
            {
              pointer: `/rules/doseLimits/${at}/most`,
              detail: 'would stop every dose',
              fix: 'Send the most that may be given.',
            },
          ]),
    ]),
    ...(fastest && therapy.fastest?.rate && (therapy.fastest.of ?? 'amount-a-minute') !== fastest.of
      ? [
          {
            pointer: '/rules/fastest/of',
            detail: 'differs from how the catalogue counts the rate of this therapy',
            fix: `Use "${therapy.fastest.of ?? 'amount-a-minute'}".`,
          },
        ]
      : []),
    ...screening.flatMap(({ item }, at) =>
      items.includes(item)
        ? []
        : [
            {
              pointer: `/rules/screening/${at}/item`,
              detail: 'is no result that this therapy asks for',
              fix:
                items.length > 0
                  ? `Use one of: ${items.join(', ')}.`
                  : 'This therapy asks for no results: leave screening out.',
            },
          ],
    ),
    ...(left.length > 0
      ? []
      : [
          {
            pointer: '/rules/settings',
            detail: 'leaves no place where the therapy may be given',
            fix: 'Leave one setting allowed or conditional.',
          },
        ]),
  ];
};
