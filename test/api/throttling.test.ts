import { ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/** Throttling beyond what the client tries again cannot be provoked on a local engine. */
const dynamo = mockClient(DynamoDBDocumentClient);

beforeEach(() => {
  dynamo.reset();
  process.env.TABLE_NAME = 'table';
  process.env.AWS_REGION = 'local';
});
afterEach(() => {
  dynamo.reset();
});

const event = {
  version: '2.0',
  rawPath: '/v1/systems/a',
  headers: {},
  pathParameters: { system: 'a' },
  requestContext: {
    requestId: 'request-1',
    authorizer: { jwt: { claims: { sub: 'counsel', 'custom:tenant': 't' }, scopes: ['jurismap/legal'] } },
  },
} as unknown as APIGatewayProxyEventV2;

describe('a table that stays throttled', () => {
  it('is answered with 503 and when to try again, without a word about the inside', async () => {
    dynamo
      .on(GetCommand)
      .rejects(new ProvisionedThroughputExceededException({ message: 'secret', $metadata: {} }));
    const { handler } = await import('../../functions/get-system/handler.ts');
    const answer = await handler(event, { awsRequestId: 'request-1' } as Context);
    expect(dynamo.commandCalls(GetCommand)).toHaveLength(1);
    expect(answer).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': expect.stringMatching(/^\d+$/), 'content-type': 'application/problem+json' },
    });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});
