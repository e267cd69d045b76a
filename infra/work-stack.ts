import { join } from 'node:path';
import {
  type App,
  CustomResource,
  Duration,
  FileSystem,
  Stack,
  type StackProps,
  TimeZone,
} from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Job } from './jobs.ts';
import { pascal } from './pascal.ts';
import { ProductFunction } from './product-function.ts';
import type { TableGrant } from './table-access.ts';

interface WorkStackProps extends StackProps {
  readonly jobs: readonly Job[];
  /** The folder `scripts/build.ts` writes to. */
  readonly buildDir: string;
  readonly data: TableGrant;
  readonly logKey: IKey;
}

/** Messages a function is given at once, and how many copies of it work at the same time. */
const BATCH = 5;
const CONCURRENCY = 10;
/** A message that failed so often is set aside; the next run finds what it was about. */
const ATTEMPTS = 5;
/** A message is given out again when a function has not answered for so many times its timeout. */
const PATIENCE = 6;
/** The queue carries ids only, and its messages are worthless after the next daily run. */
const KEPT = Duration.days(4);
/** Messages set aside are kept for people to look at. */
const SET_ASIDE = Duration.days(14);
/** UTC. Early, so that a day's changes are there when people come to work in Europe. */
const DAILY = { hour: '1', minute: '0' };

/** What happens without anybody asking: the queue of work, what works it off, and what starts a run every day. */
export class WorkStack extends Stack {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly functions: readonly LambdaFunction[];

  constructor(app: App, id: string, props: WorkStackProps) {
    const { jobs, buildDir, data, logKey, ...rest } = props;
    super(app, id, rest);
    const longest = Math.max(...jobs.map(({ timeout }) => timeout), 1);
    this.deadLetters = new Queue(this, 'DeadLetters', { ...SAFE, retentionPeriod: SET_ASIDE });
    this.queue = new Queue(this, 'Queue', {
      ...SAFE,
      retentionPeriod: KEPT,
      visibilityTimeout: Duration.seconds(longest * PATIENCE),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: ATTEMPTS },
    });
    this.functions = jobs.map((job) => {
      const bundle = join(buildDir, 'functions', job.name);
      const { function: handler } = new ProductFunction(this, pascal(job.name), {
        name: job.name,
        description: `Jurismap ${job.name}`,
        bundle,
        table: job.table,
        data,
        sendsTo: this.queue,
        logKey,
        memory: job.memory,
        timeout: job.timeout,
        statements: job.trigger === 'queue' ? [this.receiving()] : [],
      });
      this.trigger(job, handler, bundle);
      return handler;
    });
    this.startDaily();
  }

  private receiving(): PolicyStatement {
    return new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [this.queue.queueArn],
    });
  }

  private trigger({ trigger, name }: Job, handler: LambdaFunction, bundle: string): void {
    switch (trigger) {
      case 'queue':
        handler.addEventSourceMapping('Messages', {
          eventSourceArn: this.queue.queueArn,
          batchSize: BATCH,
          maxConcurrency: CONCURRENCY,
          reportBatchItemFailures: true,
        });
        return;
      case 'deployment':
        // Everything that is deployed is a property, so that other contents are a change CloudFormation acts on.
        new CustomResource(this, `${pascal(name)}Run`, {
          serviceToken: handler.functionArn,
          resourceType: 'Custom::Deployment',
          properties: { contents: FileSystem.fingerprint(join(bundle, '..')) },
        });
    }
  }

  private startDaily(): void {
    const role = new Role(this, 'ScheduleRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
      inlinePolicies: {
        access: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['sqs:SendMessage'],
              resources: [this.queue.queueArn, this.deadLetters.queueArn],
            }),
          ],
        }),
      },
    });
    new Schedule(this, 'Daily', {
      description: 'Jurismap: look for assessments that are stale',
      schedule: ScheduleExpression.cron({ ...DAILY, timeZone: TimeZone.ETC_UTC }),
      target: new SqsSendMessage(this.queue, {
        input: ScheduleTargetInput.fromObject({ kind: 'start', reason: 'scheduled' }),
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: this.deadLetters,
      }),
    });
  }
}

const SAFE = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;
