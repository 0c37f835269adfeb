import type * as z from 'zod';
import type { areas } from '../../../functions/api/areas.ts';

/**
 * The API as its own contracts have it, from which its routes, its checks and its description are
 * made too. Types only: nothing of it is in the console's code, and nothing is generated.
 */
type Areas = typeof areas;
type Together<Union> = (Union extends unknown ? (each: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;
type Contracts = Together<Areas[keyof Areas]>;

export type ApiRoute = keyof Contracts & string;

type Part<Route extends ApiRoute, Name extends string> =
  Contracts[Route] extends Record<Name, infer Schema>
    ? Schema extends z.ZodType
      ? z.input<Schema>
      : never
    : never;

type Wanted<Name extends string, Value> = [Value] extends [never]
  ? { [K in Name]?: never }
  : { [K in Name]: Value };

/** What a route is asked with. */
export type ApiRequest<Route extends ApiRoute> = Wanted<'path', Part<Route, 'path'>> &
  Wanted<'body', Part<Route, 'body'>> & {
    query?: [Part<Route, 'query'>] extends [never] ? never : Part<Route, 'query'>;
    ifMatch?: string | undefined;
    idempotencyKey?: string;
    signal?: AbortSignal;
  };

/** What it answers. */
export type ApiBody<Route extends ApiRoute> = Contracts[Route] extends {
  success: { body: infer Schema };
}
  ? Schema extends z.ZodType
    ? z.output<Schema>
    : undefined
  : undefined;
