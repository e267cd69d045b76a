import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { InputError } from '../../engine/problem.ts';
import {
  AlreadyExistsError,
  InProgressError,
  InvalidCursorError,
  KeyReusedError,
  NotFoundError,
  StaleError,
  TooLargeError,
  UnavailableError,
} from '../../store/errors.ts';
import type { Result } from './answer.ts';
import { fieldErrors } from './checks.ts';
import {
  type FieldError,
  HttpProblem,
  PROBLEMS,
  type Problem,
  type ProblemKind,
  RequestError,
} from './problem.ts';

/** A body can hold tens of thousands of bad fields; an answer with all of them would be refused itself. */
const MAX_ERRORS = 500;

/** Answers every error with a problem that says what to mend, and nothing about the inside of Jurismap. */
export const answerProblems: MiddlewareObj<APIGatewayProxyEventV2, Result> = {
  onError: (request) => {
    request.response = toResult(describe(request.error), request.event);
  },
};

interface Description {
  kind: ProblemKind;
  detail?: string;
  headers?: Readonly<Record<string, string>>;
  errors?: readonly FieldError[];
}

function describe(error: unknown): Description {
  if (error instanceof HttpProblem)
    return { kind: error.kind, detail: error.message, headers: error.headers };
  if (error instanceof RequestError) return { kind: 'invalid-request', errors: error.errors };
  if (error instanceof InputError)
    return { kind: 'invalid-request', errors: fieldErrors('body', error.problems) };
  if (error instanceof NotFoundError) return { kind: 'not-found', detail: error.message };
  if (error instanceof AlreadyExistsError) return { kind: 'already-exists', detail: error.message };
  if (error instanceof StaleError) return { kind: 'conflict', detail: error.message };
  if (error instanceof KeyReusedError) return { kind: 'key-reused', detail: error.message };
  if (error instanceof InProgressError)
    return { kind: 'in-progress', detail: error.message, headers: { 'retry-after': '1' } };
  if (error instanceof TooLargeError) return { kind: 'too-large', detail: error.message };
  if (error instanceof InvalidCursorError) return { kind: 'invalid-request', detail: error.message };
  if (error instanceof UnavailableError || isPassing(error))
    return { kind: 'unavailable', detail: 'try again in a moment', headers: { 'retry-after': '5' } };
  return { kind: 'internal', detail: 'the failure was logged under the request id' };
}

function isPassing(error: unknown): boolean {
  return error instanceof Error && PASSING.has(error.name);
}

/** Failures of the cloud that pass: throttling, timeouts, lost connections. */
const PASSING = new Set([
  'InternalServerError',
  'ItemCollectionSizeLimitExceededException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TimeoutError',
]);

function toResult(
  { kind, detail, headers, errors = [] }: Description,
  event: APIGatewayProxyEventV2,
): Result {
  const { status, title } = PROBLEMS[kind];
  const problem: Problem = {
    type: `urn:jurismap:problem:${kind}`,
    title,
    status,
    ...(detail !== undefined && { detail }),
    instance: event.rawPath,
    requestId: event.requestContext.requestId,
    ...(errors.length > 0 && { errors: errors.slice(0, MAX_ERRORS) }),
    ...(errors.length > MAX_ERRORS && { furtherErrors: errors.length - MAX_ERRORS }),
  };
  return {
    statusCode: status,
    headers: { ...headers, 'content-type': 'application/problem+json' },
    body: JSON.stringify(problem),
  };
}
