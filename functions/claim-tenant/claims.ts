import { ROLES } from '../http/scopes.ts';

/** What the user pool knows about whoever gets a token. */
interface Known {
  /** Whether it is a machine with credentials of its own, not a person who signed in. */
  isMachine: boolean;
  /** The attribute of a person that only administrators can write. */
  tenant: string | undefined;
  /** The groups a person is in. */
  groups: readonly string[];
  /** Scopes the token is going to have: for a machine no others than its client may have. */
  scopes: readonly string[];
}

/** What the token says beyond that. */
interface Completed {
  claims: Record<string, string>;
  add: readonly string[];
  suppress: readonly string[];
}

const TENANT = 'tenant/';
const ROLE = 'jurismap/';

/**
 * Which tenant a token is for, and what it allows. A person belongs to the tenant of an attribute nobody but an
 * administrator can write, and may do what their groups say, whatever scopes their client asked for. A machine belongs to the
 * one tenant its client has a scope of, and may do what its other scopes say. Without exactly one tenant there is no claim,
 * and the API refuses the token.
 */
export function claimsFor({ isMachine, tenant, groups, scopes }: Known): Completed {
  const named = scopes.filter((scope) => scope.startsWith(TENANT));
  if (isMachine) {
    const [only, ...more] = named.map((scope) => scope.slice(TENANT.length));
    return { claims: more.length === 0 ? claimOf(only) : {}, add: [], suppress: [] };
  }
  const allowed = ROLES.filter((role) => groups.includes(role)).map((role) => `${ROLE}${role}`);
  const asked = scopes.filter((scope) => scope.startsWith(ROLE));
  return {
    claims: claimOf(tenant),
    add: allowed,
    suppress: [...named, ...asked.filter((scope) => !allowed.some((one) => one === scope))],
  };
}

function claimOf(tenant: string | undefined): Record<string, string> {
  return tenant === undefined || tenant === '' ? {} : { tenant };
}
