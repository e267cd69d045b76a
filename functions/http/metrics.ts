import { takeUnits } from './units.ts';

/** What can be counted of a piece of work, with the unit CloudWatch has for it. */
const METRICS = {
  /** Pieces of work that were done, and those that failed. */
  Done: 'Count',
  Failed: 'Count',
  Duration: 'Milliseconds',
  /** Units of the table. */
  ReadUnits: 'Count',
  WriteUnits: 'Count',
  /** Systems a run found to look at. */
  Found: 'Count',
  /** Assessments that came to other findings. */
  Changed: 'Count',
  /** Systems that could not be assessed. */
  NotAssessable: 'Count',
  /** Events a webhook did not take. */
  NotTaken: 'Count',
} as const;

/** What else is counted of a kind of work. */
export type Counts = Partial<Record<keyof typeof METRICS, number>>;

/**
 * Writes one line that CloudWatch makes metrics of (the embedded metric format). Names of kinds, numbers, nothing else.
 *
 * @param kind of work: `request` for all that comes over HTTP, so that there are few metrics and their cost is small
 * @param milliseconds how long it took
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function emitMetrics(kind: string, done: boolean, milliseconds: number, counts: Counts = {}): void {
  const { read, write } = takeUnits();
  const values: Counts = {
    [done ? 'Done' : 'Failed']: 1,
    Duration: milliseconds,
    ReadUnits: read,
    WriteUnits: write,
    ...counts,
  };
  const Metrics = Object.entries(METRICS).flatMap(([Name, Unit]) => (Name in values ? [{ Name, Unit }] : []));
  const CloudWatchMetrics = [{ Namespace: 'Jurismap', Dimensions: [['Kind']], Metrics }];
  const line = { _aws: { Timestamp: Date.now(), CloudWatchMetrics }, Kind: kind, ...values };
  // What is logged by the console is wrapped in a line of Lambda's own, in which metrics are not seen.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
