import * as z from 'zod';
import { authorizationRoutes } from '../authorization/routes.ts';
import { chartRoutes } from '../chart/routes.ts';
import { coverageRoutes } from '../coverage/routes.ts';
import { educationRoutes } from '../education/routes.ts';
import { measureRoutes } from '../measures/routes.ts';
import { networkRoutes } from '../network/routes.ts';
import { outreachRoutes } from '../outreach/routes.ts';
import { patientRoutes } from '../outreach/staff-routes.ts';
import { checkRoutes } from '../referral/check-routes.ts';
import { Bundle } from '../referral/fhir/bundle.ts';
import { NativeSubmission } from '../referral/native-submission.ts';
import { referralRoutes } from '../referral/routes.ts';
import { uploadRoutes } from '../referral/upload-routes.ts';
import { schedulingRoutes } from '../scheduling/routes.ts';
import { staffRoutes } from '../staff/routes.ts';
import { therapyRoutes } from '../therapy/routes.ts';
import { visitRoutes } from '../visit/routes.ts';
import { worklistRoutes } from '../worklist/routes.ts';
import { apiRoutes } from './routes.ts';

/** Every route there is, by area: what the API deploys, describes and checks. */
export const areas = {
  referral: {
    ...referralRoutes,
    ...uploadRoutes,
    'POST /referrals': {
      ...referralRoutes['POST /referrals'],
      body: z.union([NativeSubmission, Bundle]),
    },
    'POST /referrals/check': {
      ...checkRoutes['POST /referrals/check'],
      body: z.union([NativeSubmission, Bundle]),
    },
  },
  staff: staffRoutes,
  chart: chartRoutes,
  coverage: coverageRoutes,
  network: networkRoutes,
  therapy: therapyRoutes,
  worklist: worklistRoutes,
  authorization: authorizationRoutes,
  measures: measureRoutes,
  scheduling: schedulingRoutes,
  visit: visitRoutes,
  education: educationRoutes,
  outreach: { ...outreachRoutes, ...patientRoutes },
  api: apiRoutes,
};
