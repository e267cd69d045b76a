import type { ServerResponse } from 'node:http';
import * as z from 'zod';

/** What a function must return for its route, payload format 2.0. */
const ResultSchema = z.object({
  statusCode: z.int().min(100).max(599),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/**
 * Sends what a function returned.
 *
 * @returns false when it is no HTTP answer; nothing is sent then
 */
export function sendResult(response: ServerResponse, result: unknown, requestId: string): boolean {
  const parsed = ResultSchema.safeParse(result);
  if (!parsed.success) return false;
  const { statusCode, headers, cookies, body, isBase64Encoded } = parsed.data;
  response.statusCode = statusCode;
  response.setHeader('apigw-requestid', requestId);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, String(value));
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  response.end(isBase64Encoded ? Buffer.from(body, 'base64') : body);
  return true;
}

/** The answers API Gateway gives by itself. */
const GATEWAY_ANSWERS = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Request Entity Too Large',
  500: 'Internal Server Error',
} as const;

/** Answers in the place of a function, in API Gateway's own words. */
export function sendGatewayAnswer(
  response: ServerResponse,
  status: keyof typeof GATEWAY_ANSWERS,
  requestId: string,
): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.setHeader('apigw-requestid', requestId);
  if (status === 401) response.setHeader('www-authenticate', 'Bearer');
  if (status === 403) response.setHeader('www-authenticate', 'Bearer error="insufficient_scope"');
  response.end(JSON.stringify({ message: GATEWAY_ANSWERS[status] }));
}
