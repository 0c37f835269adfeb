import type * as z from 'zod';
import { hidesClock } from '../payer/decision-clock.ts';
import { decisionClocks, fallbackClock } from '../payer/decision-clocks.ts';
import { hidesRung } from '../payer/denial-rung.ts';
import { Payer } from '../payer/payer.ts';
import { lookUpTherapy } from '../therapy/therapy-catalogue.ts';
import { Nurse, Site } from './network.ts';

type Rule = { therapies?: readonly string[] | undefined };

/** A therapy that the catalogue does not have would make a rule, or a pack, that never fits. */
const unknownTherapies = (
  { issues, value }: z.core.ParsePayload<z.infer<typeof Payer>>,
  list: 'authorizationRules' | 'siteRules' | 'packs',
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

type CheckedPayer = z.core.ParsePayload<z.infer<typeof Payer>>;

/** Rows of one kind, of which the first that fits binds. */
type Rows<Row> = {
  field: 'clocks' | 'denialRungs';
  one: string;
  rows: readonly Row[];
  hides: (first: Row, later: Row) => boolean;
  /** Ids that none of them may have. */
  taken?: ReadonlySet<string>;
};

/** Each has an id of its own, and none is hidden by one before it, for it would change nothing. */
const confusedRows = <Row extends { id: string; from: string }>(
  { issues }: CheckedPayer,
  { field, one, rows, hides, taken = new Set() }: Rows<Row>,
): void => {
  for (const [at, row] of rows.entries()) {
    const before = rows.slice(0, at);
    const say = (name: 'id' | 'from', message: string) =>
      issues.push({ code: 'custom', input: row[name], path: [field, at, name], message });
    if (before.some(({ id }) => id === row.id) || taken.has(row.id))
      say('id', `must be an id that no other ${one} has`);
    const hiding = before.find((first) => hides(first, row));
    if (hiding)
      say(
        'from',
        `must lie after the end of "${hiding.id}", which comes first: end that with through`,
      );
  }
};

/** A line of a request keeps the id of its clock, so that an id means one row for good. */
const confusedClocks = (payload: CheckedPayer): void =>
  confusedRows(payload, {
    field: 'clocks',
    one: 'clock',
    rows: payload.value.clocks,
    hides: hidesClock,
    taken: generalClocks,
  });

/** What was taken of a denial is kept with the id of its row. */
const confusedRungs = (payload: CheckedPayer): void =>
  confusedRows(payload, {
    field: 'denialRungs',
    one: 'rung',
    rows: payload.value.denialRungs,
    hides: hidesRung,
  });

/** Which way failed a request is kept by the id of its row. */
const confusedChannels = ({ issues, value }: CheckedPayer): void => {
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

/** A gap that a person takes on is kept by the id of its pack: one holds under it at a time. */
const confusedPacks = ({ issues, value: { packs } }: CheckedPayer): void => {
  const last = '9999-12-31';
  for (const [at, { id, from, through = last }] of packs.entries())
    if (
      packs
        .slice(0, at)
        .some((one) => one.id === id && one.from <= through && from <= (one.through ?? last))
    )
      issues.push({
        code: 'custom',
        input: id,
        path: ['packs', at, 'id'],
        message: 'must be an id that no other pack has on the same day',
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
    unknownTherapies(payload, 'packs');
    confusedClocks(payload);
    confusedRungs(payload);
    confusedChannels(payload);
    confusedPacks(payload);
  }),
  site: Site.strict(),
  nurse: Nurse.strict(),
} as const;
