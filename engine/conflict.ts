import * as z from 'zod';
import { check, type Locate } from './check.ts';
import { NO_NAMES, readCondition } from './condition.ts';
import type { Document } from './document.ts';
import type { Catalogue } from './facts.ts';
import { IdSchema } from './id.ts';
import type { WholePack } from './pack.ts';
import { InputError, type Path, type Problem, suggest } from './problem.ts';

const Text = z.string().min(1);

/**
 * One of the provisions that pull against each other: rules of a pack, which count where one of them applies; a provision
 * of a pack, which counts where the instrument reaches the system; or an instrument without a pack, which always counts.
 */
const SideSchema = z.union([
  z.strictObject({ pack: IdSchema, rules: z.array(IdSchema).min(1), says: Text }),
  z.strictObject({ pack: IdSchema, cite: Text, says: Text }),
  z.strictObject({ instrument: Text, cite: Text, says: Text }),
]);
export type Side = z.infer<typeof SideSchema>;

/**
 * Provisions of different instruments that get in each other's way. `conflict`: both cannot be obeyed as they stand.
 * `tension`: obeying one makes the other harder. `cumulative`: both apply side by side with different terms.
 */
export const ConflictSchema = z.strictObject({
  id: IdSchema,
  kind: z.enum(['conflict', 'tension', 'cumulative']),
  title: Text,
  sides: z.array(SideSchema).min(2),
  /** The facts under which it bites, beside both sides' applying. */
  when: z.record(z.string(), z.unknown()).optional(),
  explanation: Text,
  /** Ways to obey both. */
  reconcile: z.array(Text).min(1),
  /** Why it was not compared with the official texts, when it was not. */
  unverified: Text.optional(),
});
export type Conflict = z.infer<typeof ConflictSchema>;
const ConflictFileSchema = z.strictObject({ conflicts: z.array(ConflictSchema) });

/**
 * Reads the declared conflicts and checks what they refer to.
 *
 * @throws InputError with file, line and column of every reference that leads nowhere
 */
export function readConflicts(
  document: Document,
  packs: readonly WholePack[],
  catalogue: Catalogue,
): Conflict[] {
  const { conflicts } = check(ConflictFileSchema, document.value, document.locate);
  const problems = conflicts.flatMap((conflict, i) => [
    ...problemsOf(conflict, ['conflicts', i], packs, catalogue, document.locate),
    ...(conflicts.findIndex(({ id }) => id === conflict.id) < i
      ? [document.locate(['conflicts', i, 'id'], `two conflicts are called "${conflict.id}"`)]
      : []),
  ]);
  if (problems.length > 0) throw new InputError(problems);
  return conflicts;
}

function problemsOf(
  { sides, when }: Conflict,
  path: Path,
  packs: readonly WholePack[],
  catalogue: Catalogue,
  locate: Locate,
): Problem[] {
  const problems: Problem[] = [];
  const report = (at: Path, reason: string, hint?: string): void => {
    problems.push(locate(at, reason, hint));
  };
  if (when) readCondition(when, [...path, 'when'], catalogue, NO_NAMES, report);
  for (const [i, side] of sides.entries()) {
    if ('instrument' in side) continue;
    const at = [...path, 'sides', i];
    const pack = packs.find(({ id }) => id === side.pack);
    const ids = packs.map(({ id }) => id);
    if (!pack) report([...at, 'pack'], `no pack is called "${side.pack}"`, suggest(side.pack, ids));
    else if ('cite' in side) {
      const known = Object.keys(pack.ledger.provisions);
      if (!known.includes(side.cite))
        report([...at, 'cite'], `"${side.cite}" is no provision of ${pack.id}`, suggest(side.cite, known));
    } else {
      for (const [r, rule] of side.rules.entries()) {
        const kind = pack.byId.get(rule)?.kind;
        if (kind === undefined)
          report([...at, 'rules', r], `${pack.id} has no rule "${rule}"`, suggest(rule, pack.byId.keys()));
        if (kind === 'definition')
          report(
            [...at, 'rules', r],
            `"${rule}" is a definition, which gives no finding`,
            'name a class or a duty',
          );
      }
    }
  }
  return problems;
}
