import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Payer } from '../../functions/payer/payer.ts';
import { medicineClasses } from '../../functions/referral/facts/medicine-classes.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';

const folder = new URL('../../examples/network/payers/', import.meta.url);
const packs = readdirSync(folder).flatMap((name) => {
  const entry = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  return Payer.shape.packs.parse(entry.packs ?? []);
});

describe('the packs of the example payers', () => {
  it('are eight or more, each with a name of its own', () => {
    expect(packs.length).toBeGreaterThanOrEqual(8);
    expect(new Set(packs.map(({ id }) => id)).size).toBe(packs.length);
  });

  it.each(packs)('$id names therapies and classes that are known', ({ therapies, criteria }) => {
    expect(therapies.filter((id) => !lookUpTherapy(id))).toEqual([]);
    const classes = criteria.flatMap((one) => (one.kind === 'tried' ? one.classes : []));
    const known = new Set(medicineClasses.map(({ id }) => id));
    expect(classes.filter((id) => !known.has(id))).toEqual([]);
  });
});
