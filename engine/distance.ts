/**
 * Levenshtein distance of two strings, or `limit` when it is at least that. Bounded, because the strings come from
 * whoever sends a profile.
 */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, substitution);
    }
    row = next;
    if (Math.min(...row) >= limit) return limit;
  }
  return Math.min(row[b.length] ?? limit, limit);
}
