import { Duration } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Dashboard,
  GraphWidget,
  type IMetric,
  MathExpression,
  Metric,
  Stats,
} from 'aws-cdk-lib/aws-cloudwatch';
import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { WorkedQueue } from './worked-queue.ts';

interface Watched {
  readonly api: HttpApi;
  readonly functions: readonly LambdaFunction[];
  readonly table: TableV2;
  readonly queues: Readonly<Record<string, WorkedQueue>>;
}

const PERIOD = Duration.minutes(5);
const SUM = { period: PERIOD, statistic: Stats.SUM };
const MOST = { period: PERIOD, statistic: Stats.MAXIMUM };

/** One page that answers: is it healthy, is it keeping up, what does it cost. */
export function dashboard(scope: Construct, id: string, { api, functions, table, queues }: Watched): void {
  const used = (metricName: string): IMetric =>
    new Metric({
      namespace: 'AWS/DynamoDB',
      metricName,
      dimensionsMap: { TableName: table.tableName },
      ...SUM,
    });
  new Dashboard(scope, id, {
    widgets: [
      [
        graph('Healthy: requests and errors', [
          api.metricCount(SUM),
          api.metricClientError(SUM),
          api.metricServerError(SUM),
        ]),
        graph('Healthy: latency', [
          api.metricLatency({ period: PERIOD, statistic: Stats.p(50) }),
          api.metricLatency({ period: PERIOD, statistic: Stats.p(99) }),
        ]),
      ],
      [
        graph(
          'Keeping up: age of the oldest message, in seconds',
          Object.entries(queues).map(([label, { queue }]) =>
            queue.metricApproximateAgeOfOldestMessage({ ...MOST, label }),
          ),
        ),
        graph(
          'Keeping up: messages that wait, and those set aside',
          Object.entries(queues).flatMap(([name, { queue, deadLetters }]) => [
            queue.metricApproximateNumberOfMessagesVisible({ ...MOST, label: name }),
            deadLetters.metricApproximateNumberOfMessagesVisible({ ...MOST, label: `${name}, set aside` }),
          ]),
        ),
      ],
      [
        graph('Healthy: work that failed, and what nobody took or understood', [
          ...JOBS.map((job) => ours('Failed', job)),
          ours('NotAssessable', 'look'),
          ours('NotTaken', 'deliver'),
        ]),
        graph('Keeping up: systems found, looked at, and with other findings', [
          ours('Found', 'find'),
          ours('Done', 'look'),
          ours('Changed', 'look'),
        ]),
      ],
      [
        graph(
          'Cost: read units, by what used them',
          KINDS.map((kind) => ours('ReadUnits', kind)),
        ),
        graph(
          'Cost: write units, by what used them',
          KINDS.map((kind) => ours('WriteUnits', kind)),
        ),
      ],
      [
        graph('Cost: units of the table', [
          used('ConsumedReadCapacityUnits'),
          used('ConsumedWriteCapacityUnits'),
        ]),
        graph('Cost: milliseconds of functions', [allOf(functions)]),
      ],
    ],
  });
}

/** What functions count themselves, in `functions/http/metrics.ts`. */
function ours(metricName: string, kind: string): IMetric {
  const label = `${metricName}, ${kind}`;
  return new Metric({ namespace: 'Jurismap', metricName, dimensionsMap: { Kind: kind }, label, ...SUM });
}

/** Kinds of work, and the functions that do it, by which failures are counted. */
const KINDS = ['request', 'start', 'find', 'look', 'tell', 'deliver', 'deployment'];
const JOBS = ['work', 'notify', 'on-deployment'];

function graph(title: string, left: IMetric[]): GraphWidget {
  return new GraphWidget({ title, left, width: 12 });
}

/** CloudWatch adds at most 500 metrics up, and there are fewer functions. */
function allOf(functions: readonly LambdaFunction[]): IMetric {
  const metrics = functions.map((handler, i) => [`f${i}`, handler.metricDuration(SUM)] as const);
  return new MathExpression({
    expression: `SUM([${metrics.map(([name]) => name).join(', ')}])`,
    label: 'all functions',
    usingMetrics: Object.fromEntries(metrics),
    period: PERIOD,
  });
}
