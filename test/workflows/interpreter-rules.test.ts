import { describe, expect, it } from 'vitest';
import { definitionProblems, lintHouseRules } from '../../interpreter/definition.ts';
import { ask, hold, machine, only } from '../conformance/case.ts';

const Retry = [{ ErrorEquals: ['TransientFault'] }];
const Catch = [{ ErrorEquals: ['States.Timeout'], Next: 'Escalate' }];
const good = machine({
  Await: hold({ TimeoutSeconds: 60, Retry, Catch, Next: 'Was it approved?' }),
  'Was it approved?': {
    Type: 'Choice',
    Choices: [{ Condition: "{% $states.input = 'approved' %}", Next: 'Done' }],
    Default: 'Escalate',
  },
  Escalate: ask('PlaceHold', {}, { Retry, Next: 'Done' }),
  Done: { Type: 'Succeed' },
});

describe('the house rules for workflows', () => {
  it('have nothing against a workflow that keeps them', () => {
    expect(lintHouseRules(good)).toEqual([]);
    expect(definitionProblems(JSON.stringify(good))).toEqual([]);
  });

  it.each([
    ['a callback without a timeout', hold({ Retry, Catch }), 'a callback needs TimeoutSeconds'],
    [
      'a callback whose timeout nobody catches',
      hold({ TimeoutSeconds: 60, Retry, Catch: [{ ErrorEquals: ['PermanentFault'], Next: 'X' }] }),
      'a callback needs a Catch for States.Timeout or States.ALL',
    ],
    ['a task without Retry', ask('Step', {}), 'a task needs Retry for transient faults'],
    ['a Choice without Default', { Type: 'Choice', Choices: [] }, 'a Choice needs Default'],
    [
      'double quotes in an expression',
      { Type: 'Pass', Output: '{% "a" %}' },
      'use single quotes in {% "a" %}',
    ],
    [
      'a random number nobody can repeat',
      { Type: 'Pass', Assign: { key: '{% $random() %}' } },
      'seed $random in {% $random() %}',
    ],
  ])('refuse %s, also inside a branch', (_what, state, problem) => {
    expect(lintHouseRules(only(state))).toEqual([`State 'Only': ${problem}`]);
    const inBranch = only({ Type: 'Parallel', Branches: [only(state)] });
    expect(lintHouseRules(inBranch)).toEqual([`State 'Only': ${problem}`]);
    const inMap = only({ Type: 'Map', ItemProcessor: only(state) });
    expect(lintHouseRules(inMap)).toEqual([`State 'Only': ${problem}`]);
  });
});
