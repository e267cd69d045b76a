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
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

interface Watched {
  readonly api: HttpApi;
  readonly functions: readonly LambdaFunction[];
  readonly table: TableV2;
  readonly queue: IQueue;
  readonly deadLetters: IQueue;
}

const PERIOD = Duration.minutes(5);
const SUM = { period: PERIOD, statistic: Stats.SUM };
const MOST = { period: PERIOD, statistic: Stats.MAXIMUM };

/** One page that answers: is it healthy, is it keeping up, what does it cost. */
export function dashboard(
  scope: Construct,
  id: string,
  { api, functions, table, queue, deadLetters }: Watched,
): void {
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
        graph('Keeping up: age of the oldest work, in seconds', [
          queue.metricApproximateAgeOfOldestMessage(MOST),
        ]),
        graph('Keeping up: work that waits, and work set aside', [
          queue.metricApproximateNumberOfMessagesVisible(MOST),
          deadLetters.metricApproximateNumberOfMessagesVisible(MOST),
        ]),
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
