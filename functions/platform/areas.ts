import * as z from 'zod';
import { authorizationRoutes } from '../authorization/routes.ts';
import { educationRoutes } from '../education/routes.ts';
import { holdRoutes } from '../hold/routes.ts';
import { outreachRoutes } from '../outreach/routes.ts';
import { referralRoutes } from '../referral/routes.ts';
import { schedulingRoutes } from '../scheduling/routes.ts';
import { visitRoutes } from '../visit/routes.ts';
import { defineRoutes } from './contract.ts';

export const platformRoutes = defineRoutes({
  'GET /openapi.json': {
    function: 'describe-api',
    summary: 'This description',
    access: ['public'],
    openBecause:
      'The description of the API, the same for everyone and already public in the source.',
    success: { status: 200, body: z.record(z.string(), z.json()) },
  },
});

/** Every route there is, by area: what the API deploys, describes and checks. */
export const areas = {
  referral: referralRoutes,
  hold: holdRoutes,
  authorization: authorizationRoutes,
  scheduling: schedulingRoutes,
  visit: visitRoutes,
  education: educationRoutes,
  outreach: outreachRoutes,
  platform: platformRoutes,
};
