import { type App, CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { EventBus, Rule, RuleTargetInput } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { jobFunction } from './job-function.ts';
import type { Job } from './jobs.ts';
import type { TableGrant } from './table-access.ts';
import { WorkedQueue } from './worked-queue.ts';

interface NoticeStackProps extends StackProps {
  readonly jobs: readonly Job[];
  /** The folder `scripts/build.ts` writes to. */
  readonly buildDir: string;
  readonly data: TableGrant;
  /** Encrypts what is sent to people, and the logs. */
  readonly key: IKey;
}

/** Where functions say that events are from. */
const SOURCE = 'jurismap';
/** A notice that could not be delivered for so long is in the list of events still. */
const KEPT = Duration.days(4);

/** Tells people and machines what happened: the bus of events, the queue of notices, what delivers them, the mail. */
export class NoticeStack extends Stack {
  readonly bus: EventBus;
  readonly notices: WorkedQueue;
  readonly topic: Topic;
  readonly functions: readonly LambdaFunction[];

  constructor(app: App, id: string, { jobs, buildDir, data, key, ...rest }: NoticeStackProps) {
    super(app, id, rest);
    this.bus = new EventBus(this, 'Events', { description: 'What happened to AI systems' });
    this.topic = new Topic(this, 'Mail', { masterKey: key, enforceSSL: true, displayName: 'Jurismap' });
    const longest = Math.max(...jobs.map(({ timeout }) => timeout), 1);
    this.notices = new WorkedQueue(this, 'NoticeQueue', { timeout: longest, kept: KEPT });
    this.functions = jobs.map((job) => this.deliverer(job, { buildDir, data, key }));
    new Rule(this, 'Deliver', {
      eventBus: this.bus,
      eventPattern: { source: [SOURCE] },
      targets: [
        new SqsQueue(this.notices.queue, {
          message: RuleTargetInput.fromEventPath('$.detail'),
          deadLetterQueue: this.notices.deadLetters,
        }),
      ],
    });
    new CfnOutput(this, 'EventBus', { value: this.bus.eventBusName });
    new CfnOutput(this, 'MailTopic', { value: this.topic.topicArn });
  }

  private deliverer(
    job: Job,
    { buildDir, data, key }: Pick<NoticeStackProps, 'buildDir' | 'data' | 'key'>,
  ): LambdaFunction {
    const handler = jobFunction(this, job, {
      buildDir,
      data,
      logKey: key,
      environment: {
        NOTICE_QUEUE_URL: this.notices.queue.queueUrl,
        NOTICE_TOPIC_ARN: this.topic.topicArn,
      },
      statements: [
        this.notices.receiving(),
        new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.notices.queue.queueArn] }),
        new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topic.topicArn] }),
        new PolicyStatement({
          actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
          resources: [key.keyArn],
          conditions: { StringEquals: { 'kms:ViaService': `sns.${this.region}.amazonaws.com` } },
        }),
      ],
    });
    this.notices.feed(handler);
    return handler;
  }
}
