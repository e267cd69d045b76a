import type { RequestListener } from 'node:http';
import type { Issuer } from './issuer.ts';

/**
 * Serves the issuer's public documents, by which any verifier finds its keys.
 *
 * @param address the issuer's own address
 * @param next answers everything else
 */
export function withDiscovery(issuer: Issuer, address: string, next: RequestListener): RequestListener {
  const documents = new Map<string, unknown>([
    ['/.well-known/openid-configuration', { issuer: address, jwks_uri: `${address}/.well-known/jwks.json` }],
    ['/.well-known/jwks.json', issuer.jwks],
  ]);
  return (request, response) => {
    const document = request.method === 'GET' ? documents.get(request.url ?? '') : undefined;
    if (document === undefined) return next(request, response);
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(document));
  };
}
