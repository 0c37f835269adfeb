import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { asText, type JsonObject } from '../json.ts';
import type { AwsService } from './call.ts';
import { json, jsonRefusal, readTarget } from './json-protocol.ts';

export type StepFunctionsApi = (
  target: string,
  body: JsonObject,
) => Promise<{ status: number; body: unknown }> | { status: number; body: unknown };

const ofToken = new Set(['SendTaskSuccess', 'SendTaskFailure', 'SendTaskHeartbeat']);

/** Step Functions, answered by the durable interpreter. */
export const stepFunctionsService = (
  api: StepFunctionsApi,
  assembly: CloudAssembly,
): AwsService => {
  const machines = assembly.ofType('AWS::StepFunctions::StateMachine').map(({ arn }) => arn);
  return {
    name: 'states',
    operationOf: readTarget,
    needs: ({ operation, input }) => {
      const action = `states:${operation}`;
      if (ofToken.has(operation)) return [{ action, resources: [...machines, '*'] }];
      const resource = asText(input.stateMachineArn) || asText(input.executionArn) || '*';
      return [{ action, resources: [resource] }];
    },
    answer: async ({ operation, input }) => {
      const { status, body } = await api(`AWSStepFunctions.${operation}`, input);
      return json(body, status);
    },
    refuse: jsonRefusal,
  };
};
