import type { State } from './definition-types.ts';

type Fields = { required: readonly string[]; optional: readonly string[] };

const common = ['Type', 'QueryLanguage', 'Comment'];
const onward = ['Next', 'End'];
const shaped = ['Output', 'Assign'];
const guarded = ['Retry', 'Catch'];

/** Every field a state may have. Anything else is refused by name. */
export const stateFields: Record<State['Type'], Fields> = {
  Task: {
    required: ['Resource'],
    optional: [
      ...[...common, ...onward, ...shaped, ...guarded],
      ...['Arguments', 'TimeoutSeconds', 'HeartbeatSeconds'],
    ],
  },
  Choice: { required: ['Choices'], optional: [...common, ...shaped, 'Default'] },
  Wait: { required: [], optional: [...common, ...onward, ...shaped, 'Seconds', 'Timestamp'] },
  Pass: { required: [], optional: [...common, ...onward, ...shaped] },
  Succeed: { required: [], optional: [...common, 'Output'] },
  Fail: { required: [], optional: [...common, 'Error', 'Cause'] },
  Parallel: {
    required: ['Branches'],
    optional: [...common, ...onward, ...shaped, ...guarded, 'Arguments'],
  },
  Map: {
    required: ['ItemProcessor'],
    optional: [
      ...[...common, ...onward, ...shaped, ...guarded],
      ...['Items', 'ItemSelector', 'MaxConcurrency'],
      ...['ToleratedFailureCount', 'ToleratedFailurePercentage'],
    ],
  },
};

export const machineFields = [
  ...['Comment', 'QueryLanguage', 'StartAt', 'States', 'TimeoutSeconds', 'Version'],
];
export const branchFields = ['Comment', 'QueryLanguage', 'StartAt', 'States'];
export const processorFields = [...branchFields, 'ProcessorConfig'];
export const ruleFields = ['Condition', 'Next', 'Output', 'Assign', 'Comment'];
export const retrierFields = [
  ...['ErrorEquals', 'IntervalSeconds', 'MaxAttempts', 'BackoffRate', 'MaxDelaySeconds'],
  ...['JitterStrategy', 'Comment'],
];
export const catcherFields = ['ErrorEquals', 'Next', 'Output', 'Assign', 'Comment'];

const jsonPathFields = ['Parameters', 'ResultSelector', 'Result', 'Iterator', 'Variable'];

/** Why a field is refused, in the words of the query language that owns it. */
export const refusal = (field: string): string => {
  if (field.endsWith('Path') || jsonPathFields.includes(field)) {
    return `field '${field}' belongs to JSONPath, which is not supported`;
  }
  if (['ItemReader', 'ItemBatcher', 'ResultWriter', 'Label'].includes(field)) {
    return `field '${field}' belongs to Distributed Map, which is not supported`;
  }
  return `field '${field}' is not supported`;
};
