import type { ColdStart } from './cold-start.ts';
import type { Comparison } from './evaluator.ts';
import type { Exactness } from './exactness.ts';
import type { Footprint } from './footprint.ts';
import { type Goal, type Results, reaches } from './goals.ts';
import type { Growth } from './growth.ts';
import type { StartUp } from './start-up.ts';
import type { StepUnits } from './units.ts';
import type { Whole } from './whole.ts';
import { AS_OF, PROFILES, REAL } from './world.ts';

/** The results as a Markdown page. */
export function report(
  machine: string,
  goals: readonly Goal[],
  { comparisons, footprints, startUps, coldStarts, units, exactness, whole }: Results,
  systems: readonly Growth[],
  rules: readonly Growth[],
): string {
  return `${[
    '# Measured',
    'Written by `npm run bench:full`. Ratios hold better than times: compare rows, not machines.',
    machine,
    goalsSection(goals),
    ...comparisons.map(comparisonSection),
    exactnessSection(exactness),
    wholeSection(whole),
    footprintSection(footprints),
    growthSection(systems, rules),
    startUpSection(startUps),
    coldStartSection(coldStarts),
    unitsSection(units),
  ].join('\n\n')}\n`;
}

function goalsSection(goals: readonly Goal[]): string {
  const rows = goals.map((goal) => [
    goal.what,
    `${goal.sense === 'at-least' ? '≥' : '≤'} ${goal.goal}`,
    goal.reached.toFixed(2),
    reaches(goal, goal.goal) ? 'yes' : '**no**',
  ]);
  return ['## Goals', table(['measure', 'goal', 'reached', 'met'], rows)].join('\n\n');
}

function comparisonSection({ world, measured, rules, holding, compared }: Comparison): string {
  const rows = measured.map(({ contestant, micros, ratio }) => [
    contestant.does,
    ratio.toFixed(2),
    micros.toFixed(1),
  ]);
  const what = world === REAL ? `the pack \`${REAL}\`` : `${world} synthetic rules`;
  return [
    `## One system under ${what}`,
    `${rules} rules (definitions included) on ${AS_OF}, ${PROFILES} random systems, parsed from JSON. ${compared} outcomes were ` +
      `compared before any time was taken, with no difference; ${(100 * holding).toFixed(0)} % of those of complete systems ` +
      'are true. A process for each row, one working at a time, warm; the ratio is the median of the rounds’ ratios to ' +
      'the first row.',
    table(['what', 'ratio', 'µs a system'], rows),
  ].join('\n\n');
}

function exactnessSection(exactness: readonly Exactness[]): string {
  const rows = exactness.map(({ unknown, results, threeValued, lanes, unclear, reference }) => [
    `${100 * unknown} %`,
    String(results),
    String(threeValued),
    String(lanes),
    String(unclear),
    String(reference),
  ]);
  return [
    '## What stays open',
    'Results (a rule for a role) of random systems under all packs. Findings come from the reference: none is undetermined ' +
      'on which all completions of the unknown facts agree. Lanes leave to it what they do not settle.',
    table(
      [
        'facts unknown',
        'results',
        'open in three-valued logic',
        'open by lanes',
        'left to the reference',
        'undetermined',
      ],
      rows,
    ),
  ].join('\n\n');
}

function wholeSection({ asking, storedMicros, jsonMicros }: Whole): string {
  return [
    '## Around the rules',
    `Asking about a system with 30 facts unknown takes ${asking.toFixed(1)} times as long as evaluating it, both under all packs. ` +
      `To read a system from the store, evaluate it under \`${REAL}\` and store the assessment takes ${storedMicros.toFixed(0)} µs ` +
      `of processor time, the client's requests and answers included; to parse and write its profile as JSON ${jsonMicros.toFixed(0)} µs.`,
  ].join('\n\n');
}

function footprintSection(footprints: readonly Footprint[]): string {
  const rows = footprints.map(({ what, rules, disk, heap, load, first, peer }) => [
    what,
    String(rules),
    disk.toFixed(0),
    heap.toFixed(0),
    load.toFixed(1),
    first.toFixed(1),
    peer === null ? '' : peer.toFixed(1),
  ]);
  return [
    '## Compiled rules',
    'In a fresh process. The heap is that of packs ready to be evaluated together.',
    table(
      [
        'what',
        'rules',
        'bytes a rule',
        'heap a rule',
        'ms to load',
        'ms to the first result',
        'json-logic-engine, ms',
      ],
      rows,
    ),
  ].join('\n\n');
}

function growthSection(systems: readonly Growth[], rules: readonly Growth[]): string {
  const rowsOf = (of: readonly Growth[]): string[][] =>
    of.map((one) => [
      String(one.systems),
      String(one.rules),
      one.seconds.toFixed(3),
      ((1e6 * one.seconds) / one.systems).toFixed(2),
      one.megabytes.toFixed(1),
    ]);
  return [
    '## Growth',
    'Fleets evaluated from packed vectors, one fact in five unknown, 32 systems at a time under all rules: unpacked, entered ' +
      'and evaluated. Memory is what the process grew by.',
    '![time and memory by systems and by rules](growth.svg)',
    table(['systems', 'rules', 's', 'µs a system', 'MB more'], [...rowsOf(systems), ...rowsOf(rules)]),
  ].join('\n\n');
}

function startUpSection(startUps: readonly StartUp[]): string {
  const rows = startUps.map(({ does, ratio, ms, beyond }) => [
    does,
    ratio.toFixed(2),
    ms.toFixed(0),
    beyond.toFixed(0),
  ]);
  return [
    '## Start of the installed command',
    'The package installed in an empty folder; whole processes in seeded order, the compiled code already in its cache. ' +
      'The ratio is to a Node that does nothing, in the same round.',
    table(['what', 'ratio', 'ms', 'ms beyond Node'], rows),
  ].join('\n\n');
}

function coldStartSection(starts: readonly ColdStart[]): string {
  const rows = starts.map(({ name, kilobytes, import: time, start, ratio }) => [
    name,
    ratio.toFixed(2),
    start.toFixed(0),
    time.toFixed(0),
    kilobytes.toFixed(0),
  ]);
  return [
    '## Cold import of each function',
    'From the start of a fresh process until the bundle is imported; the ratio is to the empty handler. Rules lie beside ' +
      'a bundle and are read when they are needed.',
    table(['function', 'ratio', 'ms', 'of which import', 'KB'], rows),
  ].join('\n\n');
}

function unitsSection(steps: readonly StepUnits[]): string {
  const rows = steps.map(({ step, mean, most }) => [
    step,
    mean.write.toFixed(1),
    mean.read.toFixed(2),
    String(Math.round(most.write)),
    String(Math.round(most.read)),
  ]);
  return [
    '## DynamoDB units',
    'What each step consumes for one system under all packs, over the example profiles. Reads are strongly ' +
      'consistent. The local engine counts the table only: in the cloud, writing a head costs as many units again for ' +
      'each index it appears in.',
    table(['step', 'write units', 'read units', 'most written', 'most read'], rows),
  ].join('\n\n');
}

/** A Markdown table whose columns after the first hold numbers. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
