import { describe, expect, it } from 'vitest';
import { contraindications } from '../../functions/referral/facts/contraindications.ts';
import { interactions } from '../../functions/referral/facts/interactions.ts';
import { enteredTherapy } from '../../functions/therapy/entered-therapy.ts';
import { therapies } from '../../functions/therapy/therapies.ts';
import { lookUpTherapy } from '../../functions/therapy/therapy-catalogue.ts';
import { anEnteredDrug } from '../support/entered-drug.ts';

const risksOf = (id: string) => {
  const risks = lookUpTherapy(id)?.risks;
  return [
    `live vaccine: ${risks?.liveVaccine}`,
    ...(risks?.harmsUnborn ? ['unborn'] : []),
    ...(risks?.passesIntoMilk ? ['milk'] : []),
    ...(risks?.opensToMeningococci ? ['meningococci'] : []),
  ].join(', ');
};

describe('what a therapy does to others than the disease', () => {
  const suppressed = ['infliximab', 'infliximab_dyyb', 'ocrelizumab', 'natalizumab', 'tocilizumab'];
  const cytotoxic = ['paclitaxel', 'carboplatin', 'fluorouracil_pump'];
  const expected: Record<string, string> = {
    ...Object.fromEntries([...suppressed, 'rituximab'].map((id) => [id, 'live vaccine: block'])),
    ...Object.fromEntries(cytotoxic.map((id) => [id, 'live vaccine: block, unborn, milk'])),
    vedolizumab: 'live vaccine: warn',
    ivig: 'live vaccine: warn',
    scig: 'live vaccine: warn',
    eculizumab: 'live vaccine: none, meningococci',
    ravulizumab: 'live vaccine: none, meningococci',
    zoledronic_acid: 'live vaccine: none, unborn, milk',
    hydromorphone_pca: 'live vaccine: none, milk',
  };

  it.each(therapies.map(({ id }) => id))('is told of %s', (id) => {
    expect(risksOf(id)).toBe(expected[id] ?? 'live vaccine: none');
  });

  it('is told of no therapy that the catalogue does not have', () => {
    expect(Object.keys(expected).filter((id) => !lookUpTherapy(id))).toEqual([]);
  });

  it('of a drug that a pharmacist entered, a live vaccine is weighed', () => {
    expect(enteredTherapy(anEnteredDrug()).risks.liveVaccine).toBe('warn');
  });
});

describe('the tables of medicines and conditions', () => {
  const rows = [
    ...interactions.map(({ takes, therapies: of }) => ({ row: takes, of })),
    ...contraindications.map(({ id, therapies: of }) => ({ row: id, of })),
  ];

  it('name therapies of the catalogue only', () => {
    expect(
      rows.flatMap(({ row, of }) => of.filter((id) => !lookUpTherapy(id)).map((id) => [row, id])),
    ).toEqual([]);
  });

  /** A new therapy is looked up in both tables before it is given to anybody. */
  it.each(therapies.map(({ id }) => id))('name %s', (id) => {
    expect(rows.filter(({ of }) => of.includes(id)).map(({ row }) => row)).not.toEqual([]);
  });
});
