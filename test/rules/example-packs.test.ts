import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isByHand } from '../../functions/payer/channel.ts';
import { LineOfBusiness } from '../../functions/payer/decision-clock.ts';
import { Payer } from '../../functions/payer/payer.ts';
import { medicineClasses } from '../../functions/referral/facts/medicine-classes.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';

const folder = new URL('../../examples/network/payers/', import.meta.url);
const payers = readdirSync(folder).map((name) =>
  Payer.parse({ revision: 0, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }),
);
const packs = payers.flatMap((payer) => payer.packs);

describe('the packs of the example payers', () => {
  it('are eight or more, each with a name of its own', () => {
    expect(packs.length).toBeGreaterThanOrEqual(8);
    expect(new Set(packs.map(({ id }) => id)).size).toBe(packs.length);
  });

  it('are of every kind of plan, one of a utilization manager and one that no machine reaches', () => {
    const withPacks = payers.filter((payer) => payer.packs.length > 0);
    const kinds = new Set(withPacks.map(({ lineOfBusiness }) => lineOfBusiness));
    expect([...kinds].sort()).toEqual([...LineOfBusiness.options].sort());
    const managed = withPacks.filter(({ programs }) => programs.includes('utilization-manager'));
    expect(managed.length).toBeGreaterThan(0);
    const byHand = withPacks.filter(({ authorization }) => authorization.channels.every(isByHand));
    expect(byHand.map(({ payerId }) => payerId)).toContain('cedar-fund');
  });

  it('of traditional Medicare are what claims are held against, for it is not asked', () => {
    for (const { lineOfBusiness, packs: own } of payers)
      for (const { heldAgainst } of own)
        expect(heldAgainst).toBe(lineOfBusiness === 'traditional-medicare' ? 'claim' : 'request');
  });

  it.each(packs)('$id names therapies and classes that are known', ({ therapies, criteria }) => {
    expect(therapies.filter((id) => !lookUpTherapy(id))).toEqual([]);
    const classes = criteria.flatMap((one) => (one.kind === 'tried' ? one.classes : []));
    const known = new Set(medicineClasses.map(({ id }) => id));
    expect(classes.filter((id) => !known.has(id))).toEqual([]);
  });
});
