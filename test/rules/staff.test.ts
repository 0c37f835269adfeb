import { describe, expect, it } from 'vitest';
import { displayName } from '../../functions/staff/display-name.ts';
import { isAround, isOutdated, teamsOf } from '../../functions/staff/person.ts';
import { ConsolePreferences } from '../../functions/staff/preferences.ts';
import { aCaller } from '../support/callers.ts';

const now = new Date('2026-11-30T15:00:00Z');
const ann = {
  personId: 'a',
  name: 'Ann Example',
  roles: ['coordinator' as const],
  seenAt: '2026-11-30T14:00:00.000Z',
};

describe('what somebody is called', () => {
  it.each([
    [{ name: ' Ann Example ' }, 'Ann Example'],
    [{ given_name: 'Ann', family_name: 'Example', email: 'a@example.org' }, 'Ann Example'],
    [{ given_name: 'Ann' }, 'Ann'],
    [{ email: 'ann.example@example.org' }, 'ann.example'],
    [{ name: '', email: 'ann@example.org' }, 'ann'],
    [{ name: 'Ann\u202E', given_name: 'Ann' }, 'Ann'],
    [{ name: 17 }, undefined],
    [{}, undefined],
  ])('from %j is %j', (claimed, name) => {
    expect(displayName(claimed)).toBe(name);
  });
});

describe('what is kept of somebody', () => {
  const coordinator = aCaller('coordinator');
  it.each([
    ['of an hour ago stands', ann, coordinator, false],
    [
      'of half a day ago is written anew',
      { ...ann, seenAt: '2026-11-30T03:00:00.000Z' },
      coordinator,
      true,
    ],
    [
      'of eleven hours ago stands',
      { ...ann, seenAt: '2026-11-30T04:00:00.000Z' },
      coordinator,
      false,
    ],
    ['in another role is written anew', ann, aCaller('clinician'), true],
    ['is written the first time', undefined, coordinator, true],
  ])('%s', (_, kept, principal, outdated) => {
    expect(isOutdated(kept, principal, now)).toBe(outdated);
  });

  it('does not depend on the order of roles', () => {
    const both = { ...ann, roles: ['scheduler' as const, 'coordinator' as const] };
    const principal = { roles: new Set(['coordinator', 'scheduler'] as const) };
    expect(isOutdated(both, principal, now)).toBe(false);
  });

  it('is offered for half a year', () => {
    expect(isAround({ seenAt: '2026-06-04T15:00:00.000Z' }, now)).toBe(true);
    expect(isAround({ seenAt: '2026-06-03T15:00:00.000Z' }, now)).toBe(false);
  });
});

describe('the worklists of a person', () => {
  it('are those of their roles at the desk', () => {
    expect(teamsOf({ roles: new Set(['scheduler', 'nurse', 'coordinator']) })).toEqual([
      'coordinator',
      'scheduler',
    ]);
    expect(teamsOf(aCaller('referrer'))).toEqual([]);
  });
});

describe('preferences', () => {
  it('are whole without being told, and refuse what nobody knows', () => {
    expect(ConsolePreferences.parse({})).toEqual({
      views: [],
      singleKeys: true,
      theme: 'system',
      afterResolving: 'next',
    });
    expect(ConsolePreferences.safeParse({ theme: 'green' }).success).toBe(false);
    expect(ConsolePreferences.safeParse({ colour: 'red' }).success).toBe(false);
    const view = (filters: object) => ({ views: [{ title: 'Mine', filters }] });
    expect(ConsolePreferences.safeParse(view({ assignee: 'me', dueWithinHours: 0 })).success).toBe(
      true,
    );
    expect(ConsolePreferences.safeParse(view({ patient: 'Testa' })).success).toBe(false);
  });
});
