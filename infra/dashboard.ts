import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { ServiceFunctions } from './service-function.ts';
import type { Workflows } from './workflow.ts';

type Shown = { api: HttpApi; functions: ServiceFunctions; workflows: Workflows };

/** One screen that answers: does work come in, does it move, does it get out? */
export const dashboard = (scope: Construct, { api, functions, workflows }: Shown): void => {
  const machines = Object.values(workflows);
  const queues = Object.values(functions).flatMap(({ deadLetters }) => deadLetters ?? []);
  new Dashboard(scope, 'Dashboard', { defaultInterval: Duration.days(1) }).addWidgets(
    graph('Requests', [api.metricCount(), api.metricClientError(), api.metricServerError()]),
    graph('Slowest one in a hundred (ms)', [api.metricLatency({ statistic: 'p99' })]),
    graph(
      'Workflows started',
      machines.map((machine) => machine.metricStarted()),
    ),
    graph(
      'Workflows failed',
      machines.map((machine) => machine.metricFailed()),
    ),
    graph('Age of unread changes (ms)', [
      functions['relay-workflow'].lambda.metric('IteratorAge', { statistic: 'Maximum' }),
      functions['publish-events'].lambda.metric('IteratorAge', { statistic: 'Maximum' }),
    ]),
    graph(
      'Lost deliveries',
      queues.map((queue) => queue.metricApproximateNumberOfMessagesVisible()),
    ),
  );
};

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 12 });
