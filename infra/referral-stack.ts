import { type App, CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import { alarms, alarmTopic } from './alarms.ts';
import { addRoutes, httpApi } from './api.ts';
import { attention } from './attention.ts';
import { backups } from './backup.ts';
import { dashboard } from './dashboard.ts';
import { documentBucket } from './documents.ts';
import { functions as rows } from './functions.ts';
import type { Estate } from './grants.ts';
import { serviceKeys } from './keys.ts';
import { messaging, receiveTexts } from './messaging.ts';
import { eventBus, outbox } from './outbox.ts';
import { schedules } from './schedules.ts';
import { type ServiceFunctions, serviceFunction } from './service-function.ts';
import { signIn } from './sign-in.ts';
import { referralTable } from './table.ts';
import { consoleBucket, webConsole } from './web-console.ts';
import { workflow } from './workflow.ts';

/** The whole service, read as a table of contents. */
export const referralStack = (app: App, codeOf: Estate['codeOf']): Stack => {
  const stack = new Stack(app, 'Dripline', {
    description: 'Dripline: infusion referrals and prior authorization',
  });
  const keys = serviceKeys(stack);
  const people = signIn(stack);
  const estate: Estate = {
    codeOf,
    keys,
    signIn: people,
    table: referralTable(stack, keys.data),
    documents: documentBucket(stack, keys.data, people.consoleOrigin),
    consoleFiles: consoleBucket(stack),
    bus: eventBus(stack, keys.operations),
    api: httpApi(stack, people, keys.operations),
    messaging: messaging(stack, keys.data),
  };
  backups(stack, estate.table, estate.documents, keys.data);

  const steps = build(stack, estate, (row) => row.trigger === 'step');
  const parts = { functions: steps, encryptionKey: keys.operations };
  const authorization = workflow(stack, 'authorization', parts);
  const workflows = {
    authorization,
    referral: workflow(stack, 'referral', { ...parts, children: { authorization } }),
    renewal: workflow(stack, 'renewal', { ...parts, children: { authorization } }),
    visit: workflow(stack, 'visit', parts),
  };
  const others = build(stack, { ...estate, workflows }, (row) => row.trigger !== 'step');
  const functions = { ...steps, ...others } as ServiceFunctions;

  addRoutes(estate.api, functions, people);
  outbox(stack, { ...estate, functions, workflows });
  schedules(stack, functions, keys);
  receiveTexts(estate.messaging.incomingTexts, functions['receive-text']);
  const topic = alarmTopic(stack, keys.operations);
  attention(stack, estate.bus, topic, keys.operations);
  // A stack may have 500 resources: those that only look on have one of their own.
  const watch = new NestedStack(stack, 'Watch', { description: 'Dripline: alarms and dashboard' });
  alarms(watch, topic, { ...estate, functions, workflows });
  dashboard(watch, { ...estate, functions, workflows });
  const consoleAddress = webConsole(stack, estate, functions['publish-console']);

  outputs(stack, {
    ApiAddress: estate.api.apiEndpoint,
    SignInIssuer: people.issuer,
    ConsoleAddress: consoleAddress,
    ConsoleClientId: people.consoleClient.userPoolClientId,
    AlarmTopic: topic.topicArn,
    EventBusName: estate.bus.eventBusName,
    IncomingTextsTopic: estate.messaging.incomingTexts.topicArn,
  });
  return stack;
};

const build = (
  stack: Stack,
  estate: Estate,
  wanted: (row: (typeof rows)[number]) => boolean,
): Partial<ServiceFunctions> =>
  Object.fromEntries(
    rows.filter(wanted).map((row) => [row.name, serviceFunction(stack, row, estate)]),
  );

/** What the person who deploys needs next. */
const outputs = (stack: Stack, values: Record<string, string>) => {
  for (const [name, value] of Object.entries(values)) new CfnOutput(stack, name, { value });
};
