import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Operation } from './operation.ts';
import { HttpProblem } from './problem.ts';

/** Who calls, as the token says that was verified before the function was called. */
export interface Identity {
  tenant: string;
  subject: string;
}

const ContextSchema = z.object({
  authorizer: z.object({
    jwt: z.object({
      claims: z.record(z.string(), z.unknown()),
      scopes: z.array(z.string()).nullish(),
    }),
  }),
});

/** Tenants are parts of keys, whose parts "#" separates. */
const TenantSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@:-]{0,127}$/);
const SubjectSchema = z.string().min(1).max(256);

/**
 * The identity behind a request, if it may do this.
 *
 * @throws HttpProblem when there is none, or it lacks a tenant or every scope of the operation
 */
export function authorise({ scopes }: Operation, event: APIGatewayProxyEventV2): Identity {
  const context = ContextSchema.safeParse(event.requestContext);
  if (!context.success) throw new HttpProblem('unauthenticated', 'the request carries no verified token');
  const { claims, scopes: granted } = context.data.authorizer.jwt;
  const held = [granted ?? [], scopesIn(claims.scope), scopesIn(claims.scp)].flat();
  if (!scopes.some((scope) => held.includes(scope))) {
    throw new HttpProblem('forbidden', `the token has none of the scopes ${scopes.join(', ')}`);
  }
  const claim = process.env.TENANT_CLAIM ?? 'custom:tenant';
  const tenant = TenantSchema.safeParse(claims[claim]);
  if (!tenant.success)
    throw new HttpProblem('forbidden', `the token names no tenant in its claim "${claim}"`);
  const subject = SubjectSchema.safeParse(claims.sub ?? claims.client_id);
  if (!subject.success) throw new HttpProblem('forbidden', 'the token names no subject');
  return { tenant: tenant.data, subject: subject.data };
}

/** Scopes come as text with blanks between, or as the text of a list: `[a b]`. */
function scopesIn(claim: unknown): string[] {
  return typeof claim === 'string' ? claim.replace(/^\[|\]$/g, '').split(/[\s,]+/) : [];
}
