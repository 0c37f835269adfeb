import { describe, expect, it } from 'vitest';
import {
  disclosed,
  disclosures,
  type FactKind,
  factKinds,
  readerOf,
  readersOf,
} from '../../functions/platform/disclosure.ts';
import { type Role, roles } from '../../functions/platform/principal.ts';
import { aCaller, aPerson } from '../support/callers.ts';

const own = { practice: '1234567893', isOwnVisit: true };

/** What each role is shown of what is theirs, written down apart from the table. */
const expected: Record<Role, string> = {
  referrer:
    'address authorized clinical contact documents findings identity name numbers order payer planning therapy',
  system:
    'address authorized clinical contact documents findings identity name numbers order payer planning therapy',
  coordinator: [...factKinds].sort().join(' '),
  clinician: [...factKinds].sort().join(' '),
  scheduler: 'address authorized contact name planning therapy',
  nurse: 'address clinical contact identity name notes order therapy',
  patient: 'name',
  payer: '',
  admin: '',
};

describe('who is shown what', () => {
  it.each(roles)('has one cell, with its reason, for %s and each kind of fact', (role) => {
    const kinds = disclosures[role].flatMap((cell) => cell.kinds);
    expect([...kinds].sort()).toEqual([...factKinds].sort());
    for (const { because } of disclosures[role]) expect(because.length).toBeGreaterThan(8);
  });

  it.each(roles)('%s', (role) => {
    const see = readerOf(aCaller(role, { practice: '1234567893' }), own);
    expect(factKinds.filter(see).sort().join(' ')).toBe(expected[role]);
    expect(factKinds.filter((kind) => readersOf(kind).includes(role))).toEqual(
      factKinds.filter(see),
    );
  });

  it.each([
    ['a practice', aCaller('referrer', { practice: '1000000020' })],
    ['a practice’s system', aCaller('system', { practice: '1000000020' })],
    ['a practice without a name', aCaller('referrer')],
    ['a nurse', aCaller('nurse')],
  ])('shows nothing of another’s to %s', (_, caller) => {
    expect(factKinds.filter(readerOf(caller, { practice: '1234567893' }))).toEqual([]);
    expect(factKinds.filter(readerOf(caller, {}))).toEqual([]);
  });

  it('takes from each of several roles what that role has toward this record', () => {
    const both = aPerson('ada', 'admin', 'referrer', 'practice:1000000020');
    expect(factKinds.filter(readerOf(both, { practice: '1234567893' }))).toEqual([]);
    expect(factKinds.filter(readerOf(both, { practice: '1000000020' }))).toContain('clinical');
    const nora = aPerson('nora', 'nurse', 'scheduler', 'nurse:nur_1');
    expect(readerOf(nora, { isOwnVisit: false })('order')).toBe(false);
    expect(readerOf(nora, { isOwnVisit: true })('order')).toBe(true);
  });

  it('leaves out the parts that are not shown, and only those', () => {
    const parts = { name: { name: 'N' }, order: { dose: 'D' } };
    const shown = (kinds: FactKind[]) => disclosed((kind) => kinds.includes(kind), parts);
    expect(shown(['name'])).toEqual({ name: 'N' });
    expect(shown(['name', 'order'])).toEqual({ name: 'N', dose: 'D' });
    expect(shown([])).toEqual({});
  });
});
