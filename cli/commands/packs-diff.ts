import { type PackChange, packChanges } from '../../engine/pack-changes.ts';
import type { PackSource } from '../../engine/read-pack.ts';
import { layOut } from '../author-bench.ts';
import { CallError } from '../call-error.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted, type Page, paint, terminalPage, wrap } from '../page.ts';

export interface PacksDiffOptions {
  format: 'table' | 'json';
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
  const changes = packChanges(before, after);
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

function table(
  { before, after }: { before: string; after: string },
  changes: readonly PackChange[],
  page: Page,
): string {
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
