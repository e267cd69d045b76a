import * as z from 'zod';
import { resolve, resourceName } from './resolve.ts';
import type { Assembly } from './template.ts';

const Key = z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) });

const TableProperties = z.object({
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema: z.array(Key),
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema: z.array(Key),
        Projection: z.object({ ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']) }),
      }),
    )
    .default([]),
});

const FunctionProperties = z.object({
  Code: z.object({ S3Key: z.string() }),
  Handler: z.string(),
  MemorySize: z.number(),
  Timeout: z.number(),
  Environment: z.object({ Variables: z.record(z.string(), z.string()) }),
});

const RouteProperties = z.object({
  RouteKey: z.string().regex(/^[A-Z]+ \//),
  Target: z.string().startsWith('integrations/'),
  AuthorizationType: z.enum(['NONE', 'JWT']),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});

const IntegrationProperties = z.object({ IntegrationUri: z.string().endsWith(':Arn') });

const QueueProperties = z.object({
  RedrivePolicy: z.object({ maxReceiveCount: z.number() }).optional(),
});

const MappingProperties = z.object({
  EventSourceArn: z.string().endsWith(':Arn'),
  FunctionName: z.string(),
  BatchSize: z.number(),
});

const RuleProperties = z.object({
  EventBusName: z.string(),
  EventPattern: z.object({ source: z.array(z.string()) }),
  // The local bus passes on what an event is about, and nothing around it.
  Targets: z.array(z.object({ Arn: z.string().endsWith(':Arn'), InputPath: z.literal('$.detail') })),
});

const ScheduleProperties = z.object({
  ScheduleExpression: z.string(),
  Target: z.object({ Arn: z.string().endsWith(':Arn'), Input: z.string() }),
});

const DeploymentProperties = z.object({ ServiceToken: z.string().endsWith(':Arn') });

const AuthorizerProperties = z.object({
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});

export interface Table extends z.infer<typeof TableProperties> {
  readonly name: string;
}

export interface CloudFunction {
  readonly name: string;
  /** Folder of the bundle. */
  readonly bundle: string;
  /** `file.export` */
  readonly handler: string;
  /** MB */
  readonly memory: number;
  /** seconds */
  readonly timeout: number;
  readonly environment: Readonly<Record<string, string>>;
}

/** Whose tokens a route takes. */
export interface JwtConfiguration {
  readonly issuer: string;
  readonly audience: readonly string[];
}

export interface Route {
  /** `GET /v1/systems/{system}` */
  readonly key: string;
  readonly method: string;
  readonly path: string;
  /** Name of the function that answers. */
  readonly function: string;
  /** Null for a public route. */
  readonly jwt: (JwtConfiguration & { readonly scopes: readonly string[] }) | null;
}

/** A queue, and the function that works it off. */
export interface CloudQueue {
  readonly name: string;
  readonly function: string;
  readonly batch: number;
  /** A message that failed so often is set aside. */
  readonly attempts: number;
}

/** What of the events on a bus is put on a queue. */
export interface EventRule {
  readonly bus: string;
  readonly sources: readonly string[];
  readonly queue: string;
}

/** A message that is put on a queue when a schedule comes up. */
export interface CloudSchedule {
  readonly expression: string;
  readonly queue: string;
  readonly message: string;
}

/** The parts of the cloud that run locally. */
export interface Cloud {
  readonly tables: readonly Table[];
  readonly functions: ReadonlyMap<string, CloudFunction>;
  readonly routes: readonly Route[];
  readonly queues: readonly CloudQueue[];
  readonly rules: readonly EventRule[];
  readonly schedules: readonly CloudSchedule[];
  /** Functions that are called once after a deployment. */
  readonly deployments: readonly string[];
}

/**
 * Picks tables, functions, routes, queues, rules and schedules out of the synthesised templates.
 *
 * @param parameters values of template parameters, such as the issuer
 */
export function describeCloud(assembly: Assembly, parameters: Readonly<Record<string, string>>): Cloud {
  const resources = (type: string) => resourcesOf(assembly, type, parameters);
  const functions = resources('AWS::Lambda::Function').map(([name, value]) => {
    const properties = FunctionProperties.parse(value);
    return [name, describeFunction(name, properties, assembly)] as const;
  });
  const integrations = new Map(
    resources('AWS::ApiGatewayV2::Integration').map(([name, value]) => [
      `integrations/${name}`,
      nameIn(IntegrationProperties.parse(value).IntegrationUri),
    ]),
  );
  const authorizers = new Map(
    resources('AWS::ApiGatewayV2::Authorizer').map(([name, value]) => [
      name,
      AuthorizerProperties.parse(value).JwtConfiguration,
    ]),
  );
  return {
    tables: resources('AWS::DynamoDB::GlobalTable').map(([name, value]) => ({
      name,
      ...TableProperties.parse(value),
    })),
    functions: new Map(functions),
    routes: resources('AWS::ApiGatewayV2::Route').map(([, value]) =>
      describeRoute(RouteProperties.parse(value), integrations, authorizers),
    ),
    queues: resources('AWS::Lambda::EventSourceMapping').map(([, value]) => {
      const mapping = MappingProperties.parse(value);
      const name = nameIn(mapping.EventSourceArn);
      const queue = QueueProperties.parse(Object.fromEntries(resources('AWS::SQS::Queue'))[name]);
      const attempts = queue.RedrivePolicy?.maxReceiveCount ?? Number.POSITIVE_INFINITY;
      return { name, function: mapping.FunctionName, batch: mapping.BatchSize, attempts };
    }),
    rules: resources('AWS::Events::Rule').flatMap(([, value]) => {
      const { EventBusName: bus, EventPattern, Targets } = RuleProperties.parse(value);
      return Targets.map(({ Arn }) => ({ bus, sources: EventPattern.source, queue: nameIn(Arn) }));
    }),
    schedules: resources('AWS::Scheduler::Schedule').map(([, value]) => {
      const { ScheduleExpression: expression, Target } = ScheduleProperties.parse(value);
      return { expression, queue: nameIn(Target.Arn), message: Target.Input };
    }),
    deployments: resources('Custom::Deployment').map(([, value]) =>
      nameIn(DeploymentProperties.parse(value).ServiceToken),
    ),
  };
}

/** Here the address of a resource is its name with a mark at the end. */
function nameIn(arn: string): string {
  return arn.slice(0, -':Arn'.length);
}

function resourcesOf(assembly: Assembly, type: string, parameters: Readonly<Record<string, string>>) {
  return [...assembly.stacks].flatMap(([stack, template]) =>
    Object.entries(template.Resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([logicalId, { Properties }]) => {
        const properties = resolve(Properties, { assembly, stack, template, parameters });
        return [resourceName(stack, logicalId), properties] as const;
      }),
  );
}

function describeFunction(
  name: string,
  { Code, Handler, MemorySize, Timeout, Environment }: z.infer<typeof FunctionProperties>,
  assembly: Assembly,
): CloudFunction {
  const bundle = assembly.assets.get(Code.S3Key);
  if (bundle === undefined) throw new Error(`${name}: its code ${Code.S3Key} is not in the assembly`);
  return {
    name,
    bundle,
    handler: Handler,
    memory: MemorySize,
    timeout: Timeout,
    environment: Environment.Variables,
  };
}

function describeRoute(
  route: z.infer<typeof RouteProperties>,
  integrations: ReadonlyMap<string, string>,
  authorizers: ReadonlyMap<string, z.infer<typeof AuthorizerProperties>['JwtConfiguration']>,
): Route {
  const [method = '', path = ''] = route.RouteKey.split(' ');
  const target = integrations.get(route.Target);
  if (target === undefined) throw new Error(`${route.RouteKey}: no function answers it`);
  const shape = { key: route.RouteKey, method, path, function: target };
  if (route.AuthorizationType === 'NONE') return { ...shape, jwt: null };
  const authorizer = authorizers.get(route.AuthorizerId ?? '');
  if (authorizer === undefined) throw new Error(`${route.RouteKey}: its authoriser is missing`);
  return {
    ...shape,
    jwt: { issuer: authorizer.Issuer, audience: authorizer.Audience, scopes: route.AuthorizationScopes },
  };
}
