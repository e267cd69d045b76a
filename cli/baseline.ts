import * as z from 'zod';
import { baselineOf, type SystemBaseline, SystemBaselineSchema } from '../engine/baseline.ts';
import { check } from '../engine/check.ts';
import { type SystemReport, SystemReportSchema } from '../engine/system-report.ts';
import { jsonDocument } from './json-document.ts';

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
 * @throws InputError when it is neither
 */
export function readBaseline(file: string): Baseline {
  const { value, locate } = jsonDocument(file);
  if (typeof value === 'object' && value !== null && 'jurismap-baseline' in value) {
    return lookUp(check(BaselineFileSchema, value, locate).systems);
  }
  const reports = isSeveral(value)
    ? check(SeveralSchema, value, locate).systems
    : [check(SystemReportSchema, value, locate)];
  return lookUp(reports.map((report) => ({ ...entryOf(report), file: '' })));
}

const SeveralSchema = z.looseObject({ systems: z.array(SystemReportSchema) });

function isSeveral(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'systems' in value;
}

/** One system of a baseline, without the file it came from. */
export function entryOf({ system, asOf, assessments }: SystemReport): SystemBaseline & { system: string } {
  return { system: system.id, ...baselineOf(asOf, assessments) };
}

/** Several files can describe systems of one id; then the file tells which is meant. */
function lookUp(entries: readonly (SystemBaseline & { system: string; file: string })[]): Baseline {
  const bySystem = Map.groupBy(entries, ({ system }) => system);
  return (system, file) => {
    const [only, ...others] = bySystem.get(system) ?? [];
    const found = others.length === 0 ? only : bySystem.get(system)?.find((entry) => entry.file === file);
    return found && { asOf: found.asOf, packs: found.packs };
  };
}
