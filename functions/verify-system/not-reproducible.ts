/** Why an assessment cannot be made again here. */
export const NOT_REPRODUCIBLE = [
  'other-engine',
  'catalogue-not-kept',
  'pack-not-kept',
  'inputs-broken',
] as const;
