import { join } from 'node:path';
import { type App, CfnOutput, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { ACCESS_LOG } from './access-log.ts';
import { externalTokens } from './external-tokens.ts';
import type { Operation } from './operations.ts';
import { pascal } from './pascal.ts';
import { ProductFunction } from './product-function.ts';
import { permitStatements, type TableGrant } from './table-access.ts';
import type { Tokens } from './tokens.ts';

/** A role of AWS whose signed requests are taken. */
export interface SignedCaller {
  readonly arn: string;
  readonly tenant: string;
  /** What it may do, as in the scope `jurismap/<role>`. */
  readonly role: string;
}

interface ApiStackProps extends StackProps {
  readonly operations: readonly Operation[];
  /** The folder `scripts/build.ts` writes to. */
  readonly buildDir: string;
  /** Whose tokens are taken; said at deployment when left out. */
  readonly tokens: Tokens | undefined;
  /** None, and there is no API for signed requests. */
  readonly signedCallers: readonly SignedCaller[];
  readonly data: TableGrant;
  readonly workQueue: IQueue;
  /** Where people subscribe to mail. */
  readonly mail: ITopic;
  readonly logKey: IKey;
}

/** MB, and seconds. */
const DEFAULT_MEMORY = 1024;
const DEFAULT_TIMEOUT = 10;

/** Requests of one tenant in ten seconds; half of what the API takes in all. */
const REQUESTS_PER_TENANT = '500';

/** Requests a second the API takes in all, before it answers 429. */
const THROTTLE = { rateLimit: 100, burstLimit: 200 };

/** The HTTP API: every operation has a route, a function of its own, and, unless it is public, the token check. */
export class ApiStack extends Stack {
  readonly api: HttpApi;
  /** For signed requests, where the deployment names roles. */
  readonly signedApi: HttpApi | undefined;
  readonly functions: readonly LambdaFunction[];

  constructor(app: App, id: string, props: ApiStackProps) {
    const { operations, buildDir, tokens, signedCallers, data, workQueue, mail, logKey, ...rest } = props;
    super(app, id, rest);
    const { issuer, audience, tenantClaim } = tokens ?? externalTokens(this);
    const authorizer = new HttpJwtAuthorizer('Tokens', issuer, { jwtAudience: [...audience] });
    this.api = this.httpApi('', 'Jurismap', logKey);
    this.signedApi =
      signedCallers.length > 0 ? this.httpApi('Signed', 'Jurismap, for signed requests', logKey) : undefined;
    const callers = this.toJsonString(
      Object.fromEntries(
        signedCallers.map(({ arn, tenant, role }) => [arn, { tenant, scope: `jurismap/${role}` }]),
      ),
    );
    this.functions = operations.map((operation) => {
      const { function: handler } = new ProductFunction(this, pascal(operation.name), {
        name: operation.name,
        description: `${operation.method} ${operation.path}`,
        bundle: join(buildDir, 'functions', operation.name),
        table: operation.table,
        data,
        sendsTo: operation.queue ? workQueue : undefined,
        logKey,
        memory: operation.memory ?? DEFAULT_MEMORY,
        timeout: operation.timeout ?? DEFAULT_TIMEOUT,
        environment: {
          TENANT_CLAIM: tenantClaim,
          ...(this.signedApi && operation.signed && { SIGNED_CALLERS: callers }),
          ...(operation.public ? {} : { TABLE_NAME: data.table.tableName, REQUESTS_PER_TENANT }),
          ...(operation.mail && { NOTICE_TOPIC_ARN: mail.topicArn }),
        },
        statements: [
          ...(operation.public || operation.table === 'write' ? [] : permitStatements(data)),
          ...(operation.mail ? [subscribing(mail)] : []),
        ],
      });
      this.route(operation, handler, authorizer);
      if (this.signedApi && operation.signed) this.signedRoute(operation, handler, this.signedApi);
      return handler;
    });
    new CfnOutput(this, 'Url', { value: this.api.apiEndpoint });
    if (this.signedApi) new CfnOutput(this, 'SignedUrl', { value: this.signedApi.apiEndpoint });
  }

  private httpApi(prefix: string, description: string, logKey: IKey): HttpApi {
    const httpApi = new HttpApi(this, `${prefix}Api`, { description, createDefaultStage: false });
    const accessLog = new LogGroup(this, `${prefix}AccessLog`, {
      encryptionKey: logKey,
      retention: RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    new HttpStage(this, `${prefix}Stage`, {
      httpApi,
      stageName: '$default',
      autoDeploy: true,
      throttle: THROTTLE,
      detailedMetricsEnabled: true,
      accessLogSettings: {
        destination: new LogGroupLogDestination(accessLog),
        format: AccessLogFormat.custom(ACCESS_LOG),
      },
    });
    return httpApi;
  }

  private signedRoute(operation: Operation, handler: LambdaFunction, api: HttpApi): void {
    api.addRoutes({
      path: operation.path,
      methods: [HttpMethod[operation.method]],
      integration: new HttpLambdaIntegration(`Signed${pascal(operation.name)}Integration`, handler),
      authorizer: new HttpIamAuthorizer(),
    });
  }

  private route(operation: Operation, handler: LambdaFunction, tokens: IHttpRouteAuthorizer): void {
    const isPublic = operation.public === true;
    const [route] = this.api.addRoutes({
      path: operation.path,
      methods: [HttpMethod[operation.method]],
      integration: new HttpLambdaIntegration(`${pascal(operation.name)}Integration`, handler),
      authorizer: isPublic ? new HttpNoneAuthorizer() : tokens,
      ...(isPublic ? {} : { authorizationScopes: operation.scopes }),
    });
    if (isPublic && route !== undefined) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: `${operation.name} describes the API and holds nothing of any tenant; clients read it before they have a token.`,
      });
    }
  }
}

function subscribing(mail: ITopic): PolicyStatement {
  return new PolicyStatement({
    actions: ['sns:Subscribe', 'sns:Unsubscribe'],
    resources: [mail.topicArn],
  });
}
