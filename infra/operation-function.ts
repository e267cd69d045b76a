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
import { Construct } from 'constructs';
import type { Operation } from './operations.ts';
import { type TableGrant, tableStatements } from './table-access.ts';

interface OperationFunctionProps {
  readonly operation: Operation;
  /** Folder of the bundle. */
  readonly bundle: string;
  readonly data: TableGrant;
  readonly logKey: IKey;
  /** Name of the token's claim that says which tenant the caller belongs to. */
  readonly tenantClaim: string;
}

const DEFAULT_MEMORY = 1024;
const DEFAULT_TIMEOUT = 10;

/** One operation in the cloud: a function, the role it alone has, and its log. */
export class OperationFunction extends Construct {
  readonly function: LambdaFunction;

  constructor(scope: Construct, id: string, props: OperationFunctionProps) {
    super(scope, id);
    const { operation, data } = props;
    const logGroup = new LogGroup(this, 'Log', {
      encryptionKey: props.logKey,
      retention: RetentionDays.THREE_MONTHS,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `Jurismap ${operation.name}`,
      inlinePolicies: {
        access: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
              resources: [logGroup.logGroupArn],
            }),
            ...tableStatements(operation.table, data),
          ],
        }),
      },
    });
    this.function = new LambdaFunction(this, 'Function', {
      description: `${operation.method} ${operation.path}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(props.bundle),
      handler: 'index.handler',
      memorySize: operation.memory ?? DEFAULT_MEMORY,
      timeout: Duration.seconds(operation.timeout ?? DEFAULT_TIMEOUT),
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        ...(operation.table === 'none' ? {} : { TABLE_NAME: data.table.tableName }),
        TENANT_CLAIM: props.tenantClaim,
        NODE_OPTIONS: '--enable-source-maps',
      },
    });
  }
}
