import * as z from 'zod';
import { defineRoutes } from '../platform/contract.ts';

export const apiRoutes = defineRoutes({
  'GET /openapi.json': {
    function: 'describe-api',
    summary: 'This description',
    access: ['public'],
    openBecause:
      'The description of the API, the same for everyone and already public in the source.',
    success: { status: 200, body: z.record(z.string(), z.json()) },
  },
});
