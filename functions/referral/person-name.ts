import type { PatientClaimed } from './referral.ts';

type Name = PatientClaimed['name'];

/** What tells generations of one name apart; all else behind a name is a degree or a title. */
const generation = /^(?:jr|sr|ii|iii|iv)\.?$/i;

/**
 * A name with what tells generations apart in its own place, where payers expect it: at the end of
 * the family name, or sent as a suffix.
 */
export const separateSuffix = (
  { given, middle, family, suffix }: Name,
  sent: readonly string[] = [],
): Name => {
  const words = family.trim().split(/[\s,]+/);
  const last = words.at(-1) ?? '';
  const atEnd = words.length > 1 && generation.test(last);
  const found = suffix ?? sent.find((one) => generation.test(one.trim()))?.trim();
  const kept = found ?? (atEnd ? last : undefined);
  return {
    given,
    ...(middle ? { middle } : {}),
    family: atEnd
      ? family
          .trim()
          .slice(0, -last.length)
          .replace(/[\s,]+$/, '')
      : family,
    ...(kept ? { suffix: kept } : {}),
  };
};

/** All given names as one text: persons are compared by all that is known of them. */
export const allGiven = ({ given, middle }: Name): string =>
  [given, middle].filter(Boolean).join(' ');

/** The whole name as people write it. */
export const wholeName = ({ given, middle, family, suffix }: Name): string =>
  [given, middle, family, suffix].filter(Boolean).join(' ');
