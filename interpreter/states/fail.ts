import { makeScope } from '../context.ts';
import type { FailState, Template } from '../definition-types.ts';
import { StateFailure } from '../failure.ts';
import { EvaluationFailure, evaluate } from '../jsonata.ts';
import type { Run } from '../runtime.ts';

const textOf = async (run: Run, template: Template | undefined, field: string) => {
  if (template === undefined) return '';
  const text = await evaluate(template, makeScope(run), field);
  if (typeof text === 'string') return text;
  throw new EvaluationFailure(`${field} must be a text`, field);
};

/** Ends the branch with the error it names. @throws StateFailure always */
export const runFail = async (run: Run, state: FailState): Promise<never> => {
  const error = await textOf(run, state.Error, 'Error');
  throw new StateFailure(error, await textOf(run, state.Cause, 'Cause'));
};
