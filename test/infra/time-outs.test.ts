import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Payer } from '../../functions/payer/payer.ts';
import { patience } from '../../functions/platform/patience.ts';
import { deployedDefinition, workflowNames, writtenDefinition } from '../../infra/definition.ts';
import { constructId, type FunctionRow, functions } from '../../infra/functions.ts';
import { type Properties, type Synthesized, synthesized } from './synthesized.ts';

let service: Synthesized;
beforeAll(() => {
  service = synthesized();
}, 300_000);

const rows: readonly FunctionRow[] = functions;
const lambdaOf = (name: string): Properties =>
  service
    .ofType('AWS::Lambda::Function')
    .find(({ Properties }) => String(Properties.Description).endsWith(`: ${name}`))?.Properties ??
  {};

/** The longest that a payer's entry may ask to be waited for, in seconds, as its schema says. */
const longestAnswer = (): number => {
  const { properties } = z.toJSONSchema(Payer, {
    io: 'input',
    unrepresentable: 'any',
  }) as unknown as {
    properties: { wire: { properties: Record<string, { maximum?: number }> } };
  };
  const { connectSeconds, answerSeconds } = properties.wire.properties;
  expect(connectSeconds?.maximum).toBeLessThan(answerSeconds?.maximum ?? 0);
  return answerSeconds?.maximum ?? Number.POSITIVE_INFINITY;
};

/** Which services a function waits for, by the words of its permissions. */
const waitsFor: Readonly<Record<string, readonly (keyof typeof patience)[]>> = {
  'read-documents': ['documents', 'documentContent'],
  'write-documents': ['documents'],
  'take-uploads': ['documents'],
  'index-identifiers': ['keys'],
  'sign-links': ['keys'],
  'verify-links': ['keys'],
  'verify-sign-ins': ['signInKeys'],
  'send-mail': ['mail'],
  'send-text': ['texts'],
  publish: ['events'],
  'start-workflows': ['workflows'],
  'stop-workflows': ['workflows'],
  'wake-workflows': ['workflows'],
};
const servicesOf = ({ may }: FunctionRow): (keyof typeof patience)[] => [
  ...new Set(
    may.flatMap((word) => waitsFor[word] ?? (word.includes('-') ? [] : ['table' as const])),
  ),
];

/** Between attempts the SDK pauses 50 and 100 ms at the most. */
const pausesMs = 150;
const longestMs = ({ answerMs, attempts }: { answerMs: number; attempts: number }): number =>
  answerMs * attempts + (attempts > 1 ? pausesMs : 0);

describe('time-outs nest', () => {
  it.each(rows.filter(({ payerCalls }) => payerCalls).map((row) => [row.name, row] as const))(
    '%s outlasts every call that it makes to payers, and what it does besides',
    (name, row) => {
      const own = servicesOf(row).map((one) => longestMs(patience[one]) / 1000);
      const waits = (row.payerCalls ?? 0) * longestAnswer() + Math.max(...own);
      expect(waits).toBeLessThan(lambdaOf(name).Timeout);
    },
  );

  it.each(rows.map((row) => [row.name, row] as const))(
    '%s outlasts each AWS service that it waits for, with all attempts',
    (name, row) => {
      const payers = (row.payerCalls ?? 0) * longestAnswer();
      for (const one of servicesOf(row))
        expect(longestMs(patience[one]) / 1000, one).toBeLessThan(lambdaOf(name).Timeout - payers);
    },
  );

  it('every state of a workflow outlasts its function', () => {
    const compared = workflowNames.flatMap((workflow) =>
      Object.entries(deployedDefinition(writtenDefinition(workflow)).States).flatMap(
        ([state, { Arguments, Resource, TimeoutSeconds }]) => {
          const step = rows.find(
            ({ name }) => `\${${constructId(name)}}` === Arguments?.FunctionName,
          );
          // A wait lasts as long as its hold; the function that places it has answered long before.
          if (!step || Resource?.endsWith('.waitForTaskToken')) return [];
          expect(TimeoutSeconds, `${workflow}: ${state}`).toBeGreaterThan(
            lambdaOf(step.name).Timeout,
          );
          return [state];
        },
      ),
    );
    expect(compared.length).toBeGreaterThan(10);
  });

  it('the API outlasts the functions behind it', () => {
    for (const { Properties } of service.ofType('AWS::ApiGatewayV2::Integration'))
      expect(Properties.TimeoutInMillis ?? 30_000).toBeGreaterThan(10_000);
    for (const { name } of rows.filter(({ trigger }) => trigger === 'route'))
      expect(lambdaOf(name).Timeout).toBe(10);
  });
});

describe('one payer is nobody else', () => {
  it('the functions that wait for payers have room for all of one and the others beside it', () => {
    const { properties } = z.toJSONSchema(Payer, {
      io: 'input',
      unrepresentable: 'any',
    }) as unknown as {
      properties: { wire: { properties: { mostWaiting: { maximum: number } } } };
    };
    for (const { name } of rows.filter(({ payerCalls }) => payerCalls))
      expect(lambdaOf(name).ReservedConcurrentExecutions).toBeGreaterThanOrEqual(
        2 * properties.wire.properties.mostWaiting.maximum,
      );
  });

  it('all functions together leave an account its hundred', () => {
    const reserved = service
      .ofType('AWS::Lambda::Function')
      .reduce((sum, { Properties }) => sum + (Properties.ReservedConcurrentExecutions ?? 0), 0);
    expect(reserved).toBeLessThanOrEqual(900);
  });

  it('a payer that does not answer wakes a person, who reads what it means', () => {
    const [alarm] = service
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ Properties }) => Properties.MetricName === 'PayersUnavailable');
    expect(alarm?.Properties).toMatchObject({
      Namespace: 'Dripline',
      Threshold: 0,
      AlarmDescription: expect.stringContaining('A payer has not answered for ten minutes'),
    });
    const [filter] = service.ofType('AWS::Logs::MetricFilter');
    expect(filter?.Properties.FilterPattern).toBe('{ $.event = "payer.unavailable" }');
  });
});
