import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

/** What an operation answers. */
export interface Answer {
  status: 200 | 201;
  headers?: Readonly<Record<string, string>>;
  /** Written as JSON. */
  body: unknown;
}

/** What an operation answers that speaks no JSON. */
export interface TextAnswer {
  status: 200;
  headers: Readonly<Record<'content-type', string>>;
  text: string;
}

/** What API Gateway sends. */
export interface Result extends APIGatewayProxyStructuredResultV2 {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

export function toResult(answer: Answer | TextAnswer): Result {
  if ('text' in answer) {
    return { statusCode: answer.status, headers: { ...answer.headers }, body: answer.text };
  }
  const { status, headers, body } = answer;
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}
