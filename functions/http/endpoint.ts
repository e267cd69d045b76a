import middy, { type MiddyfiedHandler } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { check } from '../../engine/check.ts';
import { type Answer, type Result, type TextAnswer, toResult } from './answer.ts';
import { answerProblems } from './answer-problems.ts';
import { readBody } from './body.ts';
import { together, within } from './checks.ts';
import { authorise, type Identity } from './identity.ts';
import { logCall } from './log-call.ts';
import type { Operation } from './operation.ts';
import { secureHeaders } from './secure-headers.ts';
import { throttle } from './throttle.ts';

/** A request that was read and checked. */
export interface Call<Path, Query, Header, Body> {
  identity: Identity;
  path: Path;
  query: Query;
  header: Header;
  body: Body;
}

/** An operation whose parameters are read as these types. */
export interface Reads<Path, Query, Header> extends Operation {
  readonly parameters: {
    readonly path: z.ZodObject & z.core.$ZodType<Path>;
    readonly query: z.ZodObject & z.core.$ZodType<Query>;
    readonly header: z.ZodObject & z.core.$ZodType<Header>;
  };
}

export type ApiHandler = MiddyfiedHandler<APIGatewayProxyEventV2, Result>;

/**
 * The Lambda function of an operation without a body: authorise, parse, call, answer.
 *
 * @example
 * export const handler = endpoint(operation, async ({ identity, path }) => ({ status: 200, body: … }));
 */
export function endpoint<Path, Query, Header>(
  operation: Reads<Path, Query, Header>,
  call: (call: Call<Path, Query, Header, undefined>) => Answer | Promise<Answer>,
): ApiHandler {
  return handlerOf(operation, async (event) => {
    const identity = authorise(operation, event);
    await throttle(identity.tenant);
    const [path, query, header] = together(...parameterChecks(operation, event));
    return call({ identity, path, query, header, body: undefined });
  });
}

/**
 * The Lambda function of an operation with a body.
 *
 * @param read checks the parsed body, undefined when it was empty; throws InputError or RequestError
 */
export function endpointWithBody<Path, Query, Header, Body>(
  operation: Reads<Path, Query, Header>,
  read: (value: unknown) => Body,
  call: (call: Call<Path, Query, Header, Body>) => Answer | Promise<Answer>,
): ApiHandler {
  return handlerOf(operation, async (event) => {
    const identity = authorise(operation, event);
    await throttle(identity.tenant);
    const [path, query, header, body] = together(...parameterChecks(operation, event), () =>
      within('body', () => read(readBody(event, operation.largestBody))),
    );
    return call({ identity, path, query, header, body });
  });
}

/** The Lambda function of an operation that anybody may call. */
export function publicEndpoint<Path, Query, Header>(
  operation: Reads<Path, Query, Header>,
  call: (
    call: Pick<Call<Path, Query, Header, undefined>, 'path' | 'query'>,
  ) => Answer | Promise<Answer | TextAnswer>,
): ApiHandler {
  return handlerOf(operation, async (event) => {
    const [path, query] = together(...parameterChecks(operation, event));
    return call({ path, query });
  });
}

function handlerOf(
  operation: Operation,
  answer: (event: APIGatewayProxyEventV2) => Promise<Answer | TextAnswer>,
): ApiHandler {
  return middy<APIGatewayProxyEventV2, Result>()
    .use(logCall(operation))
    .use(secureHeaders)
    .use(answerProblems)
    .handler(async (event) => toResult(await answer(event)));
}

function parameterChecks<Path, Query, Header>(
  { parameters }: Reads<Path, Query, Header>,
  { pathParameters, queryStringParameters, headers }: APIGatewayProxyEventV2,
): [() => Path, () => Query, () => Header] {
  return [
    () => within('path', () => check(parameters.path, pathParameters ?? {})),
    () => within('query', () => check(parameters.query, queryStringParameters ?? {})),
    () => within('header', () => check(parameters.header, headers)),
  ];
}
