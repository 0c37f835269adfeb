import { askApi } from '../api/call.ts';
import { Problem, tellProblem } from '../api/problem.ts';
import type { HoldRow } from '../api/queries.ts';

type Told = { name?: string };

/** Who has a hold by now, as a refusal tells it. */
const whoHas = ({ facts }: Problem): string => {
  const { name } = (facts.assignee ?? {}) as Told;
  return facts.assignee
    ? `${name ?? 'Somebody'} took it meanwhile.`
    : 'It was given back meanwhile.';
};

const whoEnded = ({ facts }: Problem): string => {
  const { by } = (facts.ended ?? {}) as { by?: Told };
  return by?.name ? `${by.name} resolved it meanwhile.` : 'It has ended meanwhile.';
};

/**
 * Gives a hold to somebody, unless another has it by now than the row says.
 *
 * @param to the id of a person
 * @returns whether it was given, and what to tell if it was not
 */
export const give = async (
  { holdId, assignee }: Pick<HoldRow, 'holdId' | 'assignee'>,
  to: string,
): Promise<{ given: boolean; says: string }> => {
  try {
    await askApi('POST /holds/{holdId}/assignment', {
      path: { holdId },
      body: { assignee: to, expected: assignee ?? null },
    });
    return { given: true, says: '' };
  } catch (error) {
    if (!(error instanceof Problem)) return { given: false, says: tellProblem(error) };
    if (error.code === 'hold-already-taken') return { given: false, says: whoHas(error) };
    if (error.code === 'hold-already-ended') return { given: false, says: whoEnded(error) };
    return { given: false, says: error.message };
  }
};
