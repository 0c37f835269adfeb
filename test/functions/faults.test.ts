import { inspect } from 'node:util';
import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { background } from '../../functions/platform/background.ts';
import { PermanentFault, TransientFault } from '../../functions/platform/errors.ts';
import { StepInput, step } from '../../functions/platform/step.ts';

const input = { referralId: 'ref_00000000000000000000', operation: 'x:y:1' };

/** Everything that a runtime could log of what was thrown, hidden fields and causes included. */
const told = (thrown: unknown): string =>
  inspect(thrown, { depth: 9, showHidden: true }) +
  JSON.stringify(thrown, Object.getOwnPropertyNames(thrown as object)) +
  String((thrown as Error).stack);

const thrownBy = (run: () => unknown): Promise<unknown> =>
  Promise.resolve()
    .then(run)
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );

const refused = () => z.object({ Odalys: z.literal('Exampleton') }).parse({ Odalys: 'Sample' });

const faults: [string, () => unknown, string, string][] = [
  ['a schema’s complaint', refused, 'PermanentFault', 'ZodError'],
  [
    'a library’s words',
    () => {
      throw Object.assign(new TypeError('Odalys Exampleton'), { body: 'Exampleton' });
    },
    'PermanentFault',
    'TypeError',
  ],
  [
    'a fault with its cause',
    () => {
      throw new TransientFault('payer-silent', { cause: new Error('Odalys Exampleton') });
    },
    'TransientFault',
    'payer-silent',
  ],
  [
    'a fault whose code is a sentence',
    () => {
      throw new PermanentFault('Odalys Exampleton could not be read.');
    },
    'PermanentFault',
    'unnamed',
  ],
];

describe('what a function throws', () => {
  it.each(faults)('says nothing but its name and code, for %s', async (_, fail, name, message) => {
    const asStep = step('check-completeness', StepInput, async () => fail());
    const inBackground = background('queue-message', async () => fail());
    for (const run of [() => asStep(input, {} as Context), () => inBackground({})]) {
      const thrown = await thrownBy(run);
      expect(thrown).toMatchObject({ name, message });
      expect(told(thrown)).not.toMatch(/Odalys|Exampleton|Sample|cause|originalError|\.ts:|node:/);
      expect((thrown as Error).stack).toBe(`${name}: ${message}`);
    }
  });
});
