import { type Case, type Group, machine, only } from '../case.ts';

const refused = (id: string, says: string, definition: object, sentence: string): Case => ({
  id: `refused.${id}`,
  says,
  definition,
  expected: { refused: sentence },
});

const jsonPath = (field: string) =>
  refused(
    field,
    `${field} belongs to JSONPath`,
    only({ Type: 'Pass', [field]: '$.a' }),
    `State 'Only': field '${field}' belongs to JSONPath`,
  );

const map = (more: object, config: object = {}) =>
  only({
    Type: 'Map',
    ItemProcessor: {
      ProcessorConfig: { Mode: 'INLINE', ...config },
      StartAt: 'Each',
      States: { Each: { Type: 'Succeed' } },
    },
    ...more,
  });

const task = (resource: string) => only({ Type: 'Task', Resource: resource, Arguments: {} });

export const refusals: Group = {
  feature: 'Refused at load',
  cases: [
    refused(
      'language',
      'a machine must say JSONata at the top level',
      { StartAt: 'A', States: { A: { Type: 'Succeed' } } },
      "QueryLanguage must be 'JSONata'",
    ),
    refused(
      'state-language',
      'a state must not switch to JSONPath',
      only({ Type: 'Pass', QueryLanguage: 'JSONPath' }),
      "State 'Only': QueryLanguage 'JSONPath'",
    ),
    ...['InputPath', 'OutputPath', 'ResultPath', 'Parameters', 'ResultSelector', 'Result'].map(
      jsonPath,
    ),
    refused(
      'path-argument',
      'a .$ field belongs to JSONPath',
      only({ Type: 'Pass', Output: { 'a.$': '$.a' } }),
      "field 'a.$'",
    ),
    refused(
      'intrinsic',
      'an intrinsic function belongs to JSONPath',
      only({ Type: 'Pass', Output: "States.Format('{}', 1)" }),
      'intrinsic',
    ),
    refused(
      'type',
      'an unknown state type',
      only({ Type: 'Loop' }),
      "Type 'Loop' is not supported",
    ),
    refused('field', 'an unknown field', only({ Type: 'Pass', Outptu: 1 }), "field 'Outptu'"),
    refused(
      'machine-field',
      'an unknown field of the machine',
      machine({ A: { Type: 'Succeed' } }, { Timeout: 1 }),
      "field 'Timeout'",
    ),
    refused('credentials', 'Credentials', only({ Type: 'Pass', Credentials: {} }), "'Credentials'"),
    refused('distributed', 'Distributed Map', map({}, { Mode: 'DISTRIBUTED' }), 'Distributed Map'),
    refused('item-reader', 'ItemReader', map({ ItemReader: {} }), 'Distributed Map'),
    refused(
      'activity',
      'activities',
      task('arn:aws:states:us-east-1:000000000000:activity:a'),
      "activity:a' is not supported",
    ),
    refused(
      'sync-other',
      'other services with .sync',
      task('arn:aws:states:::batch:submitJob.sync'),
      'is not supported',
    ),
    refused(
      'sync-one',
      'startExecution.sync without :2',
      task('arn:aws:states:::states:startExecution.sync'),
      'is not supported',
    ),
    refused(
      'next',
      'a transition to no state',
      machine({ A: { Type: 'Pass', Next: 'B' } }),
      "State 'A': Next names 'B'",
    ),
    refused(
      'dead-end',
      'a state with neither Next nor End',
      machine({ A: { Type: 'Pass' } }),
      'Next must name a state',
    ),
    refused(
      'all-not-last',
      'States.ALL before the last Retry',
      only({
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Arguments: { FunctionName: 'f' },
        Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }],
      }),
      'States.ALL must come last',
    ),
    refused(
      'prototype',
      'an expression that names a prototype',
      only({ Type: 'Pass', Output: "{% $lookup($states.input, '__proto__') %}" }),
      '__proto__',
    ),
  ],
};
