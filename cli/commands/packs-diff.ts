import type { Manifest } from '../../engine/pack.ts';
import type { PackSource } from '../../engine/read-pack.ts';
import { layOut } from '../author-bench.ts';
import { CallError } from '../call-error.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted, type Page, paint, terminalPage, wrap } from '../page.ts';

export interface PacksDiffOptions {
  format: 'table' | 'json';
}

/** A rule, score or measure, or a part of the manifest that outcomes hang on, that is not the same in both versions. */
interface Change {
  part: 'rule' | 'score' | 'measure' | 'role' | 'schedule' | 'penalty' | 'manifest';
  id: string;
  cite: string | null;
  change: 'added' | 'removed' | 'changed';
  /** Which of its keys differ. */
  keys: string[];
}

/** `jurismap packs diff OLD NEW`: what differs between two versions of a pack, part by part. */
export async function diff(older: string, newer: string, { format }: PacksDiffOptions): Promise<ExitCode> {
  const before = (await layOut(older)).packs[0]?.authored.source;
  const after = (await layOut(newer)).packs[0]?.authored.source;
  if (!before || !after) return EXIT.wrong;
  if (before.manifest.pack !== after.manifest.pack) {
    throw new CallError(
      `${nameOf(before)} and ${nameOf(after)} are different packs`,
      'name two versions of one pack',
    );
  }
  const changes = changesBetween(before, after);
  const versions = { before: nameOf(before), after: nameOf(after) };
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ ...versions, changes }, null, 2)}\n`
      : table(versions, changes, terminalPage()),
  );
  return EXIT.pass;
}

function nameOf({ manifest: { pack, version } }: PackSource): string {
  return `${pack} ${version}`;
}

function changesBetween(before: PackSource, after: PackSource): Change[] {
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

function changesOf(part: Change['part'], before: readonly Part[], after: readonly Part[]): Change[] {
  const older = new Map(before.map((one) => [one.id, one]));
  const newer = new Map(after.map((one) => [one.id, one]));
  return [...new Set([...older.keys(), ...newer.keys()])].flatMap((id): Change[] => {
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

function table({ before, after }: { before: string; after: string }, changes: Change[], page: Page): string {
  return `${[
    paint(page, 'bold', `${before} → ${after}`),
    ...changes.map(({ part, id, cite, change, keys }) =>
      wrap(
        page,
        `${change}: ${part} ${id}${cite ? ` (${cite})` : ''}${keys.length > 0 ? `: ${keys.join(', ')}` : ''}`,
        '    ',
        '  ',
      ),
    ),
    changes.length === 0
      ? 'Nothing that outcomes hang on differs.'
      : `${counted(changes.length, 'part')} ${changes.length === 1 ? 'differs' : 'differ'}.`,
  ].join('\n')}\n`;
}
