import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import * as z from 'zod';
import type { Operation } from './operation.ts';
import { HttpProblem } from './problem.ts';

/** Who calls, as the token or signature says that was verified before the function was called. */
export interface Identity {
  tenant: string;
  subject: string;
}

const TokenSchema = z.object({
  authorizer: z.object({
    jwt: z.object({
      claims: z.record(z.string(), z.unknown()),
      scopes: z.array(z.string()).nullish(),
    }),
  }),
});

/** A request that was signed by a role of AWS. */
const SignedSchema = z.object({ authorizer: z.object({ iam: z.object({ userArn: z.string() }) }) });

/** Whose requests are taken that are signed: what the deployment says of a role, by its address. */
const CallersSchema = z.record(z.string(), z.strictObject({ tenant: z.string(), scope: z.string() }));

/** Tenants are parts of keys, whose parts "#" separates. */
const TenantSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._@:-]{0,127}$/);
const SubjectSchema = z.string().min(1).max(256);

/**
 * The identity behind a request, if it may do this.
 *
 * @throws HttpProblem when there is none, or it lacks a tenant or every scope of the operation
 */
export function authorise(operation: Operation, event: APIGatewayProxyEventV2): Identity {
  const signed = SignedSchema.safeParse(event.requestContext);
  if (signed.success) return ofRole(operation, signed.data.authorizer.iam.userArn);
  const token = TokenSchema.safeParse(event.requestContext);
  if (!token.success) throw new HttpProblem('unauthenticated', 'the request carries no verified token');
  const { claims, scopes: granted } = token.data.authorizer.jwt;
  requireScope(operation, [granted ?? [], scopesIn(claims.scope), scopesIn(claims.scp)].flat());
  const claim = process.env.TENANT_CLAIM ?? 'custom:tenant';
  const tenant = TenantSchema.safeParse(claims[claim]);
  if (!tenant.success)
    throw new HttpProblem('forbidden', `the token names no tenant in its claim "${claim}"`);
  const subject = SubjectSchema.safeParse(claims.sub ?? claims.client_id);
  if (!subject.success) throw new HttpProblem('forbidden', 'the token names no subject');
  return { tenant: tenant.data, subject: subject.data };
}

function requireScope({ scopes }: Operation, held: readonly string[]): void {
  if (scopes.some((scope) => held.includes(scope))) return;
  throw new HttpProblem('forbidden', `the caller has none of the scopes ${scopes.join(', ')}`);
}

/** The tenant of a role is what the deployment says. The name of a session is the caller's choice and says nothing. */
function ofRole(operation: Operation, arn: string): Identity {
  const role = arn.replace(/^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\/.*$/, 'arn:$1:iam::$2:role/$3');
  const callers = CallersSchema.parse(JSON.parse(process.env.SIGNED_CALLERS ?? '{}'));
  const caller = Object.hasOwn(callers, role) ? callers[role] : undefined;
  if (!caller) throw new HttpProblem('forbidden', 'the deployment names no tenant for the role that signed');
  requireScope(operation, [caller.scope]);
  return { tenant: TenantSchema.parse(caller.tenant), subject: SubjectSchema.parse(role) };
}

/** Scopes come as text with blanks between, or as the text of a list: `[a b]`. */
function scopesIn(claim: unknown): string[] {
  return typeof claim === 'string' ? claim.replace(/^\[|\]$/g, '').split(/[\s,]+/) : [];
}
