import { publicEndpoint } from '../http/endpoint.ts';
import { openApiDocument } from '../openapi/document.ts';
import { operation } from './operation.ts';

const document = openApiDocument();

export const handler = publicEndpoint(operation, () => ({
  status: 200,
  headers: { 'cache-control': 'public, max-age=300' },
  body: document,
}));
