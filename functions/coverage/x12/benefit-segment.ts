import { lookup } from '../../platform/lookup.ts';
import { at, components, repetitions } from '../../x12/read-segment.ts';
import type { Benefit, BenefitKind } from '../benefit.ts';
import type { BenefitLoop } from './eligibility-loops.ts';
import { datesIn } from './plan-dates.ts';

/** X12 1390, as far as coverage and cost turn on it. */
const kinds = lookup<BenefitKind>({
  '1': 'active',
  '2': 'active',
  '3': 'active',
  '4': 'active',
  '5': 'active',
  '6': 'inactive',
  '7': 'inactive',
  '8': 'inactive',
  A: 'coinsurance',
  B: 'copay',
  C: 'deductible',
  F: 'limit',
  G: 'out-of-pocket',
  I: 'not-covered',
});

/** X12 615. */
const periods = lookup<string>({
  '23': 'year',
  '24': 'year-to-date',
  '25': 'contract',
  '27': 'visit',
  '29': 'remaining',
  '32': 'lifetime',
  '33': 'lifetime-remaining',
});

/** A decimal as text times ten to the power `of`, exactly; undefined where that is no whole number. */
const scaled = (text: string, of: number): number | undefined => {
  const match = /^(\d{0,9})(?:\.(\d{0,6}))?$/.exec(text);
  if (!match || (!match[1] && !match[2])) return undefined;
  const fraction = (match[2] ?? '').padEnd(of, '0');
  if (/[1-9]/.test(fraction.slice(of))) return undefined;
  return Number(match[1] || '0') * 10 ** of + Number(fraction.slice(0, of));
};

/** A share as a decimal: `.2` is a fifth. Above the whole, nobody knows what was meant. */
const shareOf = (text: string): number | undefined => {
  const basisPoints = scaled(text, 4);
  return basisPoints !== undefined && basisPoints <= 10_000 ? basisPoints : undefined;
};

const flag = (code: string): boolean | undefined =>
  code === 'Y' ? true : code === 'N' ? false : undefined;

/** Places of service to which the benefit is limited: III with ZZ in loop 2115. */
const placesOf = ({ segments }: BenefitLoop): string[] =>
  segments
    .filter((segment) => segment.id === 'III' && at(segment, 1) === 'ZZ')
    .map((segment) => at(segment, 2).slice(0, 2))
    .filter(Boolean);

/**
 * What one EB says; undefined for kinds that neither coverage nor cost turns on.
 *
 * @param on the day that was asked about
 */
export const readBenefit = (loop: BenefitLoop, on: string): Benefit | undefined => {
  const { benefit: segment } = loop;
  const kind = kinds[at(segment, 1)];
  if (!kind) return undefined;
  const level = at(segment, 2);
  const cents = scaled(at(segment, 7), 2);
  const basisPoints = shareOf(at(segment, 8));
  const period = periods[at(segment, 6)];
  const authorizationNeeded = flag(at(segment, 11));
  const inNetwork = flag(at(segment, 12));
  const [, procedure] = components(segment, 13);
  const insuranceType = at(segment, 4).slice(0, 3);
  return {
    kind,
    serviceTypes: repetitions(segment, 3),
    ...(insuranceType ? { insuranceType } : {}),
    ...datesIn(loop.segments, on),
    ...(procedure ? { procedure: procedure.slice(0, 48) } : {}),
    placesOfService: placesOf(loop),
    ...(cents === undefined ? {} : { cents }),
    ...(basisPoints === undefined ? {} : { basisPoints }),
    ...(period ? { period } : {}),
    ...(level ? { individual: level === 'IND' } : {}),
    ...(authorizationNeeded === undefined ? {} : { authorizationNeeded }),
    ...(inNetwork === undefined ? {} : { inNetwork }),
  };
};
