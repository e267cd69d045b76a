import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

interface WorkedQueueProps {
  /** Longest time, in seconds, that a function works on messages. */
  readonly timeout: number;
  /** How long a message is kept that nobody works on. */
  readonly kept: Duration;
}

/** Messages a function is given at once, and how many copies of it work at the same time. */
const BATCH = 5;
const CONCURRENCY = 10;
/** A message that failed so often is set aside. */
const ATTEMPTS = 5;
/** A message is given out again when a function has not answered for so many times its timeout. */
const PATIENCE = 6;
/** Messages set aside are kept for people to look at. */
const SET_ASIDE = Duration.days(14);
const SAFE = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;

/** A queue that a function works off, and where messages end that fail too often. */
export class WorkedQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { timeout, kept }: WorkedQueueProps) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', { ...SAFE, retentionPeriod: SET_ASIDE });
    this.queue = new Queue(this, 'Queue', {
      ...SAFE,
      retentionPeriod: kept,
      visibilityTimeout: Duration.seconds(timeout * PATIENCE),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: ATTEMPTS },
    });
  }

  /** What the role of the function that works it off has to allow. */
  receiving(): PolicyStatement {
    return new PolicyStatement({
      actions: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      resources: [this.queue.queueArn],
    });
  }

  /** Gives its messages to a function. */
  feed(handler: LambdaFunction): void {
    handler.addEventSourceMapping('Messages', {
      eventSourceArn: this.queue.queueArn,
      batchSize: BATCH,
      maxConcurrency: CONCURRENCY,
      reportBatchItemFailures: true,
    });
  }
}
