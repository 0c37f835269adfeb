import {
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { patience, waiting } from '../platform/patience.ts';

/** The only file that speaks to Step Functions. */
export type WorkflowGateway = {
  /** Starts an execution; the same name again is the same execution, running or ended. */
  start(machineArn: string, name: string, input: Record<string, unknown>): Promise<void>;
  /** Stops an execution if it is there. */
  stop(machineArn: string, name: string): Promise<void>;
  /** Ends a wait. `late` when nobody waits with this token any more. */
  settle(taskToken: string, output: unknown): Promise<'settled' | 'late'>;
};

const executionArn = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;

export const workflowGateway = (
  client: SFNClient = new SFNClient(waiting(patience.workflows)),
): WorkflowGateway => ({
  start: async (stateMachineArn, name, input) => {
    try {
      await client.send(
        new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  },
  stop: async (machineArn, name) => {
    try {
      await client.send(new StopExecutionCommand({ executionArn: executionArn(machineArn, name) }));
    } catch (error) {
      if (!(error instanceof ExecutionDoesNotExist)) throw error;
    }
  },
  settle: async (taskToken, output) => {
    try {
      await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
      return 'settled';
    } catch (error) {
      const name = error instanceof Error ? error.name : '';
      if (name === 'TaskTimedOut' || name === 'TaskDoesNotExist') return 'late';
      throw error;
    }
  },
});
