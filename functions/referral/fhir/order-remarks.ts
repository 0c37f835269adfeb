import { conceptWords, type FhirQuantity } from '../../fhir/elements.ts';
import { shortened } from '../../fhir/values.ts';
import { micro } from '../../platform/quantity.ts';
import { phasesOf } from '../course.ts';
import type { NotUnderstood } from '../not-understood-words.ts';
import type { Order } from '../referral.ts';
import { judgeRemark } from '../remarks.ts';
import type { PlacedResource } from './bundle.ts';
import { amountFrom } from './dosage.ts';
import type { PlacedDosage } from './timing.ts';

type Request = PlacedResource<'MedicationRequest'>;
type Said = { at: string; words: string };

/** On one line and no longer than it is kept. */
const kept = (words: string): string => shortened(words.replace(/\s+/g, ' ').trim(), 300);

/** What an order says in words beside the instructions that its course is read from. */
const remarksOf = ({ at, resource }: Request, placed: readonly PlacedDosage[]): Said[] =>
  [
    ...placed.flatMap(({ at: where, dosage }) => [
      ...(dosage.additionalInstruction ?? []).map((one, index) => ({
        at: `${where}.additionalInstruction[${index}]`,
        words: conceptWords(one).join(' | '),
      })),
      { at: `${where}.patientInstruction`, words: dosage.patientInstruction ?? '' },
    ]),
    ...(resource.note ?? []).map(({ text = '' }, index) => ({
      at: `${at}.note[${index}]`,
      words: text,
    })),
    { at: `${at}.statusReason`, words: conceptWords(resource.statusReason).join(' | ') },
  ].filter(({ words }) => words.trim() !== '');

const inWords = ({ value, unit, code }: FhirQuantity = {}): string =>
  [value, unit ?? code].filter((part) => part !== undefined).join(' ');

/** Limits of an instruction, which are met by the ordered dose or are a clinician's to read. */
const limitsOf = ({ at, dosage }: PlacedDosage, { dose }: Pick<Order, 'dose'>): NotUnderstood[] => {
  const { maxDosePerAdministration: most, maxDosePerPeriod: inTime } = dosage;
  const limit = most && amountFrom(most, at, () => undefined);
  const isMet =
    limit && dose && limit.unit === dose.unit && micro(dose.value) <= micro(limit.value);
  const ask = (element: string, words: string): NotUnderstood => ({
    about: 'instruction',
    at: `${at}.${element}`,
    words: kept(words),
    why: 'limits the dose in a way that is not applied here',
  });
  return [
    ...(most && !isMet
      ? [ask('maxDosePerAdministration', `at most ${inWords(most)} at once`)]
      : []),
    ...(inTime
      ? [
          ask(
            'maxDosePerPeriod',
            `at most ${inWords(inTime.numerator)} in ${inWords(inTime.denominator)}`,
          ),
        ]
      : []),
    ...(dosage.maxDosePerLifetime
      ? [ask('maxDosePerLifetime', `at most ${inWords(dosage.maxDosePerLifetime)} in all`)]
      : []),
  ];
};

/** Words and limits beside an order that its course does not hold: for a clinician, or only to be told. */
export const remarksFrom = (
  request: Request,
  { placed, order }: { placed: readonly PlacedDosage[]; order: Partial<Order> },
  also: readonly string[],
): NotUnderstood[] => {
  const { phases, frequency, dose, loadingDose } = order;
  const told =
    phases || frequency ? phasesOf({ ...order, firstDose: undefined } as Order, undefined) : [];
  const doses = [dose, loadingDose, ...told.map((phase) => phase.dose)].filter(
    (one) => one !== undefined,
  );
  const onHold: NotUnderstood[] =
    request.resource.status === 'on-hold'
      ? [
          {
            about: 'instruction',
            at: `${request.at}.status`,
            words: 'on-hold',
            why: 'says that the order is on hold',
          },
        ]
      : [];
  const remarks = remarksOf(request, placed).flatMap(({ at, words }): NotUnderstood[] => {
    const judged = judgeRemark(words, { phases: told, doses }, also);
    return judged ? [{ ...judged, at, words: kept(words) }] : [];
  });
  return [
    ...onHold,
    ...placed.flatMap((one) => limitsOf(one, { ...(dose ? { dose } : {}) })),
    ...remarks,
  ];
};
