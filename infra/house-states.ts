import type { HoldClock } from '../functions/hold/hold-reasons.ts';

type Catcher = { ErrorEquals: string[]; Output?: string; Next: string };

/** What the states of one kind have in common; a state's own fields come before these. */
export type House = {
  Payload?: Readonly<Record<string, string>>;
  TimeoutSeconds?: number | string;
  Output?: string;
  Retry?: readonly object[];
  Catch?: readonly Catcher[];
};

/** The wait of every workflow. */
export const awaitResolution = 'Await resolution';

/** What passes by itself: a fault that a step calls so, and those of the platform. */
const Retry = [
  {
    ErrorEquals: [
      'TransientFault',
      'Lambda.ServiceException',
      'Lambda.AWSLambdaException',
      'Lambda.SdkClientException',
      'Lambda.TooManyRequestsException',
      'Lambda.Unknown',
      'Sandbox.Timedout',
      'StepFunctions.ThrottlingException',
    ],
    IntervalSeconds: 2,
    BackoffRate: 2,
    MaxAttempts: 5,
    MaxDelaySeconds: 60,
    JitterStrategy: 'FULL',
  },
];

const stepSeconds = 60;
/** All waits of a child end at a person by themselves: this is for a child that was lost. */
const childSeconds = 300 * 86_400;

const expression = (text: string): string => `{% ${text} %}`;
/** The state so far with these added, what comes later over what came before. */
const adding = (...parts: string[]): string =>
  expression(`$merge([$states.input, ${parts.join(', ')}])`);
const fromInput = (...fields: string[]): Record<string, string> =>
  Object.fromEntries(fields.map((field) => [field, expression(`$states.input.${field}`)]));

/** A state goes by its own name: where a wait leads back to, and what a hold says of it. */
const stage = "'stage': $states.context.State.Name";

/** What every step is told. The operation is the same for each retry of one turn of one state. */
const told = {
  ...fromInput('referralId'),
  operation: expression(
    "$states.context.Execution.Name & ':' & $states.context.State.Name & ':' & $string($states.input.turn) & '.' & $string($states.input.level)",
  ),
};

/** Which hold: that of this turn, in the place of this workflow. */
const toldOfHold = {
  ...told,
  ...fromInput('scope'),
  count: expression('$states.input.turn + 1'),
};

/** Name and code of what failed; the rest of its words may tell of a patient. */
const fault =
  '$states.errorOutput.Error & \':\' & $match($states.errorOutput.Cause, /"errorMessage": ?"([A-Za-z0-9_.:-]{1,100})"/, 1).groups[0]';

/**
 * When a person has to have looked at what failed. No step says so, for a step has just failed, and
 * a state machine knows no business days.
 * @throws Error for a clock that is not in hours.
 */
const attentionDueAt = (clock: HoldClock): string => {
  if (clock === 'given' || !('hours' in clock))
    throw new Error('The workflows count the clock of needs-attention: it has to be in hours.');
  return `'dueAt': $fromMillis($millis() + ${clock.hours * 3_600_000})`;
};

/**
 * What synthesis puts into the states of each kind, so that the files say order, waiting and
 * branching and nothing else. `attention` is the clock of the reason needs-attention.
 */
export const houseStates = (attention: HoldClock) => {
  const dueAt = attentionDueAt(attention);
  const needsAttention = (...about: string[]): string =>
    adding(
      `{ ${[...about, "'outcome': 'hold'", "'reason': 'needs-attention'", dueAt].join(', ')} }`,
    );
  const toPerson: Catcher = {
    ErrorEquals: ['States.ALL'],
    Output: needsAttention(stage, `'fault': ${fault}`),
    Next: awaitResolution,
  };
  return {
    /** A function that answers with an outcome. */
    step: {
      Payload: told,
      TimeoutSeconds: stepSeconds,
      Output: adding(`{ ${stage} }`, '$states.result.Payload'),
      Retry,
      Catch: [toPerson],
    },
    /** Another workflow, to its end. It is a turn of its own: what it asks for may lead back here. */
    child: {
      TimeoutSeconds: childSeconds,
      Output: adding(`{ ${stage}, 'turn': $states.input.turn + 1 }`, '$states.result.Output'),
      Retry,
      Catch: [toPerson],
    },
    /** The wait for a hold's end, as long as the hold's clock runs. */
    wait: {
      Payload: {
        ...toldOfHold,
        ...fromInput('stage', 'reason', 'dueAt'),
        fault: expression("$exists($states.input.fault) ? $states.input.fault : ''"),
        taskToken: expression('$states.context.Task.Token'),
      },
      TimeoutSeconds: expression(
        '$max([1, $ceil(($toMillis($states.input.dueAt) - $millis()) / 1000)])',
      ),
      Output: adding("{ 'turn': $states.input.turn + 1, 'level': 0 }", '$states.result'),
      Retry,
    },
    /** The clock ran out; one that cannot be told is tried again when that of needs-attention has. */
    escalation: {
      Payload: toldOfHold,
      TimeoutSeconds: stepSeconds,
      Output: adding("{ 'level': $states.input.level + 1, 'dueAt': $states.result.Payload.dueAt }"),
      Retry,
      Catch: [
        {
          ErrorEquals: ['States.ALL'],
          Output: adding(`{ 'level': $states.input.level + 1, ${dueAt} }`),
          Next: awaitResolution,
        },
      ],
    },
    /** An answer without a branch: the step that gave it is the one to try again. */
    answerUnknown: { Output: needsAttention("'fault': 'answer-unknown'") },
    /** A stage without a branch: trying again goes where the workflow's own branch for this leads. */
    stageUnknown: { Output: needsAttention(stage, "'fault': 'stage-unknown'") },
  } satisfies Record<string, House>;
};
