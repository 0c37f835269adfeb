import { makeScope } from './context.ts';
import type { Assignments, Template } from './definition-types.ts';
import type { Execution, Frame } from './execution.ts';
import { StateFailure } from './failure.ts';
import type { Draft } from './history.ts';
import { byteLength, type Json, type JsonObject } from './json.ts';
import { evaluate } from './jsonata.ts';
import { limits, withinPayload } from './limits.ts';
import type { Run } from './runtime.ts';

/** How a state ends: what it passes on, what it assigns, and where to. */
export type Move = {
  output: Json;
  assigned: JsonObject;
  next: string | undefined;
  events: Draft[];
};

type Shape = { Output?: Template; Assign?: Assignments; Next?: string };

const variableBytes = (variables: JsonObject) =>
  Object.values(variables).reduce((sum: number, value) => sum + byteLength(value), 0);

const checkVariables = (execution: Execution, frame: Frame, assigned: JsonObject) => {
  if (Object.keys(assigned).length === 0) return;
  if (variableBytes(assigned) > limits.variableBytes) {
    throw new StateFailure(
      'States.DataLimitExceeded',
      `The variables assigned by one state are larger than ${limits.variableBytes} bytes`,
    );
  }
  let total = variableBytes({ ...frame.variables, ...assigned });
  for (const other of execution.frames.values()) {
    if (other !== frame) total += variableBytes(other.variables);
  }
  if (total > limits.executionVariableBytes) {
    throw new StateFailure(
      'States.DataLimitExceeded',
      `The variables of the execution are larger than ${limits.executionVariableBytes} bytes`,
    );
  }
};

/**
 * Evaluates Output and Assign, both against the variables as they were when the state was entered.
 * @throws StateFailure when an expression fails or a limit is exceeded
 */
export const conclude = async (
  run: Run,
  shape: Shape,
  states: JsonObject,
  unshaped: Json,
): Promise<Move> => {
  const scope = makeScope(run, states);
  const output =
    shape.Output === undefined ? unshaped : await evaluate(shape.Output, scope, 'Output');
  const assigned =
    shape.Assign === undefined
      ? {}
      : ((await evaluate(shape.Assign, scope, 'Assign')) as JsonObject);
  checkVariables(run.execution, run.frame, assigned);
  return { output: withinPayload(output, 'state output'), assigned, next: shape.Next, events: [] };
};
