import type { Catalogue } from './facts.ts';
import type { Pack } from './pack.ts';
import { packFromSource } from './read-pack.ts';

/**
 * A reading is always of a pack, which tells it the values that matter. Conditions that stand outside all packs, such as the
 * gates of facts, become the definitions of one made for them.
 *
 * @param conditions the conditions as written, by the id of the definition each becomes; at least one
 */
export function packOfConditions(
  conditions: Readonly<Record<string, Record<string, unknown>>>,
  catalogue: Catalogue,
): Pack {
  const [id = ''] = Object.keys(conditions);
  const day = '2000-01-01';
  const pack = packFromSource(
    {
      manifest: {
        pack: id,
        title: id,
        citation: id,
        url: 'https://example.org/',
        jurisdiction: 'EU',
        force: 'voluntary',
        status: 'in force',
        version: '1.0.0',
        verified: day,
        scope: id,
        roles: {},
        schedules: { default: [{ from: day }] },
        changes: [{ version: '1.0.0', date: day, what: id }],
      },
      rules: Object.entries(conditions).map(([rule, when]) => ({
        id: rule,
        kind: 'definition',
        title: rule,
        cite: rule,
        when,
      })),
      scores: [],
      measures: [],
      ledger: { provisions: {} },
    },
    catalogue,
  );
  // Such conditions are small: any order does, and a good one takes longer to find than they take to read.
  return { ...pack, order: [] };
}
