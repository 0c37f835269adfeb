import type { Json } from '../../interpreter/json.ts';
import type { Workflow, WorkflowRun } from '../support/state-machine.ts';

/** One sentence of the language, and a machine that shows it. */
export type Case = Omit<Workflow, 'definition'> & {
  /** Stable name, such as `choice.first-rule`. */
  id: string;
  /** What the language promises, in our words. */
  says: string;
  definition: object;
  /** What happens while it runs: time passes, callbacks arrive. */
  during?: (run: WorkflowRun) => Promise<void>;
  expected: {
    status?: 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED' | 'RUNNING';
    output?: unknown;
    error?: string;
    /** States entered, in order. */
    path?: string[];
    /** Event types that occur in this order, others between them. */
    events?: string[];
    /** Part of the sentence with which the definition is refused. */
    refused?: string;
  };
};

export type Group = { feature: string; cases: Case[] };

export const machine = (states: Record<string, object>, more: object = {}): object => ({
  QueryLanguage: 'JSONata',
  StartAt: Object.keys(states)[0],
  States: states,
  ...more,
});

export const only = (state: object): object => machine({ Only: { End: true, ...state } });

/** A one-state machine that gives the value of an expression. */
export const value = (expression: string): object =>
  only({ Type: 'Pass', Output: `{% ${expression} %}` });

export const invoke = 'arn:aws:states:::lambda:invoke';
export const callback = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

/** The placeholder that a substitution stands behind. */
export const behind = (name: string): string => `\${${name}}`;

export const ask = (name: string, payload: Json, more: object = {}): object => ({
  Type: 'Task',
  Resource: invoke,
  Arguments: { FunctionName: behind(name), Payload: payload },
  ...more,
});

export const hold = (more: object = {}): object => ({
  Type: 'Task',
  Resource: callback,
  Arguments: {
    FunctionName: behind('PlaceHold'),
    Payload: { taskToken: '{% $states.context.Task.Token %}' },
  },
  ...more,
});

export const fault = (name: string, message = ''): Error =>
  Object.assign(new Error(message), { name });

/** A step that fails with each name in turn, then answers. */
export const failing = (...names: string[]) => {
  const left = [...names];
  return () => {
    const name = left.shift();
    if (name) throw fault(name, `made to fail with ${name}`);
    return { outcome: 'done' };
  };
};
