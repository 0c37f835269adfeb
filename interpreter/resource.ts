/** What a Task asks for, read from its `Resource`. */
export type TaskResource = {
  kind: 'invoke' | 'function' | 'execution' | 'sdk';
  pattern: 'response' | 'callback' | 'sync';
  service: string;
  action: string;
  arn: string;
};

const integration =
  /^arn:aws[a-z-]*:states:[a-z0-9-]*:\d*:(aws-sdk:)?([a-z0-9]+):([A-Za-z0-9]+)(\.waitForTaskToken|\.sync|\.sync:2)?$/;
const bareFunction =
  /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:[A-Za-z0-9-_]+(:[A-Za-z0-9$_-]+)?$/;

const optimized: Record<string, readonly string[]> = {
  'lambda:invoke': ['', '.waitForTaskToken'],
  'states:startExecution': ['', '.sync:2', '.waitForTaskToken'],
  'dynamodb:getItem': [''],
  'dynamodb:putItem': [''],
  'dynamodb:updateItem': [''],
  'dynamodb:deleteItem': [''],
  'events:putEvents': ['', '.waitForTaskToken'],
};

const patterns: Record<string, TaskResource['pattern']> = {
  '': 'response',
  '.waitForTaskToken': 'callback',
  '.sync:2': 'sync',
};

const kinds: Record<string, TaskResource['kind']> = {
  'lambda:invoke': 'invoke',
  'states:startExecution': 'execution',
};

/** Reads a `Resource` ARN; `undefined` when this interpreter does not support it. */
export const readResource = (arn: string): TaskResource | undefined => {
  if (bareFunction.test(arn)) {
    return { kind: 'function', pattern: 'response', service: 'lambda', action: arn, arn };
  }
  const [, sdk, service, action, suffix = ''] = integration.exec(arn) ?? [];
  if (service === undefined || action === undefined) return undefined;
  const pattern = patterns[suffix];
  if (pattern === undefined) return undefined;
  const name = `${service}:${action}`;
  if (sdk) return suffix === '.sync:2' ? undefined : { kind: 'sdk', pattern, service, action, arn };
  if (!optimized[name]?.includes(suffix)) return undefined;
  return { kind: kinds[name] ?? 'sdk', pattern, service, action, arn };
};
