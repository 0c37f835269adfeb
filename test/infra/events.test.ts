import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { domainEvents } from '../../functions/platform/domain-events.ts';
import { AuthorizationId, HoldId, ReferralId, VisitId } from '../../functions/platform/ids.ts';
import {
  descriptionPath,
  eventsDescribed,
  examplesFolder,
  strictEvent,
} from '../../infra/events.ts';

const root = join(import.meta.dirname, '..', '..');
const events = Object.keys(domainEvents) as (keyof typeof domainEvents)[];
const example = (event: string) =>
  JSON.parse(readFileSync(join(examplesFolder, `${event}.json`), 'utf8'));

/** Events by the names that the sources give to what they record; lines of the log have others. */
const recorded = globSync('functions/**/*.ts', { cwd: root })
  .filter((file) => file.endsWith('store.ts') || !file.includes('/platform/'))
  .flatMap((file) => [
    ...readFileSync(join(root, file), 'utf8')
      .replaceAll(/\blog\(\{[^}]*\}/g, '')
      .matchAll(/\bevent: (?:\w+ \? )?'([a-z-]+\.[a-z-]+)'/g),
  ])
  .map(([, event]) => event ?? '');

describe('the events that are published', () => {
  it('are all in the catalogue', () => {
    expect(recorded.length).toBeGreaterThan(50);
    expect([...new Set(recorded)].filter((event) => !Object.hasOwn(domainEvents, event))).toEqual(
      [],
    );
  });

  it('stand in the description as they are: npm run events -- --write', () => {
    expect(readFileSync(descriptionPath, 'utf8')).toBe(eventsDescribed());
  });

  it('have one example each, and no other', () => {
    expect(readdirSync(examplesFolder).sort()).toEqual(events.map((one) => `${one}.json`).sort());
  });

  it.each(events)('%s is as its example says', (event) => {
    expect(strictEvent(event).safeParse(example(event)).error?.issues ?? []).toEqual([]);
  });

  it('name things in their examples by ids of their kind', () => {
    const text = JSON.stringify(events.map(example));
    for (const [kind, schema] of Object.entries({
      ref: ReferralId,
      auth: AuthorizationId,
      hold: HoldId,
      vis: VisitId,
    })) {
      const ids = text.match(new RegExp(`\\b${kind}_[^"]+`, 'g')) ?? [];
      expect(ids.length).toBeGreaterThan(1);
      expect(ids.filter((id) => !schema.safeParse(id).success)).toEqual([]);
    }
  });
});
