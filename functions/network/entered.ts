import type * as z from 'zod';
import { hidesClock } from '../payer/decision-clock.ts';
import { decisionClocks, fallbackClock } from '../payer/decision-clocks.ts';
import { hidesRung } from '../payer/denial-rung.ts';
import { Payer } from '../payer/payer.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { Nurse, Site } from './network.ts';

type Rule = { therapies?: readonly string[] | undefined };

/** A therapy that the catalogue does not have would make a rule that never fits. */
const unknownTherapies = (
  { issues, value }: z.core.ParsePayload<z.infer<typeof Payer>>,
  list: 'authorizationRules' | 'siteRules',
): void => {
  const rules: readonly Rule[] = value[list];
  for (const [at, { therapies = [] }] of rules.entries())
    for (const [place, id] of therapies.entries())
      if (!lookUpTherapy(id))
        issues.push({
          code: 'custom',
          input: id,
          path: [list, at, 'therapies', place],
          message: 'must be a therapy of the catalogue',
        });
};

const generalClocks: ReadonlySet<string> = new Set(
  [...decisionClocks, fallbackClock].map(({ id }) => id),
);

/**
 * A line of a request keeps the id of its clock, so that an id means one row for good; and a row
 * that an earlier one hides would change nothing.
 */
const confusedClocks = ({ issues, value }: z.core.ParsePayload<z.infer<typeof Payer>>): void => {
  for (const [at, row] of value.clocks.entries()) {
    const before = value.clocks.slice(0, at);
    const say = (field: string, input: unknown, message: string) =>
      issues.push({ code: 'custom', input, path: ['clocks', at, field], message });
    if (before.some(({ id }) => id === row.id) || generalClocks.has(row.id))
      say('id', row.id, 'must be an id that no other clock has');
    const hiding = before.find((one) => hidesClock(one, row));
    if (hiding)
      say(
        'from',
        row.from,
        `must lie after the end of "${hiding.id}", which comes first: end that with through`,
      );
  }
};

/** What was taken of a denial is kept with the id of its row; and a row that an earlier one hides would change nothing. */
const confusedRungs = ({ issues, value }: z.core.ParsePayload<z.infer<typeof Payer>>): void => {
  for (const [at, row] of value.denialRungs.entries()) {
    const before = value.denialRungs.slice(0, at);
    const say = (field: string, input: unknown, message: string) =>
      issues.push({ code: 'custom', input, path: ['denialRungs', at, field], message });
    if (before.some(({ id }) => id === row.id))
      say('id', row.id, 'must be an id that no other rung has');
    const hiding = before.find((one) => hidesRung(one, row));
    if (hiding)
      say(
        'from',
        row.from,
        `must lie after the end of "${hiding.id}", which comes first: end that with through`,
      );
  }
};

/** Which way failed a request is kept by the id of its row. */
const confusedChannels = ({ issues, value }: z.core.ParsePayload<z.infer<typeof Payer>>): void => {
  const { channels } = value.authorization;
  for (const [at, { id }] of channels.entries())
    if (channels.findIndex((one) => one.id === id) < at)
      issues.push({
        code: 'custom',
        input: id,
        path: ['authorization', 'channels', at, 'id'],
        message: 'must be an id that no other channel has',
      });
};

/**
 * Entries as administrators send them: no field that we do not know, and no therapy. What is stored
 * already is read with more patience.
 */
export const entered = {
  payer: Payer.strict().check((payload) => {
    unknownTherapies(payload, 'authorizationRules');
    unknownTherapies(payload, 'siteRules');
    confusedClocks(payload);
    confusedRungs(payload);
    confusedChannels(payload);
  }),
  site: Site.strict(),
  nurse: Nurse.strict(),
} as const;
