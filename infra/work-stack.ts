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
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import { jobFunction } from './job-function.ts';
import type { Job } from './jobs.ts';
import { pascal } from './pascal.ts';
import type { TableGrant } from './table-access.ts';
import { WorkedQueue } from './worked-queue.ts';

interface WorkStackProps extends StackProps {
  readonly jobs: readonly Job[];
  /** The folder `scripts/build.ts` writes to. */
  readonly buildDir: string;
  readonly data: TableGrant;
  /** Where it is told what happened. */
  readonly bus: EventBus;
  readonly logKey: IKey;
}

/** The queue carries ids only, and its messages are worthless after the next daily run. */
const KEPT = Duration.days(4);
/** UTC. Early, so that a day's changes are there when people come to work in Europe. */
const DAILY = { hour: '1', minute: '0' };

/** What happens without anybody asking: the queue of work, what works it off, and what starts a run every day. */
export class WorkStack extends Stack {
  readonly work: WorkedQueue;
  readonly functions: readonly LambdaFunction[];

  constructor(app: App, id: string, props: WorkStackProps) {
    const { jobs, buildDir, data, bus, logKey, ...rest } = props;
    super(app, id, rest);
    const longest = Math.max(...jobs.map(({ timeout }) => timeout), 1);
    this.work = new WorkedQueue(this, 'WorkQueue', { timeout: longest, kept: KEPT });
    this.functions = jobs.map((job) => {
      const handler = jobFunction(this, job, {
        buildDir,
        data,
        sendsTo: this.work.queue,
        logKey,
        ...(job.trigger === 'queue' && {
          environment: { BUS_NAME: bus.eventBusName },
          statements: [
            this.work.receiving(),
            new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
          ],
        }),
      });
      this.trigger(job, handler, buildDir);
      return handler;
    });
    this.startDaily();
  }

  private trigger({ trigger, name }: Job, handler: LambdaFunction, buildDir: string): void {
    switch (trigger) {
      case 'queue':
        this.work.feed(handler);
        return;
      case 'deployment':
        // Everything that is deployed is a property, so that other contents are a change CloudFormation acts on.
        new CustomResource(this, `${pascal(name)}Run`, {
          serviceToken: handler.functionArn,
          resourceType: 'Custom::Deployment',
          properties: { contents: FileSystem.fingerprint(join(buildDir, 'functions')) },
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
              resources: [this.work.queue.queueArn, this.work.deadLetters.queueArn],
            }),
          ],
        }),
      },
    });
    new Schedule(this, 'Daily', {
      description: 'Jurismap: look for assessments that are stale',
      schedule: ScheduleExpression.cron({ ...DAILY, timeZone: TimeZone.ETC_UTC }),
      target: new SqsSendMessage(this.work.queue, {
        input: ScheduleTargetInput.fromObject({ kind: 'start', reason: 'scheduled' }),
        role: role.withoutPolicyUpdates(),
        deadLetterQueue: this.work.deadLetters,
      }),
    });
  }
}
