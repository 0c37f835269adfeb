import type {
  CriterionTurn,
  Replayed,
} from '../../functions/authorization/criteria/replay-pack.ts';
import type { PolicyPack } from '../../functions/payer/pack.ts';
import { wrapped } from '../../local/desk/wrapped.ts';

/** A past question, and what it would have come to. */
export type ReplayedCase = {
  referralId: string;
  authorizationId?: string | undefined;
  on: string;
  therapyId: string;
  setting: string;
  /** Judged by the order as it is today, for nobody wrote down which one it was. */
  byOrderOfToday: boolean;
  replayed: Replayed;
};

export type Replay = {
  pack: PolicyPack;
  payerId: string;
  /** How many questions to the payer are on record, and of which referrals they cannot be read. */
  asked: number;
  notReadable: readonly string[];
  /** Those that the policy is about. */
  cases: readonly ReplayedCase[];
};

const answers: Readonly<Record<Replayed['was'], string>> = {
  met: 'met',
  unknown: 'not all known',
  'not-met': 'not met',
  'no-policy': 'no policy',
};

/** What a request of that answer waits for. */
const waits: Readonly<Record<Replayed['was'], string>> = {
  met: 'goes at once',
  unknown: 'waits for what is lacking',
  'not-met': 'waits for an exception, or another way',
  'no-policy': 'goes at once',
};

const count = (number: number, what: string): string =>
  `${number} ${what}${number === 1 ? '' : 's'}`;

const differenceText = ({ id, was, is }: CriterionTurn): string => {
  if (!is) return wrapped(`${id}: is not asked for any more.`, '    - ', '      ');
  if (!was) return wrapped(`${id}: is new. ${is.text}`, '    + ', '      ');
  return [
    wrapped(`${id}:`, '    ~ ', '      '),
    wrapped(was.text, '      was  ', '           '),
    wrapped(is.text, '      is   ', '           '),
  ].join('\n');
};

const caseText = ({ replayed, ...of }: ReplayedCase): string =>
  [
    `  ${of.authorizationId ?? of.referralId}, ${of.therapyId} (${of.setting}), asked on ${of.on}`,
    ...(of.byOrderOfToday
      ? ['      by the order as it is today: which one it was is not on record']
      : []),
    ...replayed.differences.map(differenceText),
  ].join('\n');

const isOtherwise = ({ replayed: { was, is } }: ReplayedCase): boolean => was !== is;
const hasDifferences = ({ replayed: { differences } }: ReplayedCase): boolean =>
  differences.length > 0;

/** Cases that turn in the same way, under a line that says how. */
const turned = (cases: readonly ReplayedCase[]): string[] => {
  const ways = new Map<string, ReplayedCase[]>();
  for (const one of cases.filter(isOtherwise)) {
    const { was, is } = one.replayed;
    const way = `${answers[was]} before, ${answers[is]} with the change: ${waits[is]}`;
    ways.set(way, [...(ways.get(way) ?? []), one]);
  }
  return [...ways].map(([way, of]) =>
    [`${count(of.length, 'request')}: ${way}`, ...of.map(caseText)].join('\n'),
  );
};

/** What a changed policy would have done, laid out for a terminal of a hundred columns. */
export const layOutReplay = ({ pack, payerId, asked, notReadable, cases }: Replay): string => {
  const otherwise = cases.filter(isOtherwise).length;
  const worded = cases.filter((one) => !isOtherwise(one) && hasDifferences(one));
  const same = cases.length - otherwise - worded.length;
  return `${[
    [
      `${pack.id}, from ${pack.from}, of ${payerId}`,
      `${count(asked, 'question')} to this payer on record, ${cases.length} of them about the policy:`,
      `  ${otherwise} would come to another answer`,
      `  ${worded.length} would come to the same answer by other criteria`,
      `  ${same} would stand as they did`,
      ...(notReadable.length > 0
        ? [wrapped(`Not readable, look yourself: ${notReadable.join(', ')}`, '  ', '  ')]
        : []),
    ].join('\n'),
    ...turned(cases),
    ...(worded.length > 0
      ? [['The same answer, by other criteria', ...worded.map(caseText)].join('\n')]
      : []),
  ].join('\n\n')}\n`;
};
