import { type App, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Operation as TableOperation, type TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { dashboard } from './dashboard.ts';
import type { WorkedQueue } from './worked-queue.ts';

interface ObservabilityStackProps extends StackProps {
  readonly api: HttpApi;
  readonly signedApi: HttpApi | undefined;
  readonly functions: readonly LambdaFunction[];
  readonly table: TableV2;
  /** By name. */
  readonly queues: Readonly<Record<string, WorkedQueue>>;
  readonly key: IKey;
}

const FIVE_MINUTES = Duration.minutes(5);
/** Slower than this for one caller in a hundred, and something is wrong. */
const SLOW = Duration.seconds(3);
/** Work that waits longer is not kept up with. */
const LATE = Duration.hours(1);
const USED = [TableOperation.GET_ITEM, TableOperation.QUERY, TableOperation.PUT_ITEM];

/** Tells people when the service fails those who use it. Whoever should hear subscribes to the topic. */
export class ObservabilityStack extends Stack {
  private readonly topic: Topic;

  constructor(app: App, id: string, props: ObservabilityStackProps) {
    const { api, signedApi, functions, table, queues, key, ...rest } = props;
    super(app, id, rest);
    this.topic = new Topic(this, 'Alarms', {
      masterKey: key,
      enforceSSL: true,
      displayName: 'Jurismap alarms',
    });
    this.watchApi('', api);
    if (signedApi) this.watchApi('Signed', signedApi);
    for (const handler of functions) this.watchFunction(handler);
    this.watchTable(table);
    for (const [name, queue] of Object.entries(queues)) this.watchQueue(name, queue);
    dashboard(this, 'Dashboard', { api, functions, table, queues });
  }

  private watchApi(prefix: string, api: HttpApi): void {
    this.alarm(`${prefix}ServerErrors`, 'The API answered 5xx', api.metricServerError(sum()), 1);
    this.alarm(
      `${prefix}Latency`,
      `One request in a hundred took longer than ${SLOW.toSeconds()} s for a quarter of an hour`,
      api.metricLatency({ period: FIVE_MINUTES, statistic: Stats.p(99) }),
      SLOW.toMilliseconds(),
      3,
    );
  }

  private watchFunction(handler: LambdaFunction): void {
    const name = handler.node.scope?.node.id ?? handler.node.id;
    this.alarm(`${name}Errors`, `${name} failed`, handler.metricErrors(sum()), 1);
    this.alarm(`${name}Throttles`, `${name} was held back by Lambda`, handler.metricThrottles(sum()), 1);
  }

  private watchTable(table: TableV2): void {
    for (const metricName of ['ReadThrottleEvents', 'WriteThrottleEvents']) {
      this.alarm(`Table${metricName}`, 'DynamoDB held the table back', tableMetric(table, metricName), 1);
    }
    for (const operation of USED) {
      this.alarm(
        `Table${operation}SystemErrors`,
        `DynamoDB failed on ${operation}`,
        tableMetric(table, 'SystemErrors', { Operation: operation }),
        1,
      );
    }
  }

  private watchQueue(name: string, { queue, deadLetters }: WorkedQueue): void {
    this.alarm(
      `${name}Wait`,
      `${name}: what waits in the queue has waited for longer than ${LATE.toHours()} hour`,
      queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: Stats.MAXIMUM }),
      LATE.toSeconds(),
    );
    this.alarm(
      `${name}SetAside`,
      `${name}: something failed so often that it was set aside`,
      deadLetters.metricApproximateNumberOfMessagesVisible({
        period: FIVE_MINUTES,
        statistic: Stats.MAXIMUM,
      }),
      1,
    );
  }

  private alarm(id: string, description: string, metric: IMetric, threshold: number, periods = 1): void {
    new Alarm(this, id, {
      alarmDescription: description,
      metric,
      threshold,
      evaluationPeriods: periods,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    }).addAlarmAction(new SnsAction(this.topic));
  }
}

function sum() {
  return { period: FIVE_MINUTES, statistic: Stats.SUM };
}

function tableMetric(table: TableV2, metricName: string, dimensions: Record<string, string> = {}): Metric {
  return new Metric({
    namespace: 'AWS/DynamoDB',
    metricName,
    dimensionsMap: { TableName: table.tableName, ...dimensions },
    ...sum(),
  });
}
