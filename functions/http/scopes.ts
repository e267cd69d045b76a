export type Scope = 'jurismap/legal' | 'jurismap/engineer' | 'jurismap/auditor' | 'jurismap/admin';

/** Auditors see everything and change nothing. */
export const READERS: readonly Scope[] = [
  'jurismap/legal',
  'jurismap/engineer',
  'jurismap/auditor',
  'jurismap/admin',
];

export const WRITERS: readonly Scope[] = ['jurismap/legal', 'jurismap/engineer', 'jurismap/admin'];

/** Who may answer for accepting a risk. */
export const APPROVERS: readonly Scope[] = ['jurismap/legal', 'jurismap/admin'];
