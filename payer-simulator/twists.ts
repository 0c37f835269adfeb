import { list, object, type UncheckedJson } from './json.ts';
import type { Twist } from './scenarios.ts';

type Twisting = (response: UncheckedJson) => UncheckedJson;

/** Changes every adjudication of every line. */
const atLines =
  (change: (adjudication: UncheckedJson[]) => UncheckedJson[]): Twisting =>
  (response) => ({
    ...response,
    item: list(response.item).map((item) => ({
      ...item,
      adjudication: change(list(item.adjudication)),
    })),
  });

const withoutNumbers = (adjudication: UncheckedJson[]): UncheckedJson[] =>
  adjudication.map((one) => ({
    ...one,
    extension: list(one.extension).map((review) => ({
      ...review,
      extension: list(review.extension).filter(({ url }) => url !== 'number'),
    })),
  }));

const renumbered = (adjudication: UncheckedJson[]): UncheckedJson[] =>
  JSON.parse(JSON.stringify(adjudication).replaceAll('"valueString":"PA', '"valueString":"PB'));

const twists: Readonly<Record<Exclude<Twist, 'bare'>, Twisting>> = {
  'entered-in-error': (response) => ({ ...response, status: 'entered-in-error' }),
  predetermination: (response) => ({ ...response, use: 'predetermination' }),
  'with-error': (response) => ({
    ...response,
    error: [
      {
        code: {
          coding: [{ system: 'https://codesystem.x12.org/005010/901', code: '33' }],
          text: 'The group number was not found.',
        },
      },
    ],
  }),
  'header-only': ({ item, ...response }) => ({
    ...response,
    adjudication: list(list(item)[0]?.adjudication),
  }),
  'no-number': atLines(withoutNumbers),
  'two-numbers': atLines((adjudication) => [...adjudication, ...renumbered(adjudication)]),
  'other-patient': (response) => ({ ...response, patient: { display: 'Otherman, Bob' } }),
  'denied-elsewhere': (response) => ({
    ...response,
    extension: JSON.parse(
      JSON.stringify(
        list(object(list(list(response.item)[0]?.adjudication)[0]).extension),
      ).replaceAll('"A1"', '"A3"'),
    ),
  }),
  'with-condition': (response) => ({
    ...response,
    processNote: [{ number: 1, text: 'Approved for the first dose. Ship from RxCo.' }],
  }),
  'missing-line': (response) => ({ ...response, item: list(response.item).slice(0, -1) }),
};

/** An answer that contradicts itself, lacks something, or comes without its bundle and its hour. */
export const twisted = (bundle: UncheckedJson, twist: Twist | undefined): UncheckedJson => {
  if (!twist) return bundle;
  const [first, ...rest] = list(bundle.entry);
  const response = object(first?.resource);
  if (twist === 'bare') return { ...response, created: String(response.created).slice(0, 10) };
  return { ...bundle, entry: [{ ...first, resource: twists[twist](response) }, ...rest] };
};
