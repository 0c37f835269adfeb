import { existsSync, readdirSync, readFileSync } from 'node:fs';
import validate from 'asl-validator';
import { describe, expect, it } from 'vitest';
import {
  deployedDefinition,
  type WorkflowState,
  workflowNames,
  writtenDefinition,
} from '../../infra/definition.ts';
import { functions } from '../../infra/functions.ts';
import { awaitResolution } from '../../infra/house-states.ts';

const workflows = workflowNames.map((name) => {
  const written = writtenDefinition(name);
  return { name, written, definition: deployedDefinition(written) };
});

const states = workflows.flatMap(({ name, definition }) =>
  Object.entries(definition.States).map(([state, body]) => ({ workflow: name, state, body })),
);
/** What a state is told, when it invokes a function. */
const toldTo = ({ Arguments }: WorkflowState) =>
  (Arguments?.Payload ?? {}) as Readonly<Record<string, unknown>>;
const functionOf = ({ Arguments }: WorkflowState): string =>
  /^\$\{(\w+)\}$/.exec(String(Arguments?.FunctionName))?.[1] ?? '';
const lambdaTasks = states.filter(({ body }) => body.Resource?.includes(':lambda:invoke'));
const callbacks = states.filter(({ body }) => body.Resource?.endsWith('.waitForTaskToken'));

const pascal = (kebab: string) =>
  kebab
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
const camel = (kebab: string) => pascal(kebab).replace(/^./, (letter) => letter.toLowerCase());
const sentence = (kebab: string) =>
  kebab.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
const kebab = (name: string) => name.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

/** A wait is named for what is awaited; its step places the hold. A draft goes out in the same step. */
const namedOtherwise: Record<string, string> = {
  [awaitResolution]: 'place-hold',
  'Draft authorization': 'submit-authorization',
};

describe.each(workflows)('the $name workflow', ({ name, written, definition }) => {
  it.each([
    ['written', written],
    ['deployed', definition],
  ])('is valid ASL in JSONata as it is %s', (_, one) => {
    expect(one.QueryLanguage).toBe('JSONata');
    expect(validate(structuredClone(one)).errors ?? []).toEqual([]);
  });
  it('is written as order, waiting and branching: no retry, no clock, no id that it makes or reads', () => {
    const text = readFileSync(`workflows/${name}.asl.json`, 'utf8');
    expect(text).not.toMatch(/"Retry"|States\.ALL|"stage"|'stage'/);
    expect(text).not.toMatch(/\$millis|\$now|dueAt|"(?:Seconds|HeartbeatSeconds)"/);
    expect(text).not.toMatch(
      /\$(?:split|substring\w*|match|replace|string)\b|'(?:ref|auth|vis|hold)_|&/,
    );
  });
  it('keeps its state names within 80 characters and its choices complete', () => {
    for (const [name, { Type, Default }] of Object.entries(definition.States)) {
      expect(name.length).toBeLessThanOrEqual(80);
      if (Type === 'Choice') expect(definition.States[Default ?? '']).toBeDefined();
    }
  });
  it('has no state that nothing leads to', () => {
    const text = JSON.stringify(definition);
    const targets = [...text.matchAll(/"(?:Next|Default|StartAt)":"([^"]+)"/g)].map(([, to]) => to);
    expect(Object.keys(definition.States).filter((name) => !targets.includes(name))).toEqual([]);
  });
});

describe.each(lambdaTasks)('$workflow: "$state"', ({ state, body }) => {
  const name = kebab(functionOf(body));
  const row = functions.find((candidate) => candidate.name === name);

  it('has its one name in the state, the substitution, the file, the export, the row and the test', () => {
    expect(namedOtherwise[state] ? sentence(namedOtherwise[state]) : state).toBe(sentence(name));
    expect(row?.trigger).toBe('step');
    const file = `functions/${row?.area}/${name}.ts`;
    expect(existsSync(file), file).toBe(true);
    const source = readFileSync(file, 'utf8');
    expect(source).toMatch(new RegExp(`export const ${camel(name)}\\b`));
    expect(source).toMatch(/export const handler = step\(/);
    expect(source).toContain(`'${name}'`);
    const tested = readdirSync('test/functions').filter((test) => test.includes(name));
    expect(tested.length, `a test/functions/*${name}*.test.ts`).toBeGreaterThan(0);
  });

  it('is told the referral and a repeatable operation', () => {
    expect(toldTo(body)).toMatchObject({
      referralId: '{% $states.input.referralId %}',
      operation: expect.stringContaining('$states.context.Execution.Name'),
    });
    expect(JSON.stringify(body.Arguments)).toContain('$states.context.State.Name');
    expect(JSON.stringify(body.Arguments)).not.toMatch(/RetryCount|EnteredTime/);
  });
});

/** The words that a Choice has a branch for, of an outcome or of where to resume. */
const conditionsOf = ({ Choices = [] }: WorkflowState, field: 'outcome' | 'resume'): string[] =>
  Choices.filter(({ Condition }) => Condition.includes(`$states.input.${field} `)).flatMap(
    ({ Condition }) => [...Condition.matchAll(/'([^']+)'/g)].map(([, word = '']) => word),
  );

/** The tasks that may fail and be tried again. */
const isStep = ([state, { Type, Resource }]: [string, WorkflowState]): boolean =>
  Type === 'Task' && state !== 'Escalate hold' && !Resource?.endsWith('.waitForTaskToken');

describe.each(workflows)(
  'the $name workflow never ends what it does not know',
  ({ definition }) => {
    const all = Object.entries(definition.States);
    const resume = definition.States['Where to resume?'] as WorkflowState;

    it('has a branch that leads a wait back to each of its steps, and from a stage unknown', () => {
      const stages = [...all.filter(isStep).map(([state]) => state), 'Stage unknown'];
      expect(stages.length).toBeGreaterThan(1);
      expect(conditionsOf(resume, 'resume')).toEqual(expect.arrayContaining(stages));
    });

    it('tells every step its own stage, also when it fails', () => {
      const own = "'stage': $states.context.State.Name";
      for (const [state, { Output, Catch = [], Next = '' }] of all.filter(isStep)) {
        if (definition.States[Next]?.Type === 'Choice') expect(Output, state).toContain(own);
        for (const catcher of Catch) expect(catcher.Output, state).toContain(own);
      }
    });

    it('asks a person where an answer or a stage has no branch', () => {
      for (const [state, { Type, Default = '' }] of all) {
        if (Type !== 'Choice') continue;
        const otherwise = definition.States[Default];
        expect(otherwise, state).toMatchObject({ Type: 'Pass', Next: 'Await resolution' });
        expect(otherwise?.Output, state).toContain("'reason': 'needs-attention'");
      }
    });

    it('goes round only over a wait', () => {
      const isWait = ({ Type, Resource }: WorkflowState): boolean =>
        Type === 'Wait' || Resource?.endsWith('.waitForTaskToken') === true;
      for (const [state, body] of all) {
        const path = [state];
        let next = isWait(body) ? undefined : body.Next;
        while (next !== undefined && !path.includes(next)) {
          path.push(next);
          const to = definition.States[next] as WorkflowState;
          next = isWait(to) ? undefined : to.Next;
        }
        expect(next, path.join(' → ')).toBeUndefined();
        for (const choice of body.Choices ?? []) expect(choice.Next, state).not.toBe(state);
      }
    });
  },
);

describe.each(lambdaTasks.filter(({ body }) => body.Next?.endsWith('?')))(
  '$workflow: what "$state" answers',
  ({ workflow, body }) => {
    it('has a branch each', () => {
      const name = kebab(functionOf(body));
      const row = functions.find((candidate) => candidate.name === name);
      if (row === undefined || name === 'place-hold') return;
      const source = readFileSync(`functions/${row.area}/${name}.ts`, 'utf8');
      const answers = [...source.matchAll(/(?:return |=> \(|\? )\{ outcome: '([a-z-]+)'/g)].map(
        ([, answer = '']) => answer,
      );
      const choice = states.find(
        (candidate) => candidate.workflow === workflow && candidate.state === body.Next,
      )?.body as WorkflowState;
      const branches = conditionsOf(choice, 'outcome');
      expect(branches).toContain('hold');
      expect(answers.filter((answer) => !branches.includes(answer))).toEqual([]);
    });
  },
);

describe('waiting and failing', () => {
  it('gives every task the same retry', () => {
    const tasks = states.filter(({ body }) => body.Type === 'Task');
    const house = JSON.stringify(tasks[0]?.body.Retry);
    expect(house).toContain('TransientFault');
    expect(house).not.toContain('PermanentFault');
    expect(tasks.filter(({ body }) => JSON.stringify(body.Retry) !== house)).toEqual([]);
  });

  it.each(callbacks)(
    '$workflow: "$state" has a timeout that leads to an overdue hold',
    ({ workflow, body }) => {
      expect(body.TimeoutSeconds).toContain('dueAt');
      const timeout = body.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes('States.Timeout'));
      const target = states.find(
        (candidate) => candidate.workflow === workflow && candidate.state === timeout?.Next,
      );
      expect(target && functionOf(target.body)).toBe('EscalateHold');
      expect(timeout?.Output).toBe('{% $states.input %}');
    },
  );

  it('sends every other failed task to a person', () => {
    const others = states.filter(
      ({ body }) =>
        body.Type === 'Task' && !callbacks.some(({ body: waiting }) => waiting === body),
    );
    for (const { workflow, state, body } of others) {
      const last = body.Catch?.at(-1);
      expect(last?.ErrorEquals, `${workflow}: ${state}`).toEqual(['States.ALL']);
      expect(last?.Next).toBe('Await resolution');
    }
  });
});
