import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { loadBuiltRules } from '../cli/built-rules.ts';
import { type ColdStart, measureColdStarts } from './cold-start.ts';
import { AS_OF, PACK, PROFILES, SEED } from './contestants.ts';
import { type Comparison, compareEvaluators } from './evaluator.ts';
import { measureStartUps, type StartUp } from './start-up.ts';
import { countUnits, type StepUnits } from './units.ts';

// node bench/run.ts: measures, prints what it found and keeps it in bench/RESULTS.md.

const ROOT = join(import.meta.dirname, '..');

// Loading builds what is out of date, so that the contestants all find the same rules.
const rules = await loadBuiltRules();
const sections = [
  `# Measured\n\nWritten by \`npm run bench\`. Ratios hold better than times: compare rows, not machines.\n\n${machine()}`,
  evaluatorSection(await compareEvaluators()),
  startUpSection(await measureStartUps(ROOT)),
  coldStartSection(await measureColdStarts(join(ROOT, 'build', 'functions'))),
  unitsSection(await countUnits(join(ROOT, 'examples'), rules)),
];
const text = `${sections.join('\n\n')}\n`;
console.log(text);
writeFileSync(join(import.meta.dirname, 'RESULTS.md'), text);

function machine(): string {
  const [cpu] = cpus();
  return `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpu?.model.trim()}.`;
}

function evaluatorSection({ measured, rules: count, holding, rounds }: Comparison): string {
  const rows = measured.map(({ contestant, micros, ratio }) => [
    contestant.does,
    ratio.toFixed(2),
    micros.toFixed(0),
  ]);
  const [reference, ...others] = measured;
  const quicker = others.filter(({ contestant, ratio }) => contestant.compares && ratio < 1);
  return [
    '## Evaluating one profile',
    `The ${count} rules of \`${PACK}\` (definitions included) on ${AS_OF}, ${PROFILES} random profiles of ` +
      `${rules.catalogue.facts.length} facts (seed ${SEED}), parsed from JSON. All outcomes agreed before any time was ` +
      `taken; ${(100 * holding).toFixed(0)} % of them are true. A process for each row, one working at a time, warm, ` +
      `${rounds} rounds in seeded order; the ratio is the median of the rounds' ratios to the first row.`,
    table(['what', 'ratio', 'µs'], rows),
    'The peers answer yes or no about complete profiles. Jurismap answers the same and, where facts are unknown, ' +
      'exactly what is still open; the peers have no answer to that.',
    ...quicker.map(
      ({ contestant, ratio }) =>
        `**Quicker than "${reference?.contestant.does}": ${contestant.does}**, in ${ratio.toFixed(2)} of the time. ` +
        'This evaluator is the reference for what is right; a quicker one is to be tested against it.',
    ),
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
    'The package installed in an empty folder; whole processes, medians of 15 rounds in seeded order, the compiled code ' +
      'already in its cache. The ratio is to a Node that does nothing, in the same round.',
    table(['what', 'ratio', 'ms', 'ms beyond Node'], rows),
  ].join('\n\n');
}

function coldStartSection(starts: readonly ColdStart[] | undefined): string {
  const title = '## Cold import of each function';
  if (!starts)
    return `${title}\n\nSkipped: nothing is built. \`node scripts/build.ts\` builds the functions.`;
  const rows = starts.map(({ name, kilobytes, import: time, start, ratio }) => [
    name,
    ratio.toFixed(2),
    start.toFixed(0),
    time.toFixed(0),
    kilobytes.toFixed(0),
  ]);
  return [
    title,
    'From the start of a fresh process until the bundle is imported, medians of 7; the ratio is to the empty handler.',
    table(['function', 'ratio', 'ms', 'of which import', 'KB'], rows),
  ].join('\n\n');
}

function unitsSection(steps: readonly StepUnits[]): string {
  const rows = steps.map(({ step, mean, most }) => [
    step,
    mean.write.toFixed(1),
    mean.read.toFixed(1),
    String(most.write),
    String(most.read),
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
