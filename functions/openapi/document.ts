import {
  createDocument,
  createSchema,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponseObject,
} from 'zod-openapi';
import { profileSchema } from '../../engine/profile.ts';
import type { Operation } from '../http/operation.ts';
import { PROBLEMS, type ProblemKind, ProblemSchema } from '../http/problem.ts';
import { rules } from '../http/rules.ts';
import { OPERATIONS } from './operations.ts';

const DESCRIPTION = `Describe an AI system once; Jurismap says which laws apply to it, which duties fall on whom from which day, which of them your
evidence meets, and what nobody has told it yet. Findings are not legal advice.

Every request carries an access token and reaches what belongs to the tenant the token names, and nothing else. Whatever is refused is refused with a
problem (RFC 9457) that names every bad field; a missing or bad token (401) and a missing scope (403) are refused by the gateway, in its own words.`;

/** The OpenAPI 3.1 document of the API, made from the schemas that check its requests. */
export function openApiDocument() {
  const document = createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Jurismap',
      version: '1',
      description: DESCRIPTION,
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    paths: pathsOf(OPERATIONS),
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
      },
    },
  });
  const profile = createSchema(profileSchema(rules.catalogue), { io: 'input' });
  return {
    ...document,
    components: {
      ...document.components,
      schemas: { ...document.components?.schemas, ...profile.components },
    },
  };
}

function pathsOf(operations: readonly Operation[]): ZodOpenApiPathsObject {
  const paths: ZodOpenApiPathsObject = {};
  for (const operation of operations) {
    const method = operation.method === 'GET' ? 'get' : operation.method === 'POST' ? 'post' : 'put';
    paths[operation.path] = { ...paths[operation.path], [method]: describe(operation) };
  }
  return paths;
}

function describe(operation: Operation): ZodOpenApiOperationObject {
  const { name, summary, description, parameters, body, scopes, response } = operation;
  return {
    operationId: name,
    summary,
    description: [description, scopes.length > 0 && `Needs one of the scopes ${scopes.join(', ')}.`]
      .filter((part) => typeof part === 'string')
      .join('\n\n'),
    ...(operation.public && { security: [] }),
    requestParams: { path: parameters.path, query: parameters.query, header: parameters.header },
    ...(body && {
      requestBody: {
        required: !body.isOptional(),
        content: { 'application/json': { schema: body } },
      },
    }),
    responses: {
      [response.status]: {
        description: response.description,
        content: { [response.mediaType ?? 'application/json']: { schema: response.schema } },
        ...(response.headers && { headers: response.headers }),
      },
      ...problemResponses(operation),
    },
  };
}

/** One response for each status a problem of the operation can have. */
function problemResponses(operation: Operation): Record<string, ZodOpenApiResponseObject> {
  const byStatus = new Map<number, ProblemKind[]>();
  for (const kind of problemsOf(operation)) {
    const { status } = PROBLEMS[kind];
    byStatus.set(status, [...(byStatus.get(status) ?? []), kind]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, kinds]) => [
      status,
      {
        description: kinds.map((kind) => `${PROBLEMS[kind].title} (${kind})`).join('; '),
        content: { 'application/problem+json': { schema: ProblemSchema } },
      },
    ]),
  );
}

function problemsOf(operation: Operation): ProblemKind[] {
  return [
    'invalid-request',
    ...(operation.public ? [] : (['unauthenticated', 'forbidden', 'too-many-requests'] as const)),
    ...operation.problems,
    ...(operation.body ? (['too-large', 'unsupported-media-type'] as const) : []),
    'internal',
    ...(operation.table === 'none' ? [] : (['unavailable'] as const)),
  ];
}
