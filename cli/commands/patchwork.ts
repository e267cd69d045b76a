import type { ConflictResult } from '../../engine/conflicts-met.ts';
import {
  type Patchwork,
  type PatchworkDuty,
  type PatchworkRow,
  patchwork as patchworkOf,
} from '../../engine/patchwork.ts';
import type { Quantity } from '../../engine/quantity.ts';
import { loadBuiltRules, withPacks } from '../built-rules.ts';
import { deliver } from '../deliver.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { counted, heading, type Page, PLAIN, paint, printable, terminalPage, wrap } from '../page.ts';
import { readProfiles } from '../read-profiles.ts';
import { uncoveredLine } from '../reporters/uncovered.ts';

export interface PatchworkOptions {
  asOf: string;
  packs?: string;
  output?: string;
  format: 'table' | 'json';
}

/** `jurismap patchwork FILE`: what one system owes across instruments, by control. */
export async function patchwork(file: string, options: PatchworkOptions): Promise<ExitCode> {
  const rules = withPacks(await loadBuiltRules(), options.packs);
  const [profile] = readProfiles([file], rules.catalogue);
  if (!profile) return EXIT.wrong;
  const result = patchworkOf(profile, rules, options.asOf);
  const text =
    options.format === 'json'
      ? `${JSON.stringify(result, null, 2)}\n`
      : table(result, options.output ? PLAIN : terminalPage());
  return deliver(text, options.output) ? EXIT.pass : EXIT.wrong;
}

function table(result: Patchwork, page: Page): string {
  const { system, asOf, instruments, controls, conflicts, uncovered } = result;
  return `${[
    `${paint(page, 'bold', printable(system.name))} (${system.id}) as of ${asOf}`,
    instrumentsSection(instruments, page),
    ...controls.map((row) => rowSection(row, page)),
    ...(conflicts.length > 0 ? [conflictsSection(conflicts, page)] : []),
    ...uncovered.map((place) => uncoveredLine(place, page)),
    summary(result),
  ].join('\n\n')}\n`;
}

function instrumentsSection(instruments: Patchwork['instruments'], page: Page): string {
  if (instruments.length === 0)
    return 'No instrument looked at reaches this system. That is no statement about other laws.';
  const lines = instruments.map(({ pack, title, jurisdiction, applicability }) => {
    const doubt = applicability === 'undetermined' ? ', scope undetermined' : '';
    return wrap(page, `${title} (${jurisdiction}${doubt})`, ' '.repeat(28), `  ${pack.padEnd(25)} `);
  });
  return [heading(page, `Instruments that reach it, or may (${instruments.length})`), ...lines].join('\n');
}

function rowSection({ control, title, cells, settles, quantities }: PatchworkRow, page: Page): string {
  const settled =
    settles.length > 1
      ? [
          wrap(
            page,
            `Evidence for this control would settle ${settles.length} duties at once: ${settles.join(', ')}.`,
            '  ',
          ),
        ]
      : [];
  return [
    `${heading(page, title)} (${control})`,
    ...cells.flatMap(({ pack, duties }) => duties.map((duty) => dutyLine(pack, duty, page))),
    ...quantities.flatMap((quantity) => quantityLines(quantity, page)),
    ...settled,
  ].join('\n');
}

function dutyLine(pack: string, duty: PatchworkDuty, page: Page): string {
  const { cite, title, role, outcome, appliesFrom, readiness, relation, beyondControls, alsoNeeds, force } =
    duty;
  const details = [
    outcome === 'upcoming' ? `upcoming ${appliesFrom ?? 'on a day still unknown'} (${readiness})` : outcome,
    role,
    relation,
    beyondControls && `beyond the control: ${beyondControls}`,
    alsoNeeds.length > 0 && `also needs ${alsoNeeds.join(', ')}`,
    force !== 'binding' && force,
    duty.notEnforced && `not enforced: ${duty.notEnforced}`,
    duty.unverified && 'not compared with the official text',
  ].filter((detail) => typeof detail === 'string');
  return [
    wrap(page, `${cite}: ${title}`, ' '.repeat(28), `  ${pack.padEnd(25)} `),
    paint(page, 'dim', wrap(page, details.join(' · '), ' '.repeat(28))),
  ].join('\n');
}

const BOUNDS = { 'at-most': 'at most', 'at-least': 'at least', exactly: 'exactly' } as const;

/** One line for each comparable group; several groups of one quantity stand side by side. */
function quantityLines({ title, comparable }: Quantity, page: Page): string[] {
  return comparable.flatMap(({ bound, unit, after, before, strictest, possible, excluding, values }) => {
    if (values.length < 2 && comparable.length < 2) return [];
    const event = after ?? before;
    const from = event ? ` ${after ? 'after' : 'before'} "${event.replaceAll('-', ' ')}"` : '';
    const all = values.map(({ pack, cite, value }) => `${value} (${pack} ${cite})`).join(', ');
    const strict = strictest === null || values.length < 2 ? '' : `; strictest: ${strictest}`;
    const open = possible === null ? '' : `; ${possible} if what is undetermined applies`;
    const clash = excluding ? '; these exclude each other' : '';
    return [
      wrap(
        page,
        `${title}, ${BOUNDS[bound]}, in ${unit}${from}: ${all}${strict}${open}${clash}`,
        '    ',
        '  * ',
      ),
    ];
  });
}

const STATES = { now: 'bites now', later: 'will bite', undetermined: 'may bite' } as const;

function conflictsSection(conflicts: readonly ConflictResult[], page: Page): string {
  const blocks = conflicts.map(
    ({ kind, title, state, from, sides, explanation, reconcile, missing, unverified }) =>
      [
        wrap(page, `${title} (${kind}, ${STATES[state]}${from ? ` from ${from}` : ''})`, '  ', '  '),
        ...sides.map(({ instrument, cites, says }) =>
          wrap(page, `${instrument}, ${cites.join(', ')}: ${says}`, '      ', '    - '),
        ),
        wrap(page, explanation, '    '),
        ...reconcile.map((way) => wrap(page, way, '      ', '    + ')),
        ...(missing.length > 0 ? [wrap(page, `Depends on ${missing.join(', ')}.`, '    ')] : []),
        ...(unverified ? [wrap(page, `Not compared with the official texts: ${unverified}`, '    ')] : []),
      ].join('\n'),
  );
  return [heading(page, 'Conflicts and tensions'), ...blocks].join('\n');
}

function summary({ controls, instruments, conflicts }: Patchwork): string {
  const duties = new Set(
    controls.flatMap(({ cells }) =>
      cells.flatMap(({ pack, duties }) => duties.map(({ rule, role }) => `${pack}/${rule}@${role}`)),
    ),
  );
  return `${counted(duties.size, 'duty', 'duties')} of ${counted(instruments.length, 'instrument')} map to ${counted(controls.length, 'control')}; ${counted(conflicts.length, 'conflict or tension', 'conflicts and tensions')}.`;
}
