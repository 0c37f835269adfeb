import { describe, expect, it } from 'vitest';
import { areas } from '../../functions/platform/describe-api.ts';
import { type Admission, type Route, routes } from '../../infra/routes.ts';

type Described = { function: string; access: readonly string[] };

const described = new Map(
  Object.values(areas).flatMap((area) => Object.entries(area as Record<string, Described>)),
);
const keyOf = ({ method, path }: Route): string => `${method} ${path}`;

/** The admission at the door that lets in exactly the roles that the function then asks for. */
const admissionFor = (access: readonly string[]): Admission | 'open' => {
  if (access.includes('public')) return 'open';
  if (access.every((role) => role === 'patient')) return { patient: true };
  if (access.includes('payer')) return { scopes: ['dripline/notifications'] };
  return {
    scopes: access.includes('system') ? ['dripline/user', 'dripline/referrals'] : ['dripline/user'],
  };
};

describe('the routes of the API', () => {
  it('are the routes that the functions describe, each answered by the same function', () => {
    const deployed = (routes as readonly Route[]).map((route) => [keyOf(route), route.function]);
    const promised = [...described].map(([key, route]) => [key, route.function]);
    expect(deployed.sort()).toEqual(promised.sort());
  });

  it.each((routes as readonly Route[]).map((route) => [keyOf(route), route] as const))(
    '%s admits the roles that its function asks for',
    (key, { admits }) => {
      const expected = admissionFor(described.get(key)?.access ?? []);
      if (expected === 'open') expect(admits).toHaveProperty('open');
      else expect(admits).toEqual(expected);
    },
  );
});
