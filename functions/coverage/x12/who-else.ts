import { at, type ReadSegment, repetitions } from '../../x12/read-segment.ts';
import type { BenefitLoop } from './eligibility-loops.ts';

/** Kinds of insurance (X12 1336) that cover an infusion by themselves, where they are in force. */
const medical = [
  ...['', 'C1', 'CO', 'EP', 'GP', 'HM', 'HN', 'IN', 'IP', 'MA', 'MB', 'MC', 'MP', 'OT', 'PR', 'PS'],
  // Medicare as the second to pay: who pays first is asked for that reason (other-payers.ts).
  ...['12', '13', '14', '15', '16', '41', '42', '43', '47'],
];

/**
 * Insurance that pays for accidents, for work, for care at home, or only what Medicare leaves is no
 * coverage of the infusion by itself; nor is one whose kind nobody here knows.
 */
export const kindsBeside = (bearing: readonly BenefitLoop[]): string[] => {
  const active = bearing.filter(({ benefit }) => at(benefit, 1) === '1');
  const beside = active.filter(({ benefit }) => !medical.includes(at(benefit, 4)));
  if (active.length === 0 || beside.length < active.length) return [];
  const named = [...new Set(beside.map(({ benefit }) => at(benefit, 4)))];
  return named.map((type) =>
    type === 'QM'
      ? 'It pays only what Medicare leaves (QM).'
      : `What is active is insurance of the kind ${type}, which covers no infusion by itself.`,
  );
};

/**
 * Who may stand beside an active benefit without its being somebody else's to pay or to authorize: a
 * provider, an employer, the insured, a network, the plan before; other payers are told apart.
 */
const harmlessRoles = [
  ...['1I', '1P', '13', '36', '73', 'FA', 'GW', 'IL', 'LR', 'P3', 'P4', 'P5', 'SJ'],
  ...['PRP', 'SEP', 'TTP'],
];

const spelled = (name: string): string => name.toUpperCase().replace(/\W+/g, '');

const entitiesOf = ({ related }: BenefitLoop): ReadSegment[] =>
  related.filter(({ id }) => id === 'NM1');

/** A payer as an answer calls it. */
export type Named = { name: string; id?: string | undefined };

/** The payer itself, by its name or, whatever it is called there, by its id. */
const isPayer = (entity: ReadSegment, payers: readonly Named[]): boolean =>
  payers.some(
    ({ name, id }) =>
      (spelled(name) !== '' && spelled(at(entity, 3)) === spelled(name)) ||
      (at(entity, 1) === 'PR' && at(entity, 9) !== '' && at(entity, 9) === id),
  );

/** A manager, a vendor or an administrator that an active benefit names: it may be the one to ask. */
export const managersIn = (bearing: readonly BenefitLoop[], payers: readonly Named[]): string[] =>
  bearing
    .filter(({ benefit }) => at(benefit, 1) === '1')
    .filter((loop) =>
      entitiesOf(loop).some(
        (entity) => !harmlessRoles.includes(at(entity, 1)) && !isPayer(entity, payers),
      ),
    )
    .map(
      (loop) =>
        `Somebody else may manage or pay ${repetitions(loop.benefit, 3).join(', ') || 'the plan'}: ${entitiesAsSent(loop).join('; ')}`,
    );

/** Who an EB names in loop 2120, with the numbers at which they are reached (PER), as sent. */
export const entitiesAsSent = ({ related }: BenefitLoop): string[] =>
  related.flatMap((segment) => {
    if (segment.id === 'NM1')
      return [[at(segment, 3), at(segment, 4), at(segment, 9)].filter(Boolean).join(' ')];
    if (segment.id !== 'PER') return [];
    const reached = [3, 5, 7].flatMap((position) =>
      at(segment, position + 1) ? [`${at(segment, position)} ${at(segment, position + 1)}`] : [],
    );
    return [[at(segment, 2), ...reached].filter(Boolean).join(' ')];
  });
