import { daysBetween } from '../../platform/days.ts';
import { micro } from '../../platform/quantity.ts';
import { immunosuppressing, suppressing } from '../facts/contraindications.ts';
import {
  chestImageCodes,
  chestImageDays,
  clearChest,
  foundInChest,
  type InfectionResult,
  infectionResults,
  temperatureCodes,
  temperatureDays,
} from '../facts/infection-results.ts';
import { antiHerpes, antiInfective } from '../facts/infections.ts';
import { readResult } from '../facts/read-result.ts';
import { plain } from '../facts/result-words.ts';
import type { Finding, Observation } from '../referral.ts';
import { block, type Checked, warn } from './findings.ts';
import { medicinesTaken } from './medicine-checks.ts';

const source =
  'infection before immunosuppression: drug labels; a pharmacist confirms the table before use';
const decides =
  'Say what was done about it, or have a clinician decide whether the therapy may be given.';

type Placed = Observation & { pointer: string };

const stands = ({ status }: Observation) => status !== 'entered-in-error' && status !== 'cancelled';

/** Results under these codes that bear on the day, the newest first; one without a day counts. */
const resultsOf = (
  { submission, asOf }: Checked,
  codes: readonly string[],
  days = Number.POSITIVE_INFINITY,
): Placed[] =>
  submission.observations
    .flatMap((one, index) =>
      codes.includes(one.code) && stands(one)
        ? [{ ...one, pointer: `/observations/${index}` }]
        : [],
    )
    .filter(({ on }) => on === undefined || daysBetween(on, asOf) <= days)
    .sort((a, b) => ((a.on ?? '9999') < (b.on ?? '9999') ? 1 : -1));

/** Below what the method can measure, or nothing at all, is not found. */
const isFound = (one: Observation): 'found' | 'unclear' | 'not' => {
  const reading = readResult(one);
  if (reading.state === 'number') {
    const { micro: amount, comparator } = reading.number;
    return amount === 0n || comparator === '<' || comparator === '<=' ? 'not' : 'found';
  }
  if (reading.state === 'positive') return 'found';
  return reading.state === 'negative' || reading.state === 'not-performed' ? 'not' : 'unclear';
};

const ofRow = (row: InfectionResult, checked: Checked): Finding[] => {
  const results = resultsOf(checked, row.codes, row.days);
  // What bears for good is found once it was found; else the newest day tells, and what has no day.
  const newest = results.find(({ on }) => on)?.on;
  const told = results
    .filter(({ on }) => !row.days || !on || on === newest)
    .map((one) => ({ one, found: isFound(one) }));
  const worst =
    told.find(({ found }) => found === 'found') ?? told.find(({ found }) => found === 'unclear');
  if (!worst) return [];
  const is = worst.found === 'found' ? 'was found' : 'may be there: the result is not clear';
  return [
    {
      code: `result-${row.id}`,
      severity: row.severity,
      pointer: worst.one.pointer,
      text: `${row.title.replace(/^./, (first) => first.toUpperCase())} ${is}.`,
      fix: decides,
      source,
    },
  ];
};

const celsius = micro('38');
const fahrenheit = micro('100.4');
const mostCelsius = micro('50');

/** The newest day with a number tells, by the highest of it: one without a value hides none. */
const fever = (checked: Checked): Finding[] => {
  const told = resultsOf(checked, temperatureCodes, temperatureDays).flatMap((one) =>
    one.value && 'value' in one.value ? [{ ...one, amount: micro(one.value.value) }] : [],
  );
  // A body has from 25 to 45 degrees Celsius: a higher number is Fahrenheit, whatever its unit says.
  const isHot = (amount: bigint) => amount >= (amount > mostCelsius ? fahrenheit : celsius);
  const hot = told.find(({ on, amount }) => on === told[0]?.on && isHot(amount));
  if (!hot) return [];
  return [
    block({
      code: 'result-fever',
      pointer: hot.pointer,
      text: 'The patient had a fever in the last days.',
      fix: decides,
      source: `${source}; 38.0 °C (100.4 °F): general knowledge - verify`,
    }),
  ];
};

const denied = /\b(no|without|negative for|free of|resolved)\b[^.;]*/g;

const chestImage = (checked: Checked): Finding[] =>
  resultsOf(checked, chestImageCodes, chestImageDays)
    .slice(0, 3)
    .flatMap((one): Finding[] => {
      const { value, said = [], notes = [], pointer } = one;
      const words = plain(
        [...(value && 'coded' in value ? [value.coded] : []), ...said, ...notes].join('. '),
      );
      if (words === '') return [];
      const shown = { pointer, source, said: words.slice(0, 300) };
      if (foundInChest.test(words.replace(denied, ' ')))
        return [
          block({
            ...shown,
            code: 'chest-image-abnormal',
            text: 'An image of the chest shows what may be tuberculosis or another infection.',
            fix: decides,
          }),
        ];
      return clearChest.test(words) && !words.includes('…')
        ? []
        : [
            warn({
              ...shown,
              code: 'chest-image-unread',
              text: 'An image of the chest is told in words that are not understood here.',
              fix: 'Read it before the first dose.',
            }),
          ];
    })
    .slice(0, 1);

/** Put on the skin, into eyes or ears, or held in the mouth, it tells of no infection of the body. */
const isLocal =
  /\b(topical\w*|ointment|cream|gel|lotion|foam|shampoo|drops?|ophth\w*|otic|vaginally|vaginal (insert|suppositor\w*)|mouth ?wash|swish)\b/;
/** Taken so that there is no infection, or for what is none. */
const isPreventive =
  /prophyla|prevent|suppress|acne|rosacea|hidradenitis|three times (a|per|each) week|thrice weekly|3 ?x? ?(times )?(\/|a |per )(wk|week)|\bmwf\b|\bm\/w\/f\b|\bpjp\b|\bpcp pneumo/;

/** The antibody of complement is given under an antibiotic until the vaccines work. */
const underAntibiotics: readonly string[] = ['eculizumab', 'ravulizumab'];

/** A drug against an infection, as one that goes on or began: what it is for is asked, once. */
const underTreatment = (checked: Checked): Finding[] => {
  const id = checked.therapy?.id ?? '';
  if (!suppressing.includes(id) || underAntibiotics.includes(id)) return [];
  const treated = medicinesTaken(checked.submission).flatMap((one) => {
    const words = plain([one.name, ...(one.alsoNamed ?? []), ...(one.said ?? [])].join('. '));
    const isAgainst = antiInfective.test(words);
    const isOver = one.until !== undefined && one.until < checked.asOf;
    if (isOver || isLocal.test(words) || !(isAgainst || antiHerpes.test(words))) return [];
    return [{ ...one, words, isTold: !isAgainst || isPreventive.test(words) }];
  });
  const gravest = treated.find(({ isTold }) => !isTold) ?? treated[0];
  if (!gravest) return [];
  const shown = {
    code: 'takes-anti-infective',
    pointer: gravest.pointer,
    text: 'The patient takes a drug against infections: one may be active.',
    source,
    said: gravest.words.slice(0, 300),
  };
  return [
    gravest.isTold
      ? warn({
          ...shown,
          fix: 'See that it is taken to prevent one, or that the infection is over.',
        })
      : block({
          ...shown,
          fix: 'Say what it is taken for and when that is over, or have a clinician decide with a reason.',
        }),
  ];
};

/** Infections that results and medicines tell of, before a therapy that suppresses immunity. */
export const infectionFindings = (checked: Checked): Finding[] => {
  const id = checked.therapy?.id ?? '';
  const rows = infectionResults.filter(({ therapies }) => therapies.includes(id));
  return [
    ...rows.flatMap((row) => ofRow(row, checked)),
    ...(suppressing.includes(id) ? fever(checked) : []),
    ...(immunosuppressing.includes(id) ? chestImage(checked) : []),
    ...underTreatment(checked),
  ];
};
