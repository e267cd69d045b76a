import { writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { loadBuiltRules } from '../cli/built-rules.ts';
import { measureColdStarts } from './cold-start.ts';
import { type Comparison, compareEvaluators, type Effort } from './evaluator.ts';
import { measureExactness } from './exactness.ts';
import { measureFootprints } from './footprint.ts';
import { goalsOf, type Results, reaches } from './goals.ts';
import { growthOfRules, growthOfSystems } from './growth.ts';
import { plot } from './plot.ts';
import { report } from './report.ts';
import { measureStartUps } from './start-up.ts';
import { countUnits } from './units.ts';
import { measureWhole } from './whole.ts';
import { REAL, SEED } from './world.ts';

// node bench/run.ts [--full]: measures and prints what it found. The full run keeps it in bench/RESULTS.md; the quick one
// takes less than two minutes, and fails where a loose bound is not kept.

const ROOT = join(import.meta.dirname, '..');
const isFull = process.argv.includes('--full');

interface Plan {
  worlds: readonly string[];
  effort: Effort;
  sizes: readonly number[];
  rounds: number;
  fleets: readonly number[];
  rules: readonly number[];
}

const QUICK: Plan = {
  worlds: ['1000'],
  effort: { rounds: 5, turn: 60, warmUp: 1500 },
  sizes: [1000],
  rounds: 3,
  fleets: [100, 1000, 10_000],
  rules: [300, 1000],
};
const FULL: Plan = {
  worlds: [REAL, '300', '1000', '3000'],
  effort: { rounds: 15, turn: 150, warmUp: 15_000 },
  sizes: [300, 1000, 3000],
  rounds: 9,
  fleets: [100, 1000, 10_000, 100_000, 1_000_000],
  rules: [300, 1000, 3000, 10_000],
};

const { worlds, effort, sizes, rounds, fleets, rules: counts } = isFull ? FULL : QUICK;
// Loading builds what is out of date, so that the contestants all find the same rules.
const rules = await loadBuiltRules();
const comparisons: Comparison[] = [];
for (const world of worlds) comparisons.push(await compareEvaluators(world, effort));
const results: Results = {
  comparisons,
  footprints: await measureFootprints(rules, sizes, rounds),
  startUps: await measureStartUps(ROOT, rounds),
  coldStarts: (await measureColdStarts(join(ROOT, 'build', 'functions'), isFull ? 5 : 1)) ?? [],
  units: await countUnits(join(ROOT, 'examples'), rules),
  whole: await measureWhole(rules, isFull ? 25 : 5),
  exactness: measureExactness(rules, isFull ? [0, 0.2, 0.5, 0.8] : [0.2]),
};
const systems = growthOfSystems(1000, fleets);
const growth = growthOfRules(counts, 20_000);
const machine = `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB; seed ${SEED}, ${effort.rounds} rounds.`;
const goals = goalsOf(results);
const text = report(machine, goals, results, systems, growth);
console.log(text);
if (isFull) {
  writeFileSync(join(import.meta.dirname, 'RESULTS.md'), text);
  writeFileSync(join(import.meta.dirname, 'growth.svg'), plot(systems, growth));
}
const missed = goals.filter((goal) => goal.loose !== null && !reaches(goal, goal.loose));
for (const { what, reached, loose } of missed)
  console.error(`${what}: ${reached.toFixed(2)}, and at least ${loose} is kept`);
if (missed.length > 0) process.exitCode = 1;
