import type { Group } from './case.ts';
import { jsonata, limitsGroup, variables } from './cases/data.ts';
import { catching, retry } from './cases/errors.ts';
import { executions, nested } from './cases/executions.ts';
import { map, parallel } from './cases/fan-out.ts';
import { flow, wait } from './cases/flow.ts';
import { refusals } from './cases/refusals.ts';
import { task } from './cases/task.ts';

/** Everything of the language that our workflows may use, one case per promise. */
export const conformance: Group[] = [
  ...[task, flow, wait, parallel, map, retry, catching],
  ...[variables, jsonata, nested, executions, limitsGroup, refusals],
];
