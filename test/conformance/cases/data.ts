import { createHash } from 'node:crypto';
import { ask, failing, type Group, machine, only, value } from '../case.ts';

const big = (bytes: number) => `{% $string($pad('', ${bytes}, 'x')) %}`;
const assigning = (assign: object, next = 'Read') => ({ Type: 'Pass', Assign: assign, Next: next });

export const variables: Group = {
  feature: 'Variables',
  cases: [
    {
      id: 'assign.later',
      says: 'an assigned variable is seen by the states after',
      definition: machine({
        Set: assigning({ a: '{% $states.input.n %}', b: { c: 'text' } }),
        Read: { Type: 'Pass', Output: ['{% $a %}', '{% $b.c %}'], End: true },
      }),
      input: { n: 3 },
      expected: { output: [3, 'text'] },
    },
    {
      id: 'assign.at-entry',
      says: 'Assign and Output see the variables as they were when the state was entered',
      definition: machine({
        Set: assigning({ a: 1, b: 2 }, 'Swap'),
        Swap: {
          Type: 'Pass',
          Assign: { a: '{% $b %}', b: '{% $a %}' },
          Output: '{% $a %}',
          Next: 'Read',
        },
        Read: { Type: 'Pass', Output: ['{% $states.input %}', '{% $a %}', '{% $b %}'], End: true },
      }),
      expected: { output: [1, 2, 1] },
    },
    {
      id: 'assign.result',
      says: 'a task assigns from its result',
      definition: machine({
        Step: ask(
          'Step',
          {},
          {
            Assign: { outcome: '{% $states.result.Payload.outcome %}' },
            Next: 'Read',
          },
        ),
        Read: { Type: 'Succeed', Output: '{% $outcome %}' },
      }),
      substitutions: { Step: failing() },
      expected: { output: 'done' },
    },
    {
      id: 'assign.outer-seen',
      says: 'branches and iterations see outer variables and keep their own',
      definition: machine({
        Set: assigning({ outer: 10 }, 'Each'),
        Each: {
          Type: 'Map',
          Items: '{% [1, 2] %}',
          ItemProcessor: {
            StartAt: 'Own',
            States: {
              Own: { Type: 'Pass', Assign: { own: '{% $outer + $states.input %}' }, Next: 'Give' },
              Give: { Type: 'Pass', Output: '{% $own %}', End: true },
            },
          },
          Assign: { sums: '{% $states.result %}' },
          Next: 'Read',
        },
        Read: { Type: 'Succeed', Output: '{% $sums %}' },
      }),
      expected: { output: [11, 12] },
    },
    {
      id: 'assign.inner-lost',
      says: 'a variable of a branch is gone after it',
      definition: machine({
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'In', States: { In: { Type: 'Pass', Assign: { own: 1 }, End: true } } },
          ],
          Next: 'Read',
        },
        Read: { Type: 'Succeed', Output: "{% $exists($own) ? 'seen' : 'gone' %}" },
      }),
      expected: { output: 'gone' },
    },
    {
      id: 'assign.shadow',
      says: 'an inner scope must not reuse the name of an outer variable',
      definition: machine({
        Set: assigning({ taken: 1 }, 'Both'),
        Both: {
          Type: 'Parallel',
          Branches: [
            { StartAt: 'In', States: { In: { Type: 'Pass', Assign: { taken: 2 }, End: true } } },
          ],
          End: true,
        },
      }),
      expected: { refused: "variable 'taken' is already used by an outer scope" },
    },
    {
      id: 'assign.reserved',
      says: 'the name states is reserved',
      definition: only({ Type: 'Pass', Assign: { states: 1 } }),
      expected: { refused: "variable 'states'" },
    },
    {
      id: 'assign.partial',
      says: 'a part of a variable cannot be assigned',
      definition: only({ Type: 'Pass', Assign: { 'a.b': 1 } }),
      expected: { refused: "variable 'a.b'" },
    },
    {
      id: 'assign.limit',
      says: 'one Assign holds at most 256 KiB',
      definition: only({ Type: 'Pass', Assign: { a: big(200_000), b: big(70_000) } }),
      expected: { error: 'States.DataLimitExceeded' },
    },
    {
      id: 'assign.total-limit',
      says: 'all variables of an execution hold at most 10 MiB',
      definition: machine({
        Fill: {
          Type: 'Map',
          Items: '{% [1..45] %}',
          MaxConcurrency: 40,
          ItemProcessor: {
            StartAt: 'Own',
            States: {
              Own: { Type: 'Pass', Assign: { own: big(260_000) }, Output: 1, End: true },
            },
          },
          End: true,
        },
      }),
      expected: { error: 'States.DataLimitExceeded' },
    },
  ],
};

const yields = (id: string, says: string, expression: string, output: unknown) => ({
  id: `jsonata.${id}`,
  says,
  definition: value(expression),
  input: { list: [1, 2, 3], one: [{ x: 2 }], text: 'abc' },
  expected: { output },
});

const breaks = (id: string, says: string, expression: string) => ({
  id: `jsonata.${id}`,
  says,
  definition: value(expression),
  input: { list: [1, 2, 3] },
  expected: { error: 'States.QueryEvaluationError', events: ['EvaluationFailed'] },
});

const sha = createHash('sha256').update('abc').digest('hex');

export const jsonata: Group = {
  feature: 'JSONata',
  cases: [
    yields('partition', '$partition cuts a list', '$partition($states.input.list, 2)', [
      [1, 2],
      [3],
    ]),
    yields('range', '$range counts up to and with its end', '$range(1, 9, 4)', [1, 5, 9]),
    yields('range-down', '$range counts down with a negative step', '$range(5, 1, -2)', [5, 3, 1]),
    yields('hash', '$hash gives a digest in hexadecimal', "$hash('abc', 'SHA-256')", sha),
    ...['MD5', 'SHA-1', 'SHA-384', 'SHA-512'].map((name, index) =>
      yields(
        `hash-${name}`,
        `$hash knows ${name}`,
        `$length($hash('abc', '${name}'))`,
        [32, 40, 96, 128][index],
      ),
    ),
    yields('random-seed', '$random with a seed repeats itself', '$random(7) = $random(7)', true),
    yields(
      'random',
      '$random is at least 0 and below 1',
      '($r := $random(); $r >= 0 and $r < 1)',
      true,
    ),
    yields('uuid', '$uuid gives a version 4 identifier', '$substring($uuid(), 14, 1)', '4'),
    yields('parse', '$parse reads JSON', '$parse(\'{\\"a\\":[1]}\').a[0]', 1),
    yields('now', '$now is the time of the clock', '$now()', '2026-01-05T09:00:00.000Z'),
    yields('now-picture', '$now takes a picture', "$now('[Y0001]-[M01]')", '2026-01'),
    yields(
      'millis',
      '$millis is the time of the clock',
      '$millis()',
      Date.parse('2026-01-05T09:00:00Z'),
    ),
    yields('sequence', 'one match collapses to a scalar', '$states.input.one[x > 1].x', 2),
    yields('array', 'brackets keep an array', '[$states.input.one[x > 1].x]', [2]),
    yields('normalized', 'a result is plain JSON', '$states.input.list[$ > 1]', [2, 3]),
    yields('null', 'null is a value', 'null', null),
    yields(
      'lambda',
      'functions can be defined and used',
      '$map([1, 2], function($v) { $v * 2 })',
      [2, 4],
    ),
    yields(
      'context-execution',
      'the context names the execution and its machine',
      "$states.context.Execution.Name & '/' & $states.context.StateMachine.Name",
      'test/workflow',
    ),
    yields(
      'context-times',
      'context instants drop trailing zeros of the fraction',
      '[$states.context.Execution.StartTime, $states.context.State.EnteredTime]',
      ['2026-01-05T09:00:00Z', '2026-01-05T09:00:00Z'],
    ),
    yields(
      'context-input',
      'the context keeps the input of the execution',
      '$states.context.Execution.Input.text',
      'abc',
    ),
    breaks('undefined', 'an expression must give a value', '$states.input.list[$ > 9]'),
    breaks('missing', 'a member that is not there gives no value', '$states.input.nothing'),
    breaks('type', 'a type error is an evaluation error', "1 + 'a'"),
    breaks('function', 'a function is no value', '$sum'),
    breaks(
      'endless',
      'an evaluation without end is stopped',
      '($f := function($n) { $f($n + 1) }; $f(0))',
    ),
    breaks('range-limit', '$range gives at most a thousand numbers', '$range(1, 2000, 1)'),
    breaks('parse-error', '$parse refuses what is not JSON', "$parse('{')"),
    ...(
      [
        ['coalesce', '$states.input.a ?? 1', "operator '??'"],
        ['elvis', '$states.input.a ?: 1', "operator '?:'"],
        ['eval', "$eval('1')", '$eval'],
        ['root', '$$', 'must start from $states or a variable'],
        ['bare', '$', 'must start from $states or a variable'],
        ['unqualified', 'input.a', "field 'input'"],
        ['syntax', '(1 + ', 'cannot be read'],
      ] as const
    ).map(([id, expression, refused]) => ({
      id: `jsonata.refused-${id}`,
      says: `${expression} is refused`,
      definition: value(expression),
      expected: { refused },
    })),
  ],
};

export const limitsGroup: Group = {
  feature: 'Limits',
  cases: [
    {
      id: 'limits.output',
      says: 'a state output of more than 256 KiB fails with States.DataLimitExceeded',
      definition: only({ Type: 'Pass', Output: big(262_143) }),
      expected: { error: 'States.DataLimitExceeded' },
    },
    {
      id: 'limits.output-fits',
      says: 'exactly 256 KiB pass',
      definition: only({ Type: 'Pass', Output: big(262_142) }),
      expected: { status: 'SUCCEEDED' },
    },
    {
      id: 'limits.utf8',
      says: 'the size is counted in UTF-8 bytes',
      definition: only({ Type: 'Pass', Output: "{% $pad('', 131072, 'é') %}" }),
      expected: { error: 'States.DataLimitExceeded' },
    },
    {
      id: 'limits.history',
      says: 'the history ends at 25,000 events, with a failed execution',
      definition: machine({
        Turn: { Type: 'Pass', Next: 'Again' },
        Again: { Type: 'Pass', Next: 'Turn' },
      }),
      during: async (run) => {
        const last = run.engine.getExecutionHistory(run.executionArn, { reverse: true, limit: 1 });
        if ((last[0]?.id ?? 0) > 25_000) throw new Error(`${last[0]?.id} events`);
      },
      expected: { error: 'States.Runtime', events: ['ExecutionFailed'] },
    },
    {
      id: 'limits.name',
      says: 'a state name has at most 80 characters',
      definition: machine({ ['n'.repeat(81)]: { Type: 'Succeed' } }),
      expected: { refused: 'longer than 80' },
    },
  ],
};
