import { type App, Stack } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { addRoutes, httpApi } from './api.ts';
import { documentBucket } from './documents.ts';
import { constructId, type FunctionRow, functions } from './functions.ts';
import type { Estate } from './grants.ts';
import { serviceKeys } from './keys.ts';
import { messaging } from './messaging.ts';
import { serviceFunction } from './service-function.ts';
import { signIn } from './sign-in.ts';
import { referralTable } from './table.ts';
import { workflow } from './workflow.ts';

/** The whole service, read as a table of contents. */
export const referralStack = (app: App): Stack => {
  const stack = new Stack(app, 'Dripline', {
    description: 'Infusion referrals and prior authorization',
  });
  const keys = serviceKeys(stack);
  const estate: Estate = {
    keys,
    table: referralTable(stack, keys.data),
    documents: documentBucket(stack, keys.data),
    bus: new EventBus(stack, 'Events', { kmsKey: keys.operations }),
    api: httpApi(stack, keys.operations),
    signIn: signIn(stack),
    messaging: messaging(stack),
  };

  const steps = build(
    stack,
    functions.filter(({ trigger }) => trigger === 'step'),
    estate,
  );
  const parts = { functions: steps, encryptionKey: keys.operations };
  const authorization = workflow(stack, 'authorization', parts);
  const workflows = {
    authorization,
    referral: workflow(stack, 'referral', { ...parts, children: { authorization } }),
    visit: workflow(stack, 'visit', parts),
  };

  const others = build(
    stack,
    functions.filter(({ trigger }) => trigger !== 'step'),
    { ...estate, workflows },
  );
  addRoutes(estate.api, others, estate.signIn);
  return stack;
};

const build = (stack: Stack, rows: readonly FunctionRow[], estate: Estate): Map<string, Lambda> =>
  new Map(rows.map((row) => [constructId(row.name), serviceFunction(stack, row, estate)]));
