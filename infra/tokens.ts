/** Whose tokens the API takes, and what they say. */
export interface Tokens {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Claim that names the tenant. */
  readonly tenantClaim: string;
}
