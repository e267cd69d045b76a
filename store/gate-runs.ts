import * as z from 'zod';
import { AboutSchema } from '../engine/about.ts';
import type { SystemBaseline } from '../engine/baseline.ts';
import { digestOf } from '../engine/digest.ts';
import { GateSchema } from '../engine/gate.ts';
import type { Policy } from '../engine/policy.ts';
import { moveHead, recordNumbered, walkChain } from './chain.ts';
import { contend } from './contend.ts';
import { CorruptRecordError, NotFoundError } from './errors.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import type { Change } from './systems.ts';
import type { Page, Paging, Table } from './table.ts';

/** What a gate run says: whether one version of a profile may be deployed, and which commit that was asked about. */
const StatementSchema = z.object({
  system: z.string(),
  /** Version and digest of the profile that was evaluated. */
  profileVersion: z.number().int(),
  profileDigest: z.string(),
  asOf: z.string(),
  about: AboutSchema.nullable(),
  /** The verdict. Later engines may count more, and still read what earlier ones counted. */
  gate: z.object({ ...GateSchema.shape, counts: z.record(z.string(), z.number()) }),
});

const SaidSchema = StatementSchema.extend({
  /** Digest of what the verdict rests on. */
  basisDigest: z.string(),
});
type Said = z.infer<typeof SaidSchema>;

const RunSchema = SaidSchema.extend({
  /** Position among the gate runs of the system, from 1. */
  sequence: z.number().int(),
  record: z.string(),
  previous: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  request: z.string(),
});
/** One gate run, without what its verdict rests on. */
export type GateRun = z.infer<typeof RunSchema>;

/** What a verdict rests on: with these and the profile anybody can draw it again. */
export interface Basis {
  policy: Policy;
  baseline: SystemBaseline | null;
  /** The assessments whose findings were judged, each a record of the history of its pack. */
  assessments: { pack: string; sequence: number; record: string }[];
}

const StoredBasisSchema = z.object({ basis: PackedSchema });
/** The store gives back what it was given, byte for byte; whether it is valid was decided when it came in. */
const BasisSchema = z.custom<Basis>((value) => typeof value === 'object' && value !== null);

/** Who asks, when, and by which request: repeated requests are recognised. */
type Sent = Change & { request: string };

/** ms in which a request can be sent again; idempotency keys are kept as long. */
const REPEATABLE = 24 * 60 * 60 * 1000;

/**
 * Adds a gate run to those of a system. A request that is sent again and comes to the same adds nothing.
 *
 * @throws StaleError when others add runs all the time, TooLargeError when the basis does not fit
 */
export async function recordGateRun(
  table: Table,
  tenant: string,
  statement: z.infer<typeof StatementSchema>,
  basis: Basis,
  change: Sent,
): Promise<GateRun> {
  const { system } = statement;
  const said = { ...statement, basisDigest: digestOf(basis) };
  return contend(async () => {
    const newest = await newestGateRun(table, tenant, system);
    const first = newest && (await findRepeated(table, tenant, newest, said, change));
    if (first) return first;
    const run = runOf(said, newest, change);
    // Most runs rest on what the one before rested on.
    if (run.basisDigest !== newest?.basisDigest) {
      const key = keys.gateBasis(tenant, system, run.basisDigest);
      await table.put({ ...key, basis: pack(basis) });
    }
    await table.put({ ...keys.gateRun(tenant, system, run.sequence, run.record), ...run });
    const head = { ...keys.newestGateRun(tenant, system), ...run };
    return (await moveHead(table, head, run.previous)) ? run : undefined;
  }, `"${system}" is being gated by others at the same time`);
}

/** The newest gate run of a system, if it was ever gated. */
export async function newestGateRun(
  table: Table,
  tenant: string,
  system: string,
): Promise<GateRun | undefined> {
  return table.get(keys.newestGateRun(tenant, system), RunSchema);
}

/**
 * The gate runs of a system, the newest first.
 *
 * @param start `next` of the page before
 */
export async function listGateRuns(
  table: Table,
  tenant: string,
  system: string,
  page: Paging,
): Promise<Page<GateRun>> {
  const items: GateRun[] = [];
  const from = page.start === undefined ? await newestGateRun(table, tenant, system) : placeOf(page.start);
  if (!from) return { items, next: undefined };
  for await (const run of gateRunChain(table, tenant, system, from)) {
    if (items.length === page.limit) return { items, next: `${run.sequence}#${run.record}` };
    items.push(run);
  }
  return { items, next: undefined };
}

/** Where in a chain a page starts, so that a late page does not read those before it. */
function placeOf(start: string): Pick<GateRun, 'sequence' | 'record'> {
  const [sequence, record = ''] = start.split('#');
  return { sequence: Number(sequence), record };
}

/**
 * One gate run, with what its verdict rests on.
 *
 * @throws NotFoundError
 */
export async function readGateRun(
  table: Table,
  tenant: string,
  system: string,
  sequence: number,
): Promise<{ run: GateRun; basis: Basis }> {
  const newest = await newestGateRun(table, tenant, system);
  const run = newest && sequence <= newest.sequence && (await runAt(table, tenant, newest, sequence));
  if (!run) throw new NotFoundError(`"${system}" has no gate run ${sequence}`);
  return { run, basis: await readBasis(table, tenant, run) };
}

async function runAt(
  table: Table,
  tenant: string,
  newest: GateRun,
  sequence: number,
): Promise<GateRun | undefined> {
  const { system } = newest;
  const partition = keys.systemPartition(tenant, system);
  return recordNumbered(
    table,
    { partition, prefix: keys.gateRunPrefix(sequence) },
    RunSchema,
    () => gateRunChain(table, tenant, system, newest),
    (run) => run.sequence === sequence,
  );
}

/** @throws CorruptRecordError */
export async function readBasis(table: Table, tenant: string, run: GateRun): Promise<Basis> {
  const key = keys.gateBasis(tenant, run.system, run.basisDigest);
  const stored = await table.get(key, StoredBasisSchema);
  if (!stored) throw new CorruptRecordError(`what gate run ${run.sequence} rests on is missing`);
  return unpack(stored.basis, BasisSchema);
}

/** Walks the gate runs of a system from one of them back to the first. */
export function gateRunChain(
  table: Table,
  tenant: string,
  system: string,
  from: Pick<GateRun, 'sequence' | 'record'>,
): AsyncGenerator<GateRun> {
  const { pk: partition, sk: start } = keys.gateRun(tenant, system, from.sequence, from.record);
  return walkChain(table, { partition, prefix: keys.GATE_RUNS, start }, RunSchema, from.record);
}

/** The run that a request led to when it was first sent. Said otherwise, such as under newer packs, it is another run. */
async function findRepeated(
  table: Table,
  tenant: string,
  newest: GateRun,
  said: Said,
  { at, request }: Sent,
): Promise<GateRun | undefined> {
  const earliest = new Date(Date.parse(at) - REPEATABLE).toISOString();
  if (newest.at < earliest) return undefined;
  const content = digestOf(said);
  for await (const run of gateRunChain(table, tenant, newest.system, newest)) {
    if (run.at < earliest) return undefined;
    if (run.request === request && digestOf(SaidSchema.parse(run)) === content) return run;
  }
  return undefined;
}

function runOf(said: Said, before: GateRun | undefined, change: Sent): GateRun {
  const content = {
    ...said,
    sequence: (before?.sequence ?? 0) + 1,
    previous: before?.record ?? null,
    ...change,
  };
  return { ...content, record: digestOf(content) };
}
