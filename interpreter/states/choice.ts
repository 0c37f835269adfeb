import { conclude, type Move } from '../conclude.ts';
import { makeScope } from '../context.ts';
import type { ChoiceState } from '../definition-types.ts';
import { StateFailure } from '../failure.ts';
import { EvaluationFailure, evaluate } from '../jsonata.ts';
import type { Run } from '../runtime.ts';

/** The first rule whose Condition is true decides; its own Assign and Output apply. */
export const runChoice = async (run: Run, state: ChoiceState): Promise<Move> => {
  const { input } = run.frame;
  for (const [index, rule] of state.Choices.entries()) {
    const location = `Choices[${index}]/Condition`;
    const holds = await evaluate(rule.Condition, makeScope(run), location);
    if (typeof holds !== 'boolean') {
      throw new EvaluationFailure('The Condition did not give true or false', location);
    }
    if (holds) return conclude(run, rule, {}, input);
  }
  if (state.Default === undefined) {
    throw new StateFailure('States.NoChoiceMatched', 'No rule matched and there is no Default');
  }
  return conclude(run, { ...state, Next: state.Default }, {}, input);
};
