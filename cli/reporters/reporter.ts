import type { Question } from '../../engine/ask.ts';
import type { SystemBaseline } from '../../engine/baseline.ts';
import type { Document } from '../../engine/document.ts';
import type { Failure, Gate } from '../../engine/gate.ts';
import type { Policy } from '../../engine/policy.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Rules } from '../../engine/rules.ts';
import type { SystemReport } from '../../engine/system-report.ts';
import type { PlacesOf } from '../check/finding-place.ts';
import type { Page } from '../page.ts';

/** One system that was checked. */
export interface CheckedSystem {
  /** As it was named in the call; `-` is standard input. */
  file: string;
  profile: Profile;
  document: Document;
  report: SystemReport;
  /** What an earlier check said of it. */
  baseline: SystemBaseline | undefined;
  /** What the policy does not let pass, in the order of the report. */
  failures: readonly Failure[];
  placesOf: PlacesOf;
  /** What to ask next. Worked out when it is first wanted, because it costs as much as the evaluation. */
  questions(): readonly Question[];
}

/** What is the same for all systems of a call. */
export interface CheckContext {
  asOf: string;
  policy: Policy;
  /** What the systems are checked against. */
  rules: Rules;
  /** How many systems there are. */
  count: number;
  page: Page;
}

/**
 * Writes one format. Systems come one by one and are not kept; what stands around them is written at the end, when
 * everything is known. The parts together are the document: `head`, the systems in their order, `tail`.
 */
export interface Reporter {
  system(checked: CheckedSystem): string;
  /**
   * @param gate the verdict over all systems
   * @returns what stands before and after the systems; the tail ends with a line break
   */
  frame(gate: Gate): { head: string; tail: string };
}

export const CHECK_FORMATS = [
  'table',
  'json',
  'markdown',
  'html',
  'sarif',
  'junit',
  'github',
  'baseline',
  'oscal',
  'oscal-poam',
] as const;
export type CheckFormat = (typeof CHECK_FORMATS)[number];

/** The reporter of a format, loaded when it is asked for. */
export async function reporterFor(format: CheckFormat, context: CheckContext): Promise<Reporter> {
  switch (format) {
    case 'table':
      return (await import('./table.ts')).table(context);
    case 'json':
      return (await import('./json.ts')).json(context);
    case 'markdown':
      return (await import('./markdown/markdown.ts')).markdown(context);
    case 'html':
      return (await import('./html/html.ts')).html(context);
    case 'sarif':
      return (await import('./sarif.ts')).sarif(context);
    case 'junit':
      return (await import('./junit.ts')).junit(context);
    case 'github':
      return (await import('./github.ts')).github(context);
    case 'baseline':
      return (await import('./baseline.ts')).baseline();
    case 'oscal':
      return (await import('./oscal.ts')).oscal(context);
    case 'oscal-poam':
      return (await import('./oscal-poam.ts')).oscalPoam(context);
  }
}
