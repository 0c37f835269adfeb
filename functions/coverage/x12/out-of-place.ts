import { lookup } from '../../platform/lookup.ts';
import { at, type ReadSegment } from '../../x12/read-segment.ts';
import { isContraryMessage } from './benefit-words.ts';
import type { BenefitLoop, Level } from './eligibility-loops.ts';

/** What may stand at a level before its benefits, by its kind: loops 2000A to 2100D of 005010X279A1. */
const atLevels = lookup<readonly string[]>({
  '20': ['AAA', 'NM1', 'PER'],
  '21': ['NM1', 'REF', 'N3', 'N4', 'PER', 'AAA', 'PRV'],
  '22': ['TRN', 'NM1', 'REF', 'N3', 'N4', 'AAA', 'PRV', 'DMG', 'INS', 'HI', 'DTP', 'MPI'],
  '23': ['TRN', 'NM1', 'REF', 'N3', 'N4', 'AAA', 'PRV', 'DMG', 'INS', 'HI', 'DTP', 'MPI'],
});
/** What may stand behind a benefit, and between LS and LE: loops 2110, 2115 and 2120. */
const behindBenefit = ['HSD', 'REF', 'DTP', 'AAA', 'MSG', 'III'];
const ofRelated = ['NM1', 'N3', 'N4', 'PER', 'PRV'];

const strangeIn = ({ segments, related }: BenefitLoop): ReadSegment[] => [
  ...segments.filter(({ id }) => !behindBenefit.includes(id)),
  ...related.filter(({ id }) => !ofRelated.includes(id)),
];

/** What a level says once of whom it is about: a name, a birth date, what kind of member. */
const saidOnce = ['NM1', 'DMG', 'INS'];
/** NM101 of a member: the insured, or a dependent. */
const ofMember = ['IL', '03'];

/** What is said a second time of one person: nobody can tell which of the two is the member. */
const saidTwice = (segments: readonly ReadSegment[]): ReadSegment[] => {
  const once = segments.filter(
    (segment) =>
      saidOnce.includes(segment.id) && (segment.id !== 'NM1' || ofMember.includes(at(segment, 1))),
  );
  return once.filter((segment) => once.find(({ id }) => id === segment.id) !== segment);
};

/** What a number is called (REF03) may say more of the plan than any benefit: that it was terminated. */
const isContraryNumber = (segment: ReadSegment): boolean =>
  segment.id === 'REF' && isContraryMessage(at(segment, 3));

/** INS03 is `001`, a change, or left out; INS12 is a day of death. Anything else ends or moves a membership. */
const isOtherMembership = (segment: ReadSegment): boolean =>
  segment.id === 'INS' && (!['', '001'].includes(at(segment, 3)) || at(segment, 12) !== '');

/** Whose benefits are told: a payer and a provider have none. */
const hasBenefits = (kind: string): boolean => kind === '22' || kind === '23';

/**
 * What stands at these levels where the standard has no place for it, as sent: a message before the first
 * benefit, a name behind the last one, another name for the same member, or a segment that nobody here knows
 * may each say what no benefit does.
 */
export const outOfPlace = (levels: readonly Level[]): string[] =>
  levels
    .flatMap(({ kind, segments, benefits }) => [
      ...segments.filter(({ id }) => !atLevels[kind]?.includes(id)),
      ...(hasBenefits(kind)
        ? [
            ...saidTwice(segments),
            ...segments.filter(isOtherMembership),
            ...[...segments, ...benefits.flatMap((one) => one.segments)].filter(isContraryNumber),
            ...benefits.flatMap(strangeIn),
          ]
        : benefits.map(({ benefit }) => benefit)),
    ])
    .map(({ id, elements }) => [id, ...elements].join(' ').replace(/\s+/g, ' ').trim())
    .map((said) => `It says what nobody here reads: ${said}`);
