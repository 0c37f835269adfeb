import type { Integrations } from '../../interpreter/integrations.ts';
import type { AwsGateway } from '../aws-gateway/gateway.ts';
import type { Access } from '../iam/access.ts';
import { asObject, asText, type Json } from '../json.ts';
import type { LambdaHost } from '../lambda/lambda-host.ts';

type Options = { host: LambdaHost; access: Access; gateway: AwsGateway };

/** A platform fault whose name is the error name that the workflow sees. */
const fault = (name: string, message: string) => Object.assign(new Error(message), { name });

const targets: Record<string, string> = {
  dynamodb: 'DynamoDB_20120810',
  eventbridge: 'AWSEvents',
  events: 'AWSEvents',
  kms: 'TrentService',
  sfn: 'AWSStepFunctions',
  states: 'AWSStepFunctions',
};
const signingNames: Record<string, string> = { eventbridge: 'events', sfn: 'states' };

const exceptionIn = (body: string | Buffer | undefined) => {
  const answer = asObject(JSON.parse(String(body || '{}')));
  const name = asText(answer.__type).split('#').at(-1) || 'Exception';
  return { name, message: asText(answer.message) };
};

/** What the tasks of a workflow reach, under the role of their state machine. */
export const workflowIntegrations = ({ host, access, gateway }: Options): Integrations => ({
  invokeLambda: async ({ functionName, payload, roleArn }) => {
    const settings = host.settingsOf(functionName);
    if (!settings) {
      throw fault('Lambda.ResourceNotFoundException', `There is no function ${functionName}`);
    }
    const caller = { name: roleArn.split('/').at(-1) ?? roleArn, roleArn };
    const need = { action: 'lambda:InvokeFunction', resources: [settings.arn] };
    // Machines made by hand, to try something, have no role of the template.
    if (access.knows(roleArn) && access.firstDenied(caller, [need])) {
      throw fault('Lambda.AWSLambdaException', `${roleArn} may not invoke ${functionName}`);
    }
    const result = await host.invoke(functionName, payload, 'task');
    if (result.error === undefined) {
      return { payload: JSON.parse(result.payload ?? 'null') as Json, statusCode: 200 };
    }
    const error = JSON.parse(result.error) as { errorType: string; errorMessage?: string };
    return { payload: error, functionError: error, statusCode: 200 };
  },

  awsSdk: async ({ service, action, parameters, roleArn }) => {
    const target = targets[service];
    if (!target) throw fault('States.Runtime', `${service} has no local stand-in`);
    const operation = action.charAt(0).toUpperCase() + action.slice(1);
    const input = asObject(parameters);
    const answer = await gateway.call({
      caller: { name: roleArn.split('/').at(-1) ?? roleArn, roleArn },
      service: signingNames[service] ?? service,
      operation,
      method: 'POST',
      url: new URL('http://gateway/'),
      headers: { 'x-amz-target': `${target}.${operation}` },
      body: Buffer.from(JSON.stringify(input)),
      input,
    });
    if (answer.status === 200) return JSON.parse(String(answer.body)) as Json;
    const { name, message } = exceptionIn(answer.body);
    const prefix = service.charAt(0).toUpperCase() + service.slice(1);
    throw fault(`${prefix}.${name}`, message);
  },
});
