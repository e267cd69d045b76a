import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { baselineOf, type SystemBaseline, SystemBaselineSchema } from '../../engine/baseline.ts';
import { byPointer, check, type Locate } from '../../engine/check.ts';
import { InputError } from '../../engine/problem.ts';
import { type SystemReport, SystemReportSchema } from '../../engine/system-report.ts';
import { CallError } from '../call-error.ts';

/** What `check --format baseline` writes. */
export const BaselineFileSchema = z.strictObject({
  'jurismap-baseline': z.literal(1),
  systems: z.array(SystemBaselineSchema.extend({ system: z.string(), file: z.string() })),
});
export type BaselineFile = z.infer<typeof BaselineFileSchema>;

/** What an earlier check said of a system in a file; undefined when it did not see it. */
export type Baseline = (system: string, file: string) => SystemBaseline | undefined;

/**
 * Reads a baseline: what `check --format baseline` wrote, or the report of `check --format json`.
 *
 * @throws InputError when it is neither, or cannot be read
 */
export function readBaseline(file: string): Baseline {
  const value = readJsonFile(file);
  const locate: Locate = (path, reason, hint) => ({ file, ...byPointer(path, reason, hint) });
  if (typeof value === 'object' && value !== null && 'jurismap-baseline' in value) {
    return lookUp(check(BaselineFileSchema, value, locate).systems);
  }
  const reports = isSeveral(value)
    ? check(SeveralSchema, value, locate).systems
    : [check(SystemReportSchema, value, locate)];
  return lookUp(reports.map((report) => ({ ...entryOf(report), file: '' })));
}

/** Of any length: what we wrote ourselves about many systems is longer than anything a person writes. */
function readJsonFile(file: string): unknown {
  const refuse = (reason: string, hint?: string): never => {
    throw new InputError([{ file, pointer: '', reason, ...(hint && { hint }) }]);
  };
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    refuse(`cannot be read: ${error instanceof Error && 'code' in error ? error.code : error}`);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    return refuse(
      `is no JSON: ${error instanceof Error ? error.message : error}`,
      'write it with "jurismap check --format baseline"',
    );
  }
}

const SeveralSchema = z.looseObject({ systems: z.array(SystemReportSchema) });

function isSeveral(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'systems' in value;
}

/** One system of a baseline, without the file it came from. */
export function entryOf({ system, asOf, assessments }: SystemReport): SystemBaseline & { system: string } {
  return { system: system.id, ...baselineOf(asOf, assessments) };
}

/**
 * Where the baseline has several systems of one id, the file tells which is meant. Two files of a call cannot both be the
 * one it has: a copied profile would pass for what was accepted of another.
 */
function lookUp(entries: readonly (SystemBaseline & { system: string; file: string })[]): Baseline {
  const bySystem = Map.groupBy(entries, ({ system }) => system);
  const askedFor = new Map<string, string>();
  return (system, file) => {
    const known = bySystem.get(system) ?? [];
    if (known.length > 1) return partOf(known.find((entry) => entry.file === file));
    const [only] = known;
    const before = askedFor.get(system) ?? file;
    if (only && before !== file) {
      throw new CallError(
        `the baseline has one system "${system}", and both ${before} and ${file} describe it`,
        'give each system an id of its own',
      );
    }
    askedFor.set(system, file);
    return partOf(only);
  };
}

function partOf(entry: SystemBaseline | undefined): SystemBaseline | undefined {
  return entry && { asOf: entry.asOf, packs: entry.packs };
}
