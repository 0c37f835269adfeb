import type * as z from 'zod';
import type { Role } from './principal.ts';

/**
 * One HTTP route as everyone sees it: the API's routes, the OpenAPI description and the handler's
 * checks are all made from these, so they cannot differ.
 */
export type RouteContract = {
  /** Name of the function that serves it, as in infra/functions.ts. */
  function: string;
  summary: string;
  /** Who may call it; `public` needs no token. */
  access: readonly (Role | 'public')[];
  /** Why a public route needs no token. */
  openBecause?: string;
  path?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** It decides on something that others change: If-Match says which state of it was seen. */
  needsSeen?: true;
  /** Accepted content types of the body; JSON when left out. */
  contentTypes?: readonly string[];
  success: { status: 200 | 201 | 202 | 204; body?: z.ZodType; contentType?: string };
  /** The problem codes a caller must expect besides the common ones. */
  problems?: Readonly<Record<string, string>>;
};

export type RouteKey = `${'GET' | 'POST' | 'PUT' | 'DELETE'} /${string}`;
export type Routes = Readonly<Record<RouteKey, RouteContract>>;

/** Keeps the precise types of a table of routes. */
export const defineRoutes = <const T extends Routes>(routes: T): T => routes;
