import { isInForce } from '../../payer/dated-row.ts';
import type { PolicyPack } from '../../payer/pack.ts';
import type { Payer } from '../../payer/payer.ts';
import type { Determination } from '../../platform/determination.ts';
import {
  answerOf,
  type CriteriaAnswer,
  criteriaDetermination,
  judgeCriteria,
  type RequestAsked,
} from './judge-packs.ts';
import type { CriterionStanding } from './standing.ts';

/** What was asked of a payer once, and how its policies stood then; undefined where it had none. */
export type PastCase = Omit<RequestAsked, 'payer'> & { before: Determination | undefined };

type Standing = CriterionStanding['standing'];

/** A criterion that stands otherwise by the changed policy, in words for a person. */
export type CriterionTurn = {
  id: string;
  was?: { standing: Standing; text: string };
  is?: { standing: Standing; text: string };
};

export type Replayed = {
  was: CriteriaAnswer | 'no-policy';
  is: CriteriaAnswer | 'no-policy';
  differences: CriterionTurn[];
};

type Told = { id: string; standing: Standing; text: string };

/** The criteria of a determination on record; facts and reasons are of one order. */
const recorded = (told: Determination | undefined): Told[] => {
  const criteria = told?.facts.criteria;
  if (!told || !Array.isArray(criteria)) return [];
  return (criteria as { id: string; standing: Standing }[]).map(({ id, standing }, index) => ({
    id,
    standing,
    text: told.reasons[index]?.text ?? '',
  }));
};

/** How the criteria stand by the payer's policies of that day with one of them changed. */
const judgedAnew = (
  pack: PolicyPack,
  payer: Pick<Payer, 'packs'>,
  { before: _, ...asked }: PastCase,
): Told[] => {
  const others = payer.packs.filter((one) => one.id !== pack.id && isInForce(one, asked.on));
  // Whenever it will begin to hold: what is asked is what it would have come to.
  const anew: PolicyPack = { ...pack, from: asked.on, through: undefined };
  const isAsked = (one: PolicyPack) => asked.lines.length > 0 || one.heldAgainst === 'claim';
  const packs = [...others, anew].filter(isAsked);
  const judged = judgeCriteria({ ...asked, payer: { packs } });
  const { setting, on } = asked;
  const reasons = criteriaDetermination(judged, {
    therapyId: asked.therapy.id,
    setting,
    on,
  })?.reasons;
  return judged.map(({ id, standing }, index) => ({
    id,
    standing,
    text: reasons?.[index]?.text ?? '',
  }));
};

const answer = (told: readonly Told[]): Replayed['was'] =>
  told.length === 0 ? 'no-policy' : answerOf(told);

/**
 * A past question put to a changed policy: what it would have come to, and by which criteria. What other
 * policies of the payer asked is taken as it stood then. Undefined where nothing of it is about the policy.
 */
export const replayPack = (
  pack: PolicyPack,
  payer: Pick<Payer, 'packs'>,
  past: PastCase,
): Replayed | undefined => {
  const isOwn = ({ id }: Pick<Told, 'id'>) => id.startsWith(`${pack.id}/`);
  const before = recorded(past.before);
  const anew = judgedAnew(pack, payer, past);
  if (!before.some(isOwn) && !anew.some(isOwn)) return undefined;
  const known = new Map(before.map((one) => [one.id, one]));
  const after = anew.map((one) => (isOwn(one) ? one : (known.get(one.id) ?? one)));
  const stands = new Map(after.map((one) => [one.id, one]));
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  const differences = ids.flatMap((id): CriterionTurn[] => {
    const [was, is] = [known.get(id), stands.get(id)];
    if (was?.standing === is?.standing && was?.text === is?.text) return [];
    return [{ id, ...(was ? { was: wordsOf(was) } : {}), ...(is ? { is: wordsOf(is) } : {}) }];
  });
  return { was: answer(before), is: answer(after), differences };
};

const wordsOf = ({ standing, text }: Told) => ({ standing, text });
