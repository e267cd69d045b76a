import type { Gate } from '../../engine/gate.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Rules } from '../../engine/rules.ts';
import type { SystemReport } from '../../engine/system-report.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Page } from '../page.ts';

/** One system that was checked. */
export interface CheckedSystem {
  file: string;
  profile: Profile;
  report: SystemReport;
}

/** Everything `jurismap check` found out. */
export interface CheckReport {
  asOf: string;
  systems: readonly CheckedSystem[];
  /** The verdict over all systems. */
  gate: Gate;
  exitCode: ExitCode;
  /** What the systems were checked against. */
  rules: Rules;
}

/** Writes a report in one format; the text ends with a line break. */
export type Reporter = (report: CheckReport, page: Page) => string;

export const CHECK_FORMATS = ['table', 'json'] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** The reporter of a format, loaded when it is asked for. */
export async function reporterFor(format: CheckFormat): Promise<Reporter> {
  switch (format) {
    case 'table':
      return (await import('./table.ts')).table;
    case 'json':
      return (await import('./json.ts')).json;
  }
}
