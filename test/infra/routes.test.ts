import { describe, expect, it } from 'vitest';
import { routes } from '../../infra/routes.ts';

const admitted = (key: string) =>
  routes.find(({ method, path }) => `${method} ${path}` === key)?.admits;

describe('the door of the API', () => {
  it('is open only to what tells nobody anything, and says why', () => {
    const open = routes.flatMap(({ path, admits }) =>
      'open' in admits ? [[path, admits.open]] : [],
    );
    expect(open.map(([path]) => path).sort()).toEqual(['/openapi.json', '/patient', '/sign-in']);
    for (const [, reason] of open) expect(reason).toMatch(/\w+ \w+/);
  });

  it.each([
    ['POST /referrals', { scopes: ['dripline/user', 'dripline/referrals'] }],
    ['POST /holds/{holdId}/resolution', { scopes: ['dripline/user'] }],
    ['POST /payers/{payerId}/notifications', { scopes: ['dripline/notifications'] }],
    ['GET /patients/me/visits', { patient: true }],
    ['PUT /network/nurses/{nurseId}', { scopes: ['dripline/user'] }],
  ])('%s admits those whose it is', (key, expected) => {
    expect(admitted(key)).toEqual(expected);
  });

  it('never lets a payer in where people work, nor people where a payer answers', () => {
    for (const { path, admits } of routes) {
      if (!('scopes' in admits)) continue;
      const forPayers = admits.scopes.includes('dripline/notifications');
      expect(forPayers, path).toBe(path.startsWith('/payers/'));
      if (forPayers) expect(admits.scopes).toHaveLength(1);
    }
  });

  it('has each route once', () => {
    const keys = routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
