import { CfnParameter, type Stack } from 'aws-cdk-lib';
import type { Tokens } from './tokens.ts';

/** Tokens of any OpenID Connect issuer; which one is said at deployment. */
export function externalTokens(stack: Stack): Tokens {
  const issuer = new CfnParameter(stack, 'JwtIssuer', {
    description: 'Issuer of the access tokens, as in their iss claim',
    allowedPattern: '(https://.+|http://127\\.0\\.0\\.1:\\d+)',
    constraintDescription: 'an https address (plain http only on this very machine)',
  });
  const audience = new CfnParameter(stack, 'JwtAudience', {
    description: 'Audience the access tokens are for, as in their aud or client_id claim',
    default: 'jurismap',
  });
  const tenantClaim = new CfnParameter(stack, 'TenantClaim', {
    description: 'Claim of the access token that names the tenant',
    default: 'custom:tenant',
  });
  return {
    issuer: issuer.valueAsString,
    audience: [audience.valueAsString],
    tenantClaim: tenantClaim.valueAsString,
  };
}
