import type * as z from 'zod';
import { shortened } from '../../fhir/values.ts';
import { granting, inTotal } from '../answer/agreement.ts';
import { isUsual, speaksAgainst } from '../answer/contrary-words.ts';
import type { LineAnswer } from '../payer-answer.ts';
import { readLineTrace } from '../request-names.ts';
import { extensions } from './codes.ts';
import { requestedDates } from './echoes.ts';
import { detailOf, firstAmount, grantOf, nothing } from './grant.ts';
import type { ResponseContext } from './response-context.ts';
import type { AddItem, Item } from './response-form.ts';
import { amountAsSent, daysWithin, find } from './response-values.ts';
import { type Review, readReview } from './review.ts';

const differs = <T>(one: T | undefined, other: T | undefined): boolean =>
  one !== undefined && other !== undefined && one !== other;

/** The trace number is ours and names another line than the one it stands at. */
const isMistraced = ({ extension = [], itemSequence }: z.infer<typeof Item>): boolean =>
  extension
    .filter(({ url }) => url === extensions.itemTraceNumber)
    .map(({ valueIdentifier }) => readLineTrace(valueIdentifier?.value ?? ''))
    .some((trace) => trace !== undefined && trace.sequence !== itemSequence);

type Adds = readonly z.infer<typeof AddItem>[];

/** What changes the meaning of the line, or parts it further than anybody here asked. */
const modified = (one: Pick<z.infer<typeof Item>, 'modifierExtension' | 'detail'>): string[] => [
  ...(one.modifierExtension?.length ? ['an extension that may change its meaning'] : []),
  ...(one.detail?.length ? ['parts of its own'] : []),
];

/** Actions beside which an added item may say what was certified. */
const takesAddition = new Set(['A1', 'A2', 'A6']);

/** How the added items of a line fit what is said of it: certified as it now stands, or not at all. */
const misfits = (own: Review, inAdd: Review, [add, ...more]: Adds): string[] => {
  if (!add) return [];
  return [
    ...(more.length > 0 ? ['more than one addition'] : []),
    ...((add.itemSequence?.length ?? 0) > 1 ? ['an addition for several lines'] : []),
    ...((inAdd.action ?? 'A1') === 'A1' || inAdd.action === own.action
      ? []
      : ['an addition that is decided otherwise']),
    ...(own.action !== undefined && takesAddition.has(own.action)
      ? []
      : ['an addition to a line that is not granted']),
    ...(differs(own.number, inAdd.number) ? ['two numbers'] : []),
  ];
};

const notesOf = (numbers: readonly number[], { notes }: ResponseContext): string[] =>
  numbers.flatMap((one) => notes.get(one) ?? []);

/** Notes that keep a grant from being acted on: beside one in total, all but those under every one. */
const isAgainst = (action: string | undefined, notes: readonly string[]): boolean =>
  action !== undefined &&
  granting.has(action) &&
  !notes.every((note) => (inTotal.has(action) ? isUsual(note) : !speaksAgainst(note)));

/** One line, with the added items that change it: at most one of them can be acted on. */
export const readLineAnswer = (
  item: z.infer<typeof Item>,
  adds: Adds,
  context: ResponseContext,
): LineAnswer => {
  const [add, ...more] = adds.filter(({ itemSequence }) =>
    itemSequence?.includes(item.itemSequence),
  );
  const own = readReview(item.adjudication);
  const inAdd = readReview(add?.adjudication);
  const { amount: besideAmount, ...beside } = detailOf(item.extension, context);
  const { amount, ...instead } = add ? grantOf(add, context) : nothing;
  const action = own.action ?? inAdd.action;
  const number = own.number ?? inAdd.number;
  const reference = find(item.extension, extensions.administrationReferenceNumber)?.valueString;
  const noteNumbers = [...(item.noteNumber ?? []), ...(add?.noteNumber ?? [])];
  const notes = notesOf(noteNumbers, context);
  const note = notes.join(' ');
  const days = daysWithin(beside, instead);
  const asked = {
    ...context.claimed.get(item.itemSequence),
    ...requestedDates(item.extension),
  };
  const isGrant = action !== undefined && granting.has(action);
  return {
    ...(days.from ? { from: days.from } : {}),
    ...(days.through ? { through: days.through } : {}),
    ...(instead.placeOfService ? { placeOfService: instead.placeOfService } : {}),
    ...firstAmount(amount, besideAmount),
    ...(add ? { beside: besideAmount } : {}),
    ...(Object.keys(asked).length > 0 ? { asked } : {}),
    sequence: item.itemSequence,
    ...(action ? { action } : {}),
    ...(number ? { number } : {}),
    ...(reference ? { reference: reference.slice(0, 60) } : {}),
    reasons: [...new Set([...own.reasons, ...inAdd.reasons])],
    codes: instead.codes.length > 0 ? instead.codes : beside.codes,
    sites: [...beside.sites, ...instead.sites],
    ...(note ? { note: shortened(note, 400) } : {}),
    changed: add !== undefined,
    doubts: [
      ...modified(item),
      ...(add ? modified(add) : []),
      ...own.doubts,
      ...inAdd.doubts,
      ...beside.doubts,
      ...instead.doubts,
      ...(days.unclear ? ['dates that cannot be read'] : []),
      ...misfits(own, inAdd, add ? [add, ...more] : []),
      ...(isMistraced(item) ? ['the trace number of another line'] : []),
      ...(isAgainst(action, notes) ? ['a note that a person has to read'] : []),
      ...(isGrant && noteNumbers.some((one) => !context.notes.has(one))
        ? ['a note that is not in the answer']
        : []),
    ],
    said: [
      ...own.said,
      ...beside.said,
      ...(reference ? [`reference ${reference}`] : []),
      ...(add ? [`instead: ${[...inAdd.said, ...instead.said].join('; ')}`] : []),
      ...(note ? [note] : []),
    ],
  };
};

/** An added item that belongs to none of the lines, as sent. */
export const additionAsSent = (
  { productOrService, quantity, adjudication, itemSequence }: z.infer<typeof AddItem>,
  describe: (concept: typeof productOrService) => string,
): string =>
  [
    itemSequence?.length ? `for line ${itemSequence.join(', ')}` : '',
    describe(productOrService),
    quantity ? amountAsSent(quantity) : '',
    ...readReview(adjudication).said,
  ]
    .filter(Boolean)
    .join('; ');
