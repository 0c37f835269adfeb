import type { Engine } from '../../interpreter/engine.ts';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import type { Records } from '../data/records.ts';
import type { EventBus } from './event-bus.ts';

type Options = { assembly: CloudAssembly; engine: Engine; bus: EventBus; records: Records };
type Change = Pick<
  ReturnType<Engine['describeExecution']>,
  'arn' | 'name' | 'machineArn' | 'status'
>;

const failed = ['FAILED', 'TIMED_OUT', 'ABORTED'] as const;

/**
 * Tells the default bus when an execution changes status. The bus and the journal are two files, so
 * a failure whose event was lost between them is told again at the next start.
 */
export const publishExecutionEvents = ({ assembly, engine, bus, records }: Options) => {
  const told = (arn: string, status: string) => `execution:${arn}:${status}`;

  const publish = ({ arn, name, machineArn, status }: Change) => {
    const detail = { executionArn: arn, stateMachineArn: machineArn, name, status };
    records.atomically(() => {
      bus.put('default', {
        source: 'aws.states',
        detailType: 'Step Functions Execution Status Change',
        detail,
        resources: [arn],
      });
      if (status !== 'RUNNING' && status !== 'SUCCEEDED') records.setMark(told(arn, status), '1');
    });
  };

  for (const { arn: machine } of assembly.ofType('AWS::StepFunctions::StateMachine')) {
    for (const status of failed) {
      for (const execution of engine.listExecutions(machine, { status, limit: 1000 })) {
        if (!records.mark(told(execution.arn, status))) publish(execution);
      }
    }
  }
  // The status that was announced: by now the execution may have gone further.
  return engine.onStatusChange(({ executionArn, stateMachineArn, name, status }) =>
    publish({ arn: executionArn, machineArn: stateMachineArn, name, status }),
  );
};
