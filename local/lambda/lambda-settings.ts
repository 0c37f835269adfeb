import { createHmac, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { CloudAssembly } from '../assembly/cloud-assembly.ts';
import { region } from '../assembly/resource-names.ts';
import { loadRoutes } from '../http-api/routes.ts';
import { asObject, asText } from '../json.ts';

export type LambdaSettings = {
  name: string;
  id: string;
  label: string;
  arn: string;
  roleArn: string;
  /** The file that holds the handler, and the name it is exported under. */
  file: string;
  exportName: string;
  timeoutMs: number;
  memoryMegabytes: number;
  /** Invocations at a time, those included that wait for somebody outside: the reserved concurrency. */
  maxConcurrency: number;
  /** How many of them may work at a time on this machine. */
  workingAtOnce: number;
  /** Somebody waits for it: it answers a route or lets callers in. */
  answers: boolean;
  environment: Record<string, string>;
  accessKeyId: string;
};

type Options = { gateway: string; invocationsAtOnce: number };

/** Looks like a temporary key of AWS and is different for each function. */
const accessKeyOf = (secret: string, name: string) => {
  const digest = createHmac('sha256', secret).update(name).digest('hex').toUpperCase();
  return `ASIA${digest.slice(0, 16)}`;
};

/** ARNs of the functions behind routes and their authorizers. */
const answering = (assembly: CloudAssembly): ReadonlySet<string> =>
  new Set(
    loadRoutes(assembly).flatMap(({ functionArn, authorizer }) =>
      authorizer?.kind === 'lambda' ? [functionArn, authorizer.functionArn] : [functionArn],
    ),
  );

/** How each function of the template is to be run: code, limits, environment and credentials. */
export const lambdaSettings = (
  assembly: CloudAssembly,
  { gateway, invocationsAtOnce }: Options,
): LambdaSettings[] => {
  const secret = randomBytes(32).toString('hex');
  const behindRoutes = answering(assembly);
  return assembly.ofType('AWS::Lambda::Function').map((resource) => {
    const { properties, ref: name, id, label, arn } = resource;
    const [module = 'index', exportName = 'handler'] = asText(properties.Handler).split('.');
    const reserved = Number(properties.ReservedConcurrentExecutions ?? invocationsAtOnce);
    const memoryMegabytes = Number(properties.MemorySize ?? 128);
    const accessKeyId = accessKeyOf(secret, name);
    const declared = asObject(asObject(properties.Environment).Variables);
    const taskRoot = assembly.assetOf(resource);
    return {
      name,
      id,
      label,
      arn,
      roleArn: asText(properties.Role),
      file: join(taskRoot, `${module}.js`),
      exportName,
      timeoutMs: Number(properties.Timeout ?? 3) * 1000,
      memoryMegabytes,
      answers: behindRoutes.has(arn),
      maxConcurrency: Math.max(1, reserved),
      workingAtOnce: Math.max(1, invocationsAtOnce),
      accessKeyId,
      environment: {
        ...Object.fromEntries(Object.entries(declared).map(([key, value]) => [key, `${value}`])),
        AWS_ACCESS_KEY_ID: accessKeyId,
        AWS_SECRET_ACCESS_KEY: createHmac('sha256', secret).update(accessKeyId).digest('base64'),
        AWS_SESSION_TOKEN: 'session',
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
        AWS_ENDPOINT_URL: gateway,
        AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
        AWS_LAMBDA_FUNCTION_NAME: name,
        AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
        AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
        AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
        AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
        LAMBDA_TASK_ROOT: taskRoot,
        PATH: '/usr/bin:/bin',
        TZ: ':UTC',
        _HANDLER: asText(properties.Handler),
      },
    };
  });
};
