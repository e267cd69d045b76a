import * as z from 'zod';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';

export const operation = {
  name: 'get-openapi',
  method: 'GET',
  path: '/v1/openapi.json',
  scopes: [],
  public: true,
  table: 'none',
  summary: 'This document',
  parameters: { path: NO_PARAMETERS, query: NO_PARAMETERS, header: NO_HEADERS },
  response: {
    status: 200,
    description: 'The OpenAPI 3.1 document of this API',
    schema: z.record(z.string(), z.unknown()),
  },
  problems: [],
} satisfies Operation;
