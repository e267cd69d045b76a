import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What an operation answers. */
export interface Answer {
  status: 200 | 201;
  headers?: Readonly<Record<string, string>>;
  /** Written as JSON. */
  body: unknown;
}

/** What API Gateway sends. */
export interface Result extends APIGatewayProxyStructuredResultV2 {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

export function toResult({ status, headers, body }: Answer): Result {
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
