import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';

const SignIn = z.object({
  /** Where people sign in, are let out, and where codes are exchanged for tokens. */
  address: z.string(),
  clientId: z.string(),
  /** Where they are sent back to: the address of the console. */
  console: z.string(),
  scope: z.string(),
});

export const apiRoutes = defineRoutes({
  'GET /openapi.json': {
    function: 'describe-api',
    summary: 'This description',
    access: ['public'],
    openBecause:
      'The description of the API, the same for everyone and already public in the source.',
    success: { status: 200, body: z.record(z.string(), z.json()) },
  },
  'GET /sign-in': {
    function: 'describe-api',
    summary: 'Where the people of the console sign in, and as which client',
    access: ['public'],
    openBecause:
      'Whoever signs in has no token yet; the address and the client are in every sign-in page’s own address.',
    success: { status: 200, body: SignIn },
  },
});
