import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Result } from './answer.ts';
import { emitMetrics } from './metrics.ts';
import type { Operation } from './operation.ts';
import { takeUnits } from './units.ts';

/**
 * Writes one line of JSON for every call (which operation, how it ended, how long it took) and counts it. No bodies, paths, tokens or
 * messages, which could tell of people.
 */
export function logCall({ name }: Operation): MiddlewareObj<APIGatewayProxyEventV2, Result> {
  const started = new WeakMap<APIGatewayProxyEventV2, number>();
  const log = (event: APIGatewayProxyEventV2, status: number | undefined, error: unknown): void => {
    const isDone = status !== undefined && status < 500;
    const milliseconds = Math.round(performance.now() - (started.get(event) ?? performance.now()));
    const line = {
      level: isDone ? 'info' : 'error',
      requestId: event.requestContext.requestId,
      operation: name,
      status,
      milliseconds,
      ...(status !== undefined && status >= 500 && { error: withoutMessage(error) }),
    };
    console.log(JSON.stringify(line));
    emitMetrics('request', isDone, milliseconds);
  };
  return {
    before: ({ event }) => {
      takeUnits();
      started.set(event, performance.now());
    },
    after: ({ event, response }) => log(event, response?.statusCode, undefined),
    onError: ({ event, response, error }) => log(event, response?.statusCode, error),
  };
}

/** The kind of an error and where it happened. */
export function withoutMessage(error: unknown): { name: string; at: string[] } {
  if (!(error instanceof Error)) return { name: typeof error, at: [] };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { name: error.name, at: frames.map((frame) => frame.trim()) };
}
