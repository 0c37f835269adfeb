import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HoldClock, reasonRow } from '../functions/hold/hold-reasons.ts';
import { type House, houseStates } from './house-states.ts';

/** A state in Amazon States Language; `workflows/README.md` says what its file may leave out. */
export type WorkflowState = {
  Type: string;
  Resource?: string;
  Arguments?: Record<string, unknown>;
  TimeoutSeconds?: number | string;
  Output?: unknown;
  Retry?: readonly object[];
  Catch?: readonly { ErrorEquals: string[]; Output?: unknown; Next: string }[];
  Choices?: readonly { Condition: string; Next: string }[];
  Default?: string;
  Next?: string;
};

export type WorkflowDefinition = {
  QueryLanguage: string;
  StartAt: string;
  States: Record<string, WorkflowState>;
};

export const workflowNames = ['referral', 'authorization', 'renewal', 'visit'] as const;
export type WorkflowName = (typeof workflowNames)[number];

type Houses = ReturnType<typeof houseStates>;

/** The states that are known by their name. */
const byName: Readonly<Record<string, keyof Houses>> = {
  'Escalate hold': 'escalation',
  'Answer unknown': 'answerUnknown',
  'Stage unknown': 'stageUnknown',
};

/** Of the others a task is known by what it works with. */
const byResource: Readonly<Record<string, keyof Houses>> = {
  'arn:aws:states:::lambda:invoke': 'step',
  'arn:aws:states:::lambda:invoke.waitForTaskToken': 'wait',
  'arn:aws:states:::states:startExecution.sync:2': 'child',
};

const houseOf = (houses: Houses, name: string, { Resource = '' }: WorkflowState): House => {
  const kind = byName[name] ?? byResource[Resource];
  return kind ? houses[kind] : {};
};

/** A state with all that its kind has and it does not say itself; its own catches come first. */
const inHouse = (state: WorkflowState, { Payload, Catch = [], ...house }: House): WorkflowState => {
  const { Arguments, Catch: own = [], Next, ...fields } = state;
  const payload = { ...Payload, ...(Arguments?.Payload ?? {}) };
  const catchers = [...own, ...Catch];
  return {
    ...fields,
    ...(Arguments ? { Arguments: { ...Arguments, ...(Payload ? { Payload: payload } : {}) } } : {}),
    ...Object.fromEntries(Object.entries(house).filter(([field]) => !(field in fields))),
    ...(catchers.length > 0 ? { Catch: catchers } : {}),
    ...(Next ? { Next } : {}),
  };
};

/** The definition that is deployed: the one of the file, with what the house puts in. */
export const deployedDefinition = (
  written: WorkflowDefinition,
  attention: HoldClock = reasonRow('needs-attention').clock,
): WorkflowDefinition => {
  const houses = houseStates(attention);
  const states = Object.entries(written.States).map(
    ([name, state]) => [name, inHouse(state, houseOf(houses, name, state))] as const,
  );
  return { ...written, States: Object.fromEntries(states) };
};

/** The definition as `workflows/<name>.asl.json` has it. */
export const writtenDefinition = (name: WorkflowName): WorkflowDefinition =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '..', 'workflows', `${name}.asl.json`), 'utf8'),
  );
