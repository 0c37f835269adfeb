import * as z from 'zod';
import { authorizationRoutes } from '../authorization/routes.ts';
import { educationRoutes } from '../education/routes.ts';
import { holdRoutes } from '../hold/routes.ts';
import { outreachRoutes } from '../outreach/routes.ts';
import { referralRoutes } from '../referral/routes.ts';
import { schedulingRoutes } from '../scheduling/routes.ts';
import { visitRoutes } from '../visit/routes.ts';
import { defineRoutes } from './contract.ts';
import { type Answer, http, route } from './http.ts';
import { openApi } from './openapi.ts';

export const platformRoutes = defineRoutes({
  'GET /openapi.json': {
    function: 'describe-api',
    summary: 'This description',
    access: ['public'],
    success: { status: 200, body: z.record(z.string(), z.json()) },
  },
});

/** Every route there is, by area. */
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

/** Made once; it changes only with the code. */
const description = JSON.stringify(openApi(areas, '0.1.0'));

export const describeApi = async (): Promise<Answer> => ({
  body: description,
  headers: { 'cache-control': 'public, max-age=300' },
});

export const handler = http({
  'GET /openapi.json': route(platformRoutes['GET /openapi.json'], describeApi),
});
