import * as z from 'zod';
import type { Manifest } from './pack.ts';
import type { PackSource } from './read-pack.ts';

/** A rule, score or measure, or a part of the manifest that outcomes hang on, that is not the same in both versions. */
export const PackChangeSchema = z
  .strictObject({
    part: z.enum(['rule', 'score', 'measure', 'role', 'schedule', 'penalty', 'manifest']),
    id: z.string(),
    cite: z.string().nullable(),
    change: z.enum(['added', 'removed', 'changed']),
    /** Which of its keys differ. */
    keys: z.array(z.string()),
  })
  .meta({ id: 'PackChange' });
export type PackChange = z.infer<typeof PackChangeSchema>;

/** What differs between two versions of a pack, part by part, of all that outcomes hang on. */
export function packChanges(before: PackSource, after: PackSource): PackChange[] {
  const [old, now] = [before.manifest, after.manifest];
  return [
    ...changesOf('manifest', sharedParts(old), sharedParts(now)),
    ...changesOf('role', named(old.roles), named(now.roles)),
    ...changesOf('schedule', named(old.schedules), named(now.schedules)),
    ...changesOf('penalty', old.penalties ?? [], now.penalties ?? []),
    ...changesOf('rule', before.rules, after.rules),
    ...changesOf('score', before.scores, after.scores),
    ...changesOf('measure', before.measures, after.measures),
  ];
}

interface Part {
  id: string;
  cite?: string;
}

/** What of the manifest all rules share. */
function sharedParts({ scope, force, jurisdiction }: Manifest): Part[] {
  return named({ scope, force, jurisdiction });
}

/** The entries of a map as parts. */
function named(entries: Readonly<Record<string, unknown>>): Part[] {
  return Object.entries(entries).map(([id, value]) => ({ id, value }));
}

function changesOf(part: PackChange['part'], before: readonly Part[], after: readonly Part[]): PackChange[] {
  const older = new Map(before.map((one) => [one.id, one]));
  const newer = new Map(after.map((one) => [one.id, one]));
  return [...new Set([...older.keys(), ...newer.keys()])].flatMap((id): PackChange[] => {
    const was = older.get(id);
    const is = newer.get(id);
    if (!was) return is ? [{ part, id, cite: is.cite ?? null, change: 'added', keys: [] }] : [];
    if (!is) return [{ part, id, cite: was.cite ?? null, change: 'removed', keys: [] }];
    const keys = differingKeys(was, is);
    return keys.length === 0 ? [] : [{ part, id, cite: is.cite ?? null, change: 'changed', keys }];
  });
}

function differingKeys(was: object, is: object): string[] {
  const [before, after] = [new Map(Object.entries(was)), new Map(Object.entries(is))];
  return [...new Set([...before.keys(), ...after.keys()])].filter(
    (key) => JSON.stringify(before.get(key)) !== JSON.stringify(after.get(key)),
  );
}
