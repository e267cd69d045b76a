/** What people and pipelines can be. */
export const ROLES = ['legal', 'engineer', 'auditor', 'admin'] as const;

/** What a token has to hold to allow what a role may do. */
export type Scope = `jurismap/${(typeof ROLES)[number]}`;

/** Auditors see everything and change nothing. */
export const READERS: readonly Scope[] = [
  'jurismap/legal',
  'jurismap/engineer',
  'jurismap/auditor',
  'jurismap/admin',
];

export const WRITERS: readonly Scope[] = ['jurismap/legal', 'jurismap/engineer', 'jurismap/admin'];

/** Who answers for a tenant: accepts risks, puts packs in force, starts runs. */
export const APPROVERS: readonly Scope[] = ['jurismap/legal', 'jurismap/admin'];
