import { shortened } from '../../fhir/values.ts';
import { zonedInstant } from '../../platform/zoned-time.ts';
import { MalformedX12, type ReadTransaction, readInterchange } from '../../x12/interchange.ts';
import { at, isoDate, type ReadSegment } from '../../x12/read-segment.ts';
import { granting, inTotal, unlikeDenial, unlikeLines, unlikeWords } from '../answer/agreement.ts';
import { isUsual, speaksAgainst, speaksForGrant } from '../answer/contrary-words.ts';
import type { LineAnswer, PayerAnswer } from '../payer-answer.ts';
import { readLineTrace, readSendingId } from '../request-names.ts';
import { UnreadableAnswer } from '../unreadable-answer.ts';
import { readAcknowledgement } from './read-acknowledgement.ts';
import { readErrors } from './read-errors.ts';
import { type Granted, readGrant } from './read-grant.ts';
import { readInformation } from './read-information.ts';
import {
  all,
  partsAgainst,
  partsOutOfPlace,
  type ReviewLevel,
  readReviewLevels,
  segmentAsSent,
} from './read-levels.ts';
import { readReviewParties } from './read-parties.ts';
import { type HcrReview, readHcr, takesBack } from './read-review.ts';
import { RejectedInterchange } from './rejected-interchange.ts';
import { levelKinds, purposes, reviewSet, structure } from './review-set.ts';

const oldest = '1970-01-01T00:00:00.000Z';

const messagesIn = ({ own }: ReviewLevel): string[] =>
  all(own, 'MSG')
    .map((segment) => at(segment, 1))
    .filter(Boolean);

/** Ours that are echoed (TRN01 `2`); the payer's own are not among them. */
const tracesIn = ({ own }: ReviewLevel): string[] =>
  all(own, 'TRN')
    .filter((segment) => at(segment, 1) === '2')
    .map((segment) => at(segment, 2));

/** Words that keep a decision from being acted on: beside one in total, all but those under every one. */
const unfitWords = (action: string, words: readonly string[]): string[] => {
  if (!granting.has(action))
    return action && words.some(speaksForGrant) ? ['words that speak against its code'] : [];
  const isFit = (one: string) => (inTotal.has(action) ? isUsual(one) : !speaksAgainst(one));
  return words.every(isFit) ? [] : ['a note that a person has to read'];
};

/** The days within those of the whole and of the line. */
const within = (whole: Granted, line: Granted) => {
  const [from] = [whole.from, line.from]
    .flatMap((one) => one ?? [])
    .sort()
    .reverse();
  const [through] = [whole.through, line.through].flatMap((one) => one ?? []).sort();
  return {
    ...(from ? { from } : {}),
    ...(through ? { through } : {}),
    doubts:
      from && through && through < from ? ['dates of its own beside others of the whole'] : [],
  };
};

/** The decision on the whole, and what it grants. */
type Whole = { decision: HcrReview; grant: Granted };

const lineOf = (
  level: ReviewLevel,
  sequence: number,
  { decision, grant: ofWhole }: Whole,
): LineAnswer => {
  const review = readHcr(level.own);
  const grant = readGrant(level);
  const words = messagesIn(level);
  const days = within(ofWhole, grant);
  const action = review.action ?? '';
  const strange = [...partsOutOfPlace(level), ...(granting.has(action) ? partsAgainst(level) : [])];
  const isRejected = readErrors(level).length > 0;
  const number =
    review.number ?? (granting.has(decision.action ?? '') ? decision.number : undefined);
  const placeOfService = grant.placeOfService ?? ofWhole.placeOfService;
  return {
    sequence,
    ...review,
    ...(number ? { number } : {}),
    ...(grant.units === undefined ? {} : { units: grant.units }),
    ...(grant.visits === undefined ? {} : { visits: grant.visits }),
    ...(days.from ? { from: days.from } : {}),
    ...(days.through ? { through: days.through } : {}),
    ...(placeOfService ? { placeOfService } : {}),
    codes: grant.codes,
    sites: grant.sites.length > 0 ? grant.sites : ofWhole.sites,
    ...(words.length > 0 ? { note: shortened(words.join(' '), 400) } : {}),
    changed: false,
    returned: true,
    doubts: [
      ...review.doubts,
      ...(granting.has(action) ? [...grant.doubts, ...days.doubts] : []),
      ...unfitWords(action, words),
      ...(strange.length > 0 ? ['parts that are not understood'] : []),
      ...(action && isRejected ? ['an error beside a decision'] : []),
    ],
    said: [...review.said, ...grant.said, ...words, ...strange.map(segmentAsSent)],
  };
};

/** The services of the answer: those that bear a trace number of ours, and those that bear none. */
const servicesIn = (levels: readonly ReviewLevel[]) => {
  const services = levels.filter(({ kind }) => kind === levelKinds.service);
  const traced = services.map((level) => ({
    level,
    traces: [
      ...new Map(
        tracesIn(level)
          .flatMap((trace) => readLineTrace(trace) ?? [])
          .map((one) => [JSON.stringify(one), one] as const),
      ).values(),
    ],
  }));
  return {
    ours: traced.flatMap(({ level, traces: [trace, ...more] }) =>
      trace ? [{ level, trace, isMistraced: more.length > 0 }] : [],
    ),
    strays: traced.filter(({ traces }) => traces.length === 0).map(({ level }) => level),
  };
};

const aboutOf = (
  bht: ReadSegment | undefined,
  levels: readonly ReviewLevel[],
): PayerAnswer['about'] => {
  const names = [
    at(bht, 3),
    ...levels.filter(({ kind }) => kind === levelKinds.event).flatMap(tracesIn),
  ];
  const sendings = names.flatMap((name) => readSendingId(name) ?? []);
  const traced = servicesIn(levels).ours.map(({ trace: { authorizationId } }) => authorizationId);
  const named = new Set(sendings.map(({ authorizationId }) => authorizationId));
  const about = [
    ...sendings.map(({ authorizationId, number }) => ({ authorizationId, sending: number })),
    ...traced
      .filter((authorizationId) => !named.has(authorizationId))
      .map((authorizationId) => ({ authorizationId })),
  ];
  return [...new Map(about.map((one) => [JSON.stringify(one), one])).values()];
};

/** BHT04 and BHT05, by the clocks of the payer. */
const answeredAt = (bht: ReadSegment | undefined, zone: string): string => {
  const [, hours, minutes, seconds = '00'] = /^(\d\d)(\d\d)(\d\d)?/.exec(at(bht, 5)) ?? [];
  const date = isoDate(at(bht, 4));
  if (!date || !hours || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59)
    return oldest;
  return new Date(zonedInstant(`${date}T${hours}:${minutes}:${seconds}`, zone)).toISOString();
};

/** BHT06: nothing more follows, or something does. */
const last = '18';
const moreFollows = '19';

const unfitType = (type: string, actions: readonly string[]): string[] => {
  if (type === '' || type === last) return [];
  if (type !== moreFollows) return [`type ${type} of the answer`];
  return actions.length > 0 && !actions.includes('A4') ? ['more that is to follow'] : [];
};

type Read = {
  set: ReadTransaction;
  isTest: boolean;
  levels: readonly ReviewLevel[];
  zone: string;
  /** The codes of an acknowledgement that rejects the request which this answers. */
  rejectedBecause?: string | undefined;
};

const nothingGranted: Granted = { codes: [], sites: [], doubts: [], said: [] };

const answerOf = ({ set, isTest, levels, zone, rejectedBecause }: Read): PayerAnswer => {
  const [bht] = set.segments;
  const [event, ...moreEvents] = levels.filter(({ kind }) => kind === levelKinds.event);
  const decision = readHcr(event?.own ?? []);
  const grant = event ? readGrant(event) : nothingGranted;
  const { ours, strays } = servicesIn(levels);
  const lines = ours.map(({ level, trace, isMistraced }) => {
    const line = lineOf(level, trace.sequence, { decision, grant });
    const isTwofold = ours.filter((one) => one.trace.sequence === trace.sequence).length > 1;
    return {
      ...line,
      doubts: [
        ...line.doubts,
        ...(isMistraced ? ['the trace number of another line'] : []),
        ...(isTwofold ? ['another answer to the same line'] : []),
      ],
    };
  });
  const isPending = [decision, ...lines].some(({ action }) => action === 'A4');
  const information = [
    ...(event ? readInformation(event, { isPending }) : []),
    ...ours.flatMap(({ level, trace }) =>
      readInformation(level, {
        isPending: readHcr(level.own).action === 'A4',
        line: trace.sequence,
      }),
    ),
  ];
  const actions = [...lines.map(({ action }) => action), decision.action].flatMap(
    (one) => one ?? [],
  );
  const errorsAbove = levels
    .filter(({ kind }) => kind !== levelKinds.service)
    .flatMap((level) => readErrors(level));
  const errors = [
    ...errorsAbove,
    ...ours.flatMap(({ level, trace }) => readErrors(level, trace.sequence)),
    ...strays.flatMap((level) => readErrors(level)),
  ];
  const words = event ? messagesIn(event) : [];
  const saidOfWhole = [...decision.said, ...grant.said].join('; ');
  const isGranted = actions.some((action) => granting.has(action));
  const strange = levels
    .filter(({ kind }) => kind !== levelKinds.service)
    .flatMap((level) => [...partsOutOfPlace(level), ...(isGranted ? partsAgainst(level) : [])]);
  const about = aboutOf(bht, levels);
  const doubts = [
    ...(isTest ? ['the mark of a test'] : []),
    ...(rejectedBecause ? ['a rejection of the request beside it'] : []),
    ...unfitType(at(bht, 6), actions),
    ...decision.doubts,
    ...(isGranted ? grant.doubts : []),
    ...(isGranted && event && all(event.own, 'HSD').length > 0 ? ['an amount for the whole'] : []),
    ...(isGranted && event && takesBack(event.own) ? ['a grant of taking it back'] : []),
    ...(moreEvents.length > 0 ? ['more than one answer'] : []),
    ...(strays.length > 0 ? ['a line that was not asked for'] : []),
    ...(strange.length > 0 ? ['parts that are not understood'] : []),
    ...(actions.length > 0 && errorsAbove.length > 0 ? ['an error'] : []),
    ...(decision.action && errors.length > 0 ? ['an error beside a decision'] : []),
    ...(new Set(about.map(({ authorizationId }) => authorizationId)).size > 1
      ? ['the names of several requests']
      : []),
    ...unlikeLines(decision, lines),
    ...unlikeWords(actions, words),
    ...unlikeDenial(actions, words),
  ];
  return {
    about,
    at: answeredAt(bht, zone),
    lines: askedAbout(information, lines),
    ...(decision.action
      ? {
          header: {
            ...grant,
            ...decision,
            said: [...decision.said, ...words],
            sequence: 0,
            codes: [],
            changed: false,
          },
        }
      : {}),
    added: strays.map(({ own }) => own.map(segmentAsSent).join('; ')),
    doubts: [...new Set(doubts)],
    errors,
    words: [
      ...(doubts.length > 0 ? [`The answer has ${[...new Set(doubts)].join(', ')}.`] : []),
      ...(rejectedBecause ? [`Rejected: ${rejectedBecause}`] : []),
      ...errors.map(({ said }) => said),
      ...(saidOfWhole && (decision.action || doubts.length > 0)
        ? [`For the whole: ${saidOfWhole}`]
        : []),
      ...words,
      ...moreEvents.map(({ own }) => `Another answer: ${own.map(segmentAsSent).join('; ')}`),
      ...strange.map(segmentAsSent),
      ...strays.map(
        ({ own }) => `A line that was not asked for: ${own.map(segmentAsSent).join('; ')}`,
      ),
    ]
      .map((one) => shortened(one.trim(), 400))
      .filter(Boolean)
      .slice(0, 12),
    information,
    parties: readReviewParties(levels),
  };
};

/** A line about which the payer still asks is not granted, whatever its code says. */
const askedAbout = (
  information: PayerAnswer['information'],
  lines: readonly LineAnswer[],
): LineAnswer[] => {
  const isAnyWaiting = lines.some(({ action }) => action === 'A4' || action === 'CT');
  return lines.map((line) =>
    line.action &&
    granting.has(line.action) &&
    information.some((one) => (one.line === undefined ? !isAnyWaiting : one.line === line.sequence))
      ? { ...line, doubts: [...line.doubts, 'a request for information about it'] }
      : line,
  );
};

/** Taken in, and nothing decided: a person reads that, and no line counts as anything. */
const takenIn = (because: string): PayerAnswer => ({
  ...{ about: [], at: oldest, lines: [], added: [], errors: [], information: [] },
  doubts: ['no decision in it'],
  words: [`The payer acknowledged the request (${because}) and decided nothing.`],
});

/** Segments out of which a person can make something. */
const telling = ['HCR', 'AAA', 'MSG', 'REF', 'DTP', 'SV1', 'HSD', 'PWK'];

/** An answer that names a request of ours and does not hold together: a person reads what it says. */
const unread = ({ segments }: ReadTransaction, because: string): PayerAnswer => ({
  ...takenIn(''),
  about: aboutOf(segments[0], []),
  doubts: ['parts that cannot be read'],
  words: [
    `The answer cannot be read (${because}).`,
    shortened(
      segments
        .filter(({ id }) => telling.includes(id))
        .map(segmentAsSent)
        .join('; '),
      400,
    ),
  ].filter(Boolean),
});

const read = (text: string, zone: string): PayerAnswer => {
  const { transactions, acknowledgements, isTest } = readInterchange(text);
  const [set, ...more] = transactions.filter(({ code }) => code === reviewSet.code);
  const acknowledged = readAcknowledgement(transactions, acknowledgements);
  const rejectedBecause = acknowledged?.isRejected ? acknowledged.because : undefined;
  if (!set && rejectedBecause) throw new RejectedInterchange(rejectedBecause);
  if (!set && acknowledged) return takenIn(acknowledged.because);
  if (!set || more.length > 0) throw new MalformedX12('not-one-278');
  const [bht] = set.segments;
  if (set.version !== reviewSet.version) throw new MalformedX12('version');
  if (bht?.id !== 'BHT' || at(bht, 1) !== structure || at(bht, 2) !== purposes.response)
    throw new MalformedX12('bht');
  try {
    const levels = readReviewLevels(set.segments.slice(1));
    return answerOf({ set, isTest, levels, zone, rejectedBecause });
  } catch (error) {
    if (!(error instanceof MalformedX12) || aboutOf(bht, []).length === 0) throw error;
    return unread(set, error.message);
  }
};

/**
 * Reads what a payer says of a request in a 278 (005010X217), or in the acknowledgement that comes in its
 * place. Its times are by the clocks of `zone`.
 *
 * @throws RejectedInterchange where the request was not taken in; UnreadableAnswer for anything else but
 * one 278.
 */
export const readReviewResponse = (text: string, zone: string): PayerAnswer => {
  try {
    return read(text, zone);
  } catch (error) {
    if (error instanceof MalformedX12) throw new UnreadableAnswer(error.message);
    throw error;
  }
};
