import type { MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Result } from './answer.ts';

/** An answer is data of one tenant: never kept by others, never taken for a page. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** Adds what keeps browsers and caches from doing anything with an answer. */
export const secureHeaders: MiddlewareObj<APIGatewayProxyEventV2, Result> = {
  after: ({ response }) => {
    if (response) response.headers = { ...HEADERS, ...response.headers };
  },
  onError: ({ response }) => {
    if (response) response.headers = { ...HEADERS, ...response.headers };
  },
};
