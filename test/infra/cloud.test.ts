import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Job, readJobs } from '../../infra/jobs.ts';
import { type Operation, readOperations } from '../../infra/operations.ts';
import { buildFixture } from '../local/fixture/build.ts';
import { type Resource, readResources } from './templates.ts';

const root = join(import.meta.dirname, '..', '..');

const READ = ['dynamodb:GetItem', 'dynamodb:Query'];
const PERMITS = ['dynamodb:GetItem', 'dynamodb:PutItem'];
const WRITE = [...READ, 'dynamodb:PutItem'].sort();

// Examined are the templates that get deployed, and those of the test's own operations, which have every kind of access.
describe.each([
  ['the product', async () => join(root, 'build')],
  ['the fixture', buildFixture],
])('the cloud of %s', (_, build) => {
  let buildDir: string;
  let operations: Operation[];
  let jobs: Job[];
  let resources: Resource[];
  const all = (type: string) => resources.filter((resource) => resource.type === type);
  const only = (type: string) => {
    const [first, ...more] = all(type);
    expect(more).toEqual([]);
    return first;
  };

  beforeAll(async () => {
    buildDir = await build();
    expect(existsSync(join(buildDir, 'cdk.out')), 'run npm run build first').toBe(true);
    operations = readOperations(buildDir);
    jobs = readJobs(buildDir);
    resources = readResources(buildDir);
    expect(operations.length).toBeGreaterThan(0);
  }, 60_000);

  afterAll(async () => {
    if (buildDir !== join(root, 'build')) await rm(buildDir, { recursive: true, force: true });
  });

  function functionOf(described: Operation | Job): Resource {
    const description =
      'trigger' in described ? `Jurismap ${described.name}` : `${described.method} ${described.path}`;
    const found = all('AWS::Lambda::Function').filter(
      ({ properties }) => properties.Description === description,
    );
    expect(found).toHaveLength(1);
    return found[0] as Resource;
  }

  function roleOf(described: Operation | Job): Resource {
    const arn = functionOf(described).properties.Role;
    return all('AWS::IAM::Role').find((role) => `${role.name}:Arn` === arn) as Resource;
  }

  /** A queue, and the one its messages end in that failed too often. */
  function queues(stack: 'Work' | 'Notice'): { queue: Resource; deadLetters: Resource } {
    const [deadLetters, queue] = all('AWS::SQS::Queue')
      .filter(({ name }) => name.startsWith(`Jurismap${stack}-`))
      .sort((a, b) => Object.keys(a.properties).length - Object.keys(b.properties).length);
    return { queue, deadLetters } as { queue: Resource; deadLetters: Resource };
  }

  const topic = (stack: 'Notice' | 'Observability') =>
    all('AWS::SNS::Topic').find(({ name }) => name.startsWith(`Jurismap${stack}-`));

  /** Whether a function has to be allowed to count requests, because it may not write anyway. */
  function countsRequests(described: Operation | Job): boolean {
    return !('trigger' in described) && !described.public && described.table !== 'write';
  }

  /** What a function may do beside logging, and with the table. */
  function otherActions(described: Operation | Job): string[] {
    const receiving = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];
    if (!('trigger' in described)) {
      const subscribing = described.mail ? ['sns:Subscribe', 'sns:Unsubscribe'] : [];
      return [...subscribing, ...(described.queue ? ['sqs:SendMessage'] : [])];
    }
    switch (described.trigger) {
      case 'token':
        return [];
      case 'deployment':
        return ['sqs:SendMessage'];
      case 'queue':
        return ['events:PutEvents', ...receiving, 'sqs:SendMessage'];
      case 'notices':
        return ['sns:Publish', ...receiving, 'sqs:SendMessage'];
    }
  }

  describe('functions', () => {
    it('are one for each operation and job, on Node 24, with a role of their own', () => {
      const roles = [...operations, ...jobs].map((operation) => {
        expect(functionOf(operation).properties.Runtime).toBe('nodejs24.x');
        return roleOf(operation).name;
      });
      const count = operations.length + jobs.length;
      expect(new Set(roles).size).toBe(count);
      expect(all('AWS::Lambda::Function')).toHaveLength(count);
      // One more for the schedule.
      expect(all('AWS::IAM::Role')).toHaveLength(count + 1);
    });

    it('may do exactly what their access to the table and the queue needs', () => {
      const table = only('AWS::DynamoDB::GlobalTable');
      const indexes = table?.properties.GlobalSecondaryIndexes.map(
        (index: { IndexName: string }) => index.IndexName,
      );
      const tableArn = `${table?.name}:Arn`;
      const indexArns = indexes.map((index: string) => `${tableArn}/index/${index}`);
      for (const operation of [...operations, ...jobs]) {
        const statements = roleOf(operation).properties.Policies.flatMap(
          (policy: { PolicyDocument: { Statement: unknown[] } }) => policy.PolicyDocument.Statement,
        );
        const allowed = statements.map((statement: Record<string, unknown>) => {
          expect(statement.Effect).toBe('Allow');
          if (JSON.stringify(statement.Condition ?? '').includes('LeadingKeys')) {
            // Whoever only reads writes nothing but the count of requests.
            expect(statement.Condition).toEqual({
              'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['T#*#PERMITS'] },
            });
            expect([statement.Action].flat().sort()).toEqual(PERMITS);
          }
          return { actions: [statement.Action].flat().sort(), resources: [statement.Resource].flat().sort() };
        });
        const logs = functionOf(operation).properties.LoggingConfig.LogGroup;
        const actions = allowed.flatMap((statement: { actions: string[] }) => statement.actions);
        const inTable = operation.table === 'none' ? [] : operation.table === 'read' ? READ : WRITE;
        expect(actions.filter((action: string) => action.startsWith('dynamodb:')).sort()).toEqual(
          [...inTable, ...(countsRequests(operation) ? PERMITS : [])].sort(),
        );
        expect(actions.filter((action: string) => /^(sqs|sns|events):/.test(action)).sort()).toEqual(
          otherActions(operation),
        );
        const isNotifier = 'trigger' in operation && operation.trigger === 'notices';
        for (const { actions, resources } of allowed) {
          switch (actions[0].split(':')[0]) {
            case 'logs':
              expect(actions).toEqual(['logs:CreateLogStream', 'logs:PutLogEvents']);
              expect(resources).toEqual([`${logs}:Arn`]);
              break;
            case 'dynamodb':
              expect(resources).toEqual(
                actions.includes('dynamodb:Query') ? [tableArn, ...indexArns].sort() : [tableArn],
              );
              break;
            case 'kms':
              expect(operation.table !== 'none' || countsRequests(operation)).toBe(true);
              expect([table?.properties.Replicas[0].SSESpecification.KMSMasterKeyId]).toEqual(
                isNotifier && actions.length === 2 ? expect.not.arrayContaining(resources) : resources,
              );
              break;
            case 'sqs':
              expect(resources).toEqual([`${queues(isNotifier ? 'Notice' : 'Work').queue.name}:Arn`]);
              break;
            case 'sns':
              expect(resources).toEqual([topic('Notice')?.name]);
              break;
            case 'events':
              expect(resources).toEqual([`${only('AWS::Events::EventBus')?.name}:Arn`]);
              break;
            default:
              expect.unreachable(`${operation.name} may ${actions}`);
          }
        }
      }
    });

    it('use keys only through DynamoDB and, for mail, SNS', () => {
      for (const role of all('AWS::IAM::Role')) {
        const text = JSON.stringify(role.properties.Policies);
        const uses = text.match(/kms:Decrypt/g)?.length ?? 0;
        expect(text.match(/"kms:ViaService":"(dynamodb|sns)\./g)?.length ?? 0).toBe(uses);
      }
    });

    it('have no managed policy, no wildcard in an action or a resource, and no scan', () => {
      expect(all('AWS::IAM::Policy')).toEqual([]);
      expect(all('AWS::IAM::ManagedPolicy')).toEqual([]);
      for (const { properties } of all('AWS::IAM::Role')) {
        expect(properties.ManagedPolicyArns).toBeUndefined();
        // The one pattern is that of partitions that count requests.
        const policies = JSON.stringify(properties.Policies).replaceAll('"T#*#PERMITS"', '');
        expect(policies).not.toMatch(/\*|Scan|PartiQL/);
      }
    });

    it('can be called by the API alone, or by the user pool to complete tokens', () => {
      const [ofTokens, ofApi] = ['cognito-idp.amazonaws.com', 'apigateway.amazonaws.com'].map((service) =>
        all('AWS::Lambda::Permission').filter(({ properties }) => properties.Principal === service),
      );
      expect(ofTokens).toHaveLength(jobs.filter(({ trigger }) => trigger === 'token').length);
      for (const { properties } of ofTokens ?? [])
        expect(properties.SourceArn).toBe(`${only('AWS::Cognito::UserPool')?.name}:Arn`);
      expect(all('AWS::Lambda::Permission')).toHaveLength((ofTokens?.length ?? 0) + (ofApi?.length ?? 0));
      for (const { properties } of ofApi ?? []) {
        expect(properties.Principal).toBe('apigateway.amazonaws.com');
        expect(properties.SourceArn).toMatch(/^arn:aws:execute-api:.+:JurismapApi-Api\w+\/\*\/\*\/v1\//);
      }
    });
  });

  describe('routes', () => {
    it('check a token and its scopes, unless the operation is public', () => {
      const routes = all('AWS::ApiGatewayV2::Route');
      expect(routes).toHaveLength(operations.length);
      for (const operation of operations) {
        const route = routes.find(
          ({ properties }) => properties.RouteKey === `${operation.method} ${operation.path}`,
        );
        if (operation.public === true) {
          expect(route?.properties).toMatchObject({ AuthorizationType: 'NONE' });
        } else {
          expect(route?.properties).toMatchObject({
            AuthorizationType: 'JWT',
            AuthorizerId: only('AWS::ApiGatewayV2::Authorizer')?.name,
            AuthorizationScopes: operation.scopes,
          });
          expect(operation.scopes).not.toEqual([]);
        }
      }
    });

    it('take tokens of the user pool, for its clients', () => {
      const pool = only('AWS::Cognito::UserPool');
      const clients = all('AWS::Cognito::UserPoolClient').map(({ name }) => name);
      expect(only('AWS::ApiGatewayV2::Authorizer')?.properties).toMatchObject({
        AuthorizerType: 'JWT',
        IdentitySource: ['$request.header.Authorization'],
        JwtConfiguration: {
          Issuer: `https://cognito-idp.eu-central-1.amazonaws.com/${pool?.name}`,
          Audience: clients,
        },
      });
    });

    it('know people only by administrators, with a second factor', () => {
      const { properties, retained } = only('AWS::Cognito::UserPool') ?? {};
      expect(retained).toBe(true);
      expect(properties).toMatchObject({
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
        DeletionProtection: 'ACTIVE',
        MfaConfiguration: 'ON',
        EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
        Schema: [{ Name: 'tenant', AttributeDataType: 'String', Mutable: false }],
      });
      for (const client of all('AWS::Cognito::UserPoolClient')) {
        expect(client.properties.WriteAttributes ?? []).not.toContain('custom:tenant');
        expect(client.properties.AllowedOAuthFlows).not.toContain('implicit');
      }
    });

    it('are throttled and logged', () => {
      const { DefaultRouteSettings, AccessLogSettings } = only('AWS::ApiGatewayV2::Stage')?.properties ?? {};
      expect(DefaultRouteSettings.ThrottlingRateLimit).toBeGreaterThan(0);
      expect(DefaultRouteSettings.ThrottlingBurstLimit).toBeGreaterThan(0);
      expect(AccessLogSettings.DestinationArn).toMatch(/AccessLog\w+:Arn$/);
      expect(AccessLogSettings.Format).not.toMatch(/authorization/i);
    });
  });

  it('keeps the table restorable, encrypted with our key and safe from deletion', () => {
    const table = only('AWS::DynamoDB::GlobalTable');
    expect(table?.retained).toBe(true);
    expect(table?.properties).toMatchObject({
      BillingMode: 'PAY_PER_REQUEST',
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      TimeToLiveSpecification: { Enabled: true },
    });
    expect(table?.properties.Replicas).toMatchObject([
      {
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 35 },
        SSESpecification: { KMSMasterKeyId: expect.stringMatching(/^JurismapKeys-DataKey\w+:Arn$/) },
      },
    ]);
  });

  it('rotates its keys and keeps them', () => {
    const keys = all('AWS::KMS::Key');
    expect(keys).toHaveLength(2);
    for (const { properties, retained } of keys) {
      expect(properties.EnableKeyRotation).toBe(true);
      expect(retained).toBe(true);
    }
  });

  it('keeps every log for a stated time, encrypted with a key other than the data key', () => {
    const logs = all('AWS::Logs::LogGroup');
    expect(logs).toHaveLength(operations.length + jobs.length + 1);
    for (const { properties, name } of logs) {
      expect(properties.KmsKeyId).toMatch(/^JurismapKeys-OperationsKey\w+:Arn$/);
      expect(properties.RetentionInDays).toBe(name.includes('AccessLog') ? 365 : 90);
    }
  });

  it.each(['Work', 'Notice'] as const)('sets aside what fails in the queue of %s', (stack) => {
    const { queue, deadLetters } = queues(stack);
    expect(queue.properties.RedrivePolicy).toEqual({
      deadLetterTargetArn: `${deadLetters.name}:Arn`,
      maxReceiveCount: 5,
    });
    // A message must not be given out again while a function still works on it.
    const trigger = stack === 'Work' ? 'queue' : 'notices';
    const longest = Math.max(
      ...jobs.filter((job) => job.trigger === trigger).map(({ timeout }) => timeout),
      0,
    );
    expect(queue.properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * longest);
  });

  it('works queues off message by message, and lets nobody in without encryption', () => {
    const mappings = all('AWS::Lambda::EventSourceMapping');
    expect(mappings).toHaveLength(
      jobs.filter(({ trigger }) => trigger === 'queue' || trigger === 'notices').length,
    );
    for (const { properties } of mappings) {
      expect(properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
      expect(properties.ScalingConfig.MaximumConcurrency).toBeGreaterThan(1);
    }
    for (const { properties } of all('AWS::SQS::QueuePolicy')) {
      const text = JSON.stringify(properties.PolicyDocument);
      expect(text).toContain('"Effect":"Deny"');
      expect(text).toContain('"aws:SecureTransport":"false"');
    }
    expect(all('AWS::SQS::QueuePolicy')).toHaveLength(4);
  });

  it('puts what happens on the queue of notices, and mail under our key', () => {
    const { queue, deadLetters } = queues('Notice');
    expect(only('AWS::Events::Rule')?.properties).toMatchObject({
      EventBusName: only('AWS::Events::EventBus')?.name,
      EventPattern: { source: ['jurismap'] },
      Targets: [
        {
          Arn: `${queue.name}:Arn`,
          DeadLetterConfig: { Arn: `${deadLetters.name}:Arn` },
          InputPath: '$.detail',
        },
      ],
    });
    expect(topic('Notice')?.properties.KmsMasterKeyId).toMatch(/OperationsKey/);
  });

  it('starts a run every day and after every deployment', () => {
    const { queue: work, deadLetters } = queues('Work');
    const { State, Target, ScheduleExpression } = only('AWS::Scheduler::Schedule')?.properties ?? {};
    expect([State, ScheduleExpression]).toEqual(['ENABLED', 'cron(0 1 * * ? *)']);
    expect(Target).toMatchObject({
      Arn: `${work.name}:Arn`,
      DeadLetterConfig: { Arn: `${deadLetters.name}:Arn` },
      Input: JSON.stringify({ kind: 'start', reason: 'scheduled' }),
    });
    expect(all('Custom::Deployment')).toHaveLength(
      jobs.filter(({ trigger }) => trigger === 'deployment').length,
    );
  });

  it('raises an alarm on failing calls, slow calls, throttling and failures of the table', () => {
    const alarms = all('AWS::CloudWatch::Alarm').map(({ properties }) => properties);
    const alarmed = topic('Observability');
    for (const alarm of alarms) expect(alarm.AlarmActions).toEqual([alarmed?.name]);
    const watched = alarms.map(({ Namespace, MetricName }) => `${Namespace} ${MetricName}`);
    const times = (metric: string) => watched.filter((name) => name === metric).length;
    expect(times('AWS/ApiGateway 5xx')).toBe(1);
    expect(times('AWS/ApiGateway Latency')).toBe(1);
    expect(times('AWS/Lambda Errors')).toBe(operations.length + jobs.length);
    expect(times('AWS/Lambda Throttles')).toBe(operations.length + jobs.length);
    expect(times('AWS/SQS ApproximateAgeOfOldestMessage')).toBe(2);
    expect(times('AWS/SQS ApproximateNumberOfMessagesVisible')).toBe(2);
    expect(times('AWS/DynamoDB ReadThrottleEvents')).toBe(1);
    expect(times('AWS/DynamoDB WriteThrottleEvents')).toBe(1);
    expect(times('AWS/DynamoDB SystemErrors')).toBe(3);
    expect(alarmed?.properties.KmsMasterKeyId).toMatch(/OperationsKey/);
    // Whoever is woken finds what to do.
    const runbook = readFileSync(join(root, 'docs', 'runbook.md'), 'utf8');
    for (const metric of new Set(watched)) expect(runbook).toContain(`\`${metric}\``);
  });

  it('shows on one page whether it is healthy, keeps up, and what it costs', () => {
    const body: string = only('AWS::CloudWatch::Dashboard')?.properties.DashboardBody;
    const titles = [...body.matchAll(/"title":"(\w+)/g)].map(([, word]) => word);
    expect(new Set(titles)).toEqual(new Set(['Healthy', 'Keeping', 'Cost']));
    for (const { name } of all('AWS::SQS::Queue')) expect(body).toContain(`${name}:QueueName`);
  });
});

describe('what is decided at deployment', () => {
  let dir: string;
  const resourcesWith = async (decided: Record<string, unknown>): Promise<Resource[]> => {
    dir = await buildFixture(decided);
    return readResources(dir);
  };
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('can be another issuer than a user pool', async () => {
    const resources = await resourcesWith({ identity: 'external' });
    expect(resources.filter(({ type }) => type.startsWith('AWS::Cognito'))).toEqual([]);
    const [authorizer] = resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Authorizer');
    expect(authorizer?.properties.JwtConfiguration).toEqual({
      Issuer: 'https://issuer.example',
      Audience: ['jurismap'],
    });
  });

  it('are roles whose signed requests are taken, on an API of their own', async () => {
    const arn = 'arn:aws:iam::123456789012:role/deployer';
    const resources = await resourcesWith({ signed: `${arn}=acme:write` });
    const signed = resources.filter(
      ({ type, properties }) =>
        type === 'AWS::ApiGatewayV2::Route' && properties.AuthorizationType === 'AWS_IAM',
    );
    const operations = readOperations(dir).filter((operation) => operation.signed);
    expect(operations.length).toBeGreaterThan(0);
    expect(signed.map(({ properties }) => properties.RouteKey).sort()).toEqual(
      operations.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    const callers = resources.flatMap(
      ({ properties }) => properties.Environment?.Variables.SIGNED_CALLERS ?? [],
    );
    expect(callers.map((text) => JSON.parse(text))).toEqual(
      operations.map(() => ({ [arn]: { tenant: 'acme', scope: 'jurismap/write' } })),
    );
    await rm(dir, { recursive: true, force: true });
    await expect(resourcesWith({ signed: 'arn:aws:iam::1:user/x=acme:write' })).rejects.toThrow('arn');
  });

  it('are pipelines, each of one tenant and one role, with a secret', async () => {
    const resources = await resourcesWith({ pipelines: 'acme:read,other:write' });
    const machines = resources.filter(
      ({ type, properties }) => type === 'AWS::Cognito::UserPoolClient' && properties.GenerateSecret,
    );
    expect(machines.map(({ properties }) => properties.AllowedOAuthFlows)).toEqual([
      ['client_credentials'],
      ['client_credentials'],
    ]);
    const scopes = machines.map(({ properties }) => JSON.stringify(properties.AllowedOAuthScopes));
    expect(scopes[0]).toMatch(/\/read.*\/acme/);
    expect(scopes[1]).toMatch(/\/write.*\/other/);
    const [authorizer] = resources.filter(({ type }) => type === 'AWS::ApiGatewayV2::Authorizer');
    expect(authorizer?.properties.JwtConfiguration.Audience).toHaveLength(3);
  });

  it('is refused where it means nothing', async () => {
    await expect(buildFixture({ pipelines: 'acme:nobody' })).rejects.toThrow(/role/);
    await expect(buildFixture({ identity: 'nobody' })).rejects.toThrow(/cognito/);
  });
});

it('lets functions do what the store does, and nothing more', () => {
  const store = readdirSync(join(root, 'store'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(root, 'store', file), 'utf8'))
    .join('\n');
  const sent = new Set([...store.matchAll(/new (\w+)Command\b/g)].map(([, command]) => command));
  const actions = [...sent].map((command) => `dynamodb:${ITEM_COMMANDS[`${command}`] ?? command}`);
  expect(actions.sort()).toEqual(WRITE);
});

/** Names of the document client that differ from the actions they need. */
const ITEM_COMMANDS: Record<string, string> = {
  Get: 'GetItem',
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  BatchGet: 'BatchGetItem',
  BatchWrite: 'BatchWriteItem',
};
