import { areas } from '../functions/api/areas.ts';
import type { RouteContract } from '../functions/platform/contract.ts';
import { type FunctionName, functions } from './functions.ts';

type Method = 'GET' | 'POST' | 'PUT';

/** Who may pass: a token with any of the scopes, a patient (link or sign-in), or anyone. */
export type Admission =
  | { readonly scopes: readonly string[] }
  | { readonly patient: true }
  | { readonly open: string };

export type Route = {
  readonly method: Method;
  readonly path: `/${string}`;
  readonly function: FunctionName;
  readonly admits: Admission;
};

/** The door lets in whoever has one of the roles; which of them, the function looks at. */
const admission = ({ access, openBecause }: RouteContract): Admission => {
  if (access.includes('public')) return { open: openBecause ?? '' };
  if (access.every((role) => role === 'patient')) return { patient: true };
  return {
    scopes: [
      ...(access.some((role) => role !== 'system' && role !== 'payer') ? ['dripline/user'] : []),
      ...(access.includes('system') ? ['dripline/referrals'] : []),
      ...(access.includes('payer') ? ['dripline/notifications'] : []),
    ],
  };
};

const routeOf = (key: string, contract: RouteContract): Route => {
  const [method, path] = key.split(' ') as [Method, Route['path']];
  const row = functions.find(({ name }) => name === contract.function);
  if (!row) throw new Error(`${key} names a function that has no row: ${contract.function}`);
  return { method, path, function: row.name, admits: admission(contract) };
};

/** Every route of the HTTP API, made from the contracts that its functions check and describe. */
export const routes: readonly Route[] = Object.values(areas).flatMap((area) =>
  Object.entries(area as Record<string, RouteContract>).map(([key, contract]) =>
    routeOf(key, contract),
  ),
);
