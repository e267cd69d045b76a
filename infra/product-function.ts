import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Operation } from './operations.ts';
import { type TableGrant, tableStatements } from './table-access.ts';

export interface ProductFunctionProps {
  readonly name: string;
  readonly description: string;
  /** Folder of the bundle. */
  readonly bundle: string;
  /** What it does with stored items. */
  readonly table: Operation['table'];
  readonly data: TableGrant;
  /** The work queue, for a function that puts messages on it. */
  readonly sendsTo?: IQueue | undefined;
  readonly logKey: IKey;
  /** MB */
  readonly memory: number;
  /** seconds */
  readonly timeout: number;
  readonly environment?: Readonly<Record<string, string>>;
  readonly statements?: readonly PolicyStatement[];
}

/** A function of the product in the cloud, the role it alone has, and its log. */
export class ProductFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: ProductFunctionProps) {
    super(scope, id);
    const { data, sendsTo } = props;
    const logGroup = new LogGroup(this, 'Log', {
      encryptionKey: props.logKey,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Jurismap ${props.name}`,
      inlinePolicies: {
        access: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
            ...tableStatements(props.table, data),
            ...(sendsTo
              ? [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [sendsTo.queueArn] })]
              : []),
            ...(props.statements ?? []),
          ],
        }),
      },
    });
    this.function = new LambdaFunction(this, 'Function', {
      description: props.description,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.bundle),
      handler: 'index.handler',
      memorySize: props.memory,
      timeout: Duration.seconds(props.timeout),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        ...(props.table === 'none' ? {} : { TABLE_NAME: data.table.tableName }),
        ...(sendsTo && { WORK_QUEUE_URL: sendsTo.queueUrl }),
        ...props.environment,
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
  }
}
