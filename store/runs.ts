import * as z from 'zod';
import { NotFoundError } from './errors.ts';
import * as keys from './keys.ts';
import type { Page, Paging, Table } from './table.ts';

/** Why a run was started. */
export const RUN_REASONS = ['requested', 'activated', 'scheduled', 'deployed'] as const;

const RunSchema = z.object({
  run: z.string(),
  reason: z.enum(RUN_REASONS),
  /** Subject of the token that asked for it; null where nobody did. */
  by: z.string().nullable(),
  startedAt: z.string(),
  /** When everything stale had been found; null while the search goes on. */
  foundAt: z.string().nullable(),
});
export type Run = z.infer<typeof RunSchema>;

/** Why a system could not be assessed. */
export const FAILURES = ['does-not-fit', 'not-found'] as const;
export type Failure = (typeof FAILURES)[number];

const ResultSchema = z.object({
  system: z.string(),
  state: z.enum(['waiting', 'done', 'failed']),
  /** Assessments whose findings are other than before. */
  changed: z.number().int(),
  failure: z.enum(FAILURES).nullable(),
});
export type RunResult = z.infer<typeof ResultSchema>;

/** A run with what it came to so far. */
export interface RunReport extends Run {
  found: number;
  done: number;
  failed: number;
  /** Systems with at least one assessment whose findings are other than before. */
  changed: number;
  failures: { system: string; failure: Failure }[];
}

/** At most so many failures are told by name. */
const MOST_FAILURES = 100;

/** Starts a run; one that was started already goes on as it is. */
export async function startRun(table: Table, tenant: string, run: Omit<Run, 'foundAt'>): Promise<void> {
  await table.put(runItem(tenant, { ...run, foundAt: null }), {
    ConditionExpression: 'attribute_not_exists(pk)',
  });
}

/** Says that a run has found everything there was to find. */
export async function endSearch(table: Table, tenant: string, id: string, at: string): Promise<void> {
  const run = await table.get(keys.run(tenant, id), RunSchema);
  if (run?.foundAt === null) await table.put(runItem(tenant, { ...run, foundAt: at }));
}

/** Whether a run has found a system before. */
export async function wasFound(table: Table, tenant: string, id: string, system: string): Promise<boolean> {
  return (await table.get(keys.runResult(tenant, id, system), ResultSchema)) !== undefined;
}

/** Says that a run has found a system; what became of it meanwhile stays. */
export async function noteFound(table: Table, tenant: string, id: string, system: string): Promise<void> {
  const result: RunResult = { system, state: 'waiting', changed: 0, failure: null };
  await table.put(
    { ...keys.runResult(tenant, id, system), ...result },
    { ConditionExpression: 'attribute_not_exists(pk)' },
  );
}

/** Says what became of a system. A result of the same work done again does not take a change back. */
export async function noteResult(
  table: Table,
  tenant: string,
  id: string,
  result: Omit<RunResult, 'state'>,
): Promise<void> {
  const state: RunResult['state'] = result.failure === null ? 'done' : 'failed';
  await table.put(
    { ...keys.runResult(tenant, id, result.system), ...result, state },
    {
      ConditionExpression: 'attribute_not_exists(pk) OR changed <= :changed',
      ExpressionAttributeValues: { ':changed': result.changed },
    },
  );
}

/**
 * A run, with what it came to.
 *
 * @throws NotFoundError
 */
export async function readRun(table: Table, tenant: string, id: string): Promise<RunReport> {
  const run = await table.get(keys.run(tenant, id), RunSchema);
  if (!run) throw new NotFoundError(`there is no run "${id}"`);
  const report: RunReport = { ...run, found: 0, done: 0, failed: 0, changed: 0, failures: [] };
  for await (const result of resultsOf(table, tenant, id)) {
    report.found += 1;
    if (result.state === 'done') report.done += 1;
    if (result.state === 'failed') report.failed += 1;
    if (result.changed > 0) report.changed += 1;
    if (result.failure && report.failures.length < MOST_FAILURES)
      report.failures.push({ system: result.system, failure: result.failure });
  }
  return report;
}

/** A tenant's runs, the newest first, without what they came to. */
export async function listRuns(table: Table, tenant: string, page: Paging): Promise<Page<Run>> {
  const range = {
    partition: keys.runsGroup(tenant),
    prefix: '',
    index: keys.BY_GROUP,
    backwards: true,
    ...page,
  };
  return table.list(range, RunSchema);
}

async function* resultsOf(table: Table, tenant: string, id: string): AsyncGenerator<RunResult> {
  let start: string | undefined;
  do {
    const range = { partition: keys.runPartition(tenant, id), prefix: keys.RUN_RESULTS, limit: 1000, start };
    const { items, next } = await table.list(range, ResultSchema);
    yield* items;
    start = next;
  } while (start !== undefined);
}

function runItem(tenant: string, run: Run) {
  return {
    ...keys.run(tenant, run.run),
    ...run,
    [keys.BY_GROUP.partitionKey]: keys.runsGroup(tenant),
    [keys.BY_GROUP.sortKey]: run.run,
  };
}
