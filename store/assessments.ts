import * as z from 'zod';
import { digestOf } from '../engine/digest.ts';
import { type Assessment, AssessmentSchema, OUTCOMES } from '../engine/finding.ts';
import { moveHead, pageOf, recordNumbered, walkChain } from './chain.ts';
import { contend } from './contend.ts';
import { CorruptRecordError, NotFoundError, StaleError } from './errors.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import type { Change } from './systems.ts';
import type { Page, Paging, Table } from './table.ts';

/** What grows with a pack and a profile is kept packed, apart from the record. */
const PARTS = { findings: true, scores: true, measures: true } as const;
const SummarySchema = AssessmentSchema.omit(PARTS);
const DetailsSchema = AssessmentSchema.pick(PARTS);

const RecordSchema = z.object({
  system: z.string(),
  pack: z.string(),
  /** Position in the history of this system and pack, from 1. */
  sequence: z.number().int(),
  /** Version of the profile that was evaluated. */
  profileVersion: z.number().int(),
  /** Position in the system's register whose declarations were evaluated with it; left out before the first. */
  declared: z.number().int().optional(),
  summary: SummarySchema,
  /** Digest of the findings, scores and measures. */
  detailsDigest: z.string(),
  /** How many findings came to each outcome. */
  counts: z.partialRecord(z.enum(OUTCOMES), z.number()),
  record: z.string(),
  previous: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  request: z.string().optional(),
});
/** An assessment as the store keeps it, without its findings. */
export type AssessmentRecord = z.infer<typeof RecordSchema>;

/** Names a record of the history of a system under a pack. */
export type RecordName = Pick<AssessmentRecord, 'system' | 'pack' | 'record'>;

const StoredDetailsSchema = z.object({ details: PackedSchema });

/** What of a system was evaluated: a version of its profile, with the declarations of its register up to an entry. */
export interface Basis {
  profileVersion: number;
  /** Position of the entry; 0 when there was none. */
  declared: number;
}

/**
 * Stores an assessment as the current one of its system and pack. Findings and record are written first and the head
 * last, so a crash leaves nothing half visible; storing the same assessment again changes nothing.
 *
 * @param basis what was evaluated
 * @throws StaleError when an assessment of a later profile version or of later declarations is there already
 */
export async function saveAssessment(
  table: Table,
  tenant: string,
  system: string,
  assessment: Assessment,
  basis: Basis,
  change: Change,
): Promise<AssessmentRecord> {
  return contend(async () => {
    const now = await readHead(table, tenant, system, assessment.pack);
    if (now?.summary.digest === assessment.digest) return now;
    if (now) refuseOlder(basis, now);
    const record = recordOf(system, assessment, basis, now, change);
    // Most days change no finding: what the current record refers to is there already.
    if (record.detailsDigest !== now?.detailsDigest) await putDetails(table, tenant, record, assessment);
    await table.put({ ...recordKey(tenant, record), ...record });
    return (await putHead(table, tenant, record)) ? record : undefined;
  }, `"${system}" is being assessed by others at the same time`);
}

/**
 * The current assessment of a system under a pack, with its findings.
 *
 * @throws NotFoundError when it was never assessed
 */
export async function readAssessment(
  table: Table,
  tenant: string,
  system: string,
  packId: string,
): Promise<{ record: AssessmentRecord; assessment: Assessment }> {
  const record = await readHead(table, tenant, system, packId);
  if (!record) throw new NotFoundError(`"${system}" was not assessed under "${packId}"`);
  return { record, assessment: await readDetails(table, tenant, record) };
}

/** The details of a record, together with its summary: the assessment as it was stored. */
export async function readDetails(
  table: Table,
  tenant: string,
  record: AssessmentRecord,
): Promise<Assessment> {
  const key = keys.details(tenant, record.system, record.pack, record.detailsDigest);
  const stored = await table.get(key, StoredDetailsSchema);
  if (!stored) throw new CorruptRecordError(`the findings of assessment ${record.sequence} are missing`);
  return { ...record.summary, ...unpack(stored.details, DetailsSchema) };
}

/** The current assessments of a system, one for each pack, without findings. */
export async function listAssessments(
  table: Table,
  tenant: string,
  system: string,
): Promise<AssessmentRecord[]> {
  const range = { partition: keys.systemPartition(tenant, system), prefix: 'H#', limit: 1000 };
  return (await table.list(range, RecordSchema)).items;
}

/**
 * All assessments of a system under a pack, the newest first, without findings.
 *
 * @param start `next` of the page before
 */
export async function listHistory(
  table: Table,
  tenant: string,
  system: string,
  packId: string,
  page: Paging,
): Promise<Page<AssessmentRecord>> {
  const head = await readHead(table, tenant, system, packId);
  if (!head) return { items: [], next: undefined };
  return pageOf(assessmentChain(table, tenant, head), ({ sequence }) => sequence, page);
}

/** Walks the assessments of a system under a pack from the head's back to the first. */
export function assessmentChain(table: Table, tenant: string, head: RecordName) {
  const range = {
    partition: keys.systemPartition(tenant, head.system),
    prefix: keys.recordPrefix(head.pack),
  };
  return walkChain(table, range, RecordSchema, head.record);
}

/**
 * One record of the history of a system under a pack.
 *
 * @param head the newest record, or one not older than the one that is wanted
 */
export async function readRecord(
  table: Table,
  tenant: string,
  head: RecordName,
  sequence: number,
): Promise<AssessmentRecord | undefined> {
  const { system, pack: packId } = head;
  const partition = keys.systemPartition(tenant, system);
  return recordNumbered(
    table,
    { partition, prefix: keys.assessmentPrefix(packId, sequence) },
    RecordSchema,
    () => assessmentChain(table, tenant, head),
    (record) => record.sequence === sequence,
  );
}

/** A tenant's current assessments under a pack, by the digest of the pack they were made with. */
export async function listByPack(
  table: Table,
  tenant: string,
  packId: string,
  page: Paging,
): Promise<Page<AssessmentRecord>> {
  const range = { partition: keys.packGroup(tenant, packId), prefix: '', index: keys.BY_GROUP, ...page };
  return table.list(range, RecordSchema);
}

/**
 * A tenant's current assessments under a pack that were made with none of some contents of it.
 *
 * @param standing digests of the contents whose assessments are not wanted
 */
export async function listByOtherContent(
  table: Table,
  tenant: string,
  packId: string,
  standing: readonly string[],
  { limit, start }: Paging,
): Promise<Page<AssessmentRecord>> {
  const partition = keys.packGroup(tenant, packId);
  const ranges = keys.betweenDigests(standing);
  for (const [i, range] of ranges.entries()) {
    if (start !== undefined && range.end !== undefined && start >= range.end) continue;
    const from =
      start !== undefined && (range.start === undefined || start > range.start) ? start : range.start;
    const { items, next } = await table.list(
      {
        partition,
        prefix: '',
        index: keys.BY_GROUP,
        limit,
        start: from,
        ...(range.end && { end: range.end }),
      },
      RecordSchema,
    );
    const after = next ?? ranges[i + 1]?.start;
    if (items.length > 0 || next !== undefined) return { items, next: after };
  }
  return { items: [], next: undefined };
}

/** A tenant's current assessments that change by themselves on or before a day, the earliest first. */
export async function listDue(
  table: Table,
  tenant: string,
  day: string,
  page: Paging,
): Promise<Page<AssessmentRecord>> {
  const range = {
    partition: keys.dueGroup(tenant),
    prefix: '',
    end: `${day}~`,
    index: keys.BY_DUE_DAY,
    ...page,
  };
  return table.list(range, RecordSchema);
}

async function readHead(
  table: Table,
  tenant: string,
  system: string,
  packId: string,
): Promise<AssessmentRecord | undefined> {
  return table.get(keys.assessmentHead(tenant, system, packId), RecordSchema);
}

function refuseOlder({ profileVersion, declared }: Basis, now: AssessmentRecord): void {
  const isOlder = now.profileVersion > profileVersion || (now.declared ?? 0) > declared;
  if (!isOlder) return;
  throw new StaleError(`version ${now.profileVersion} of "${now.system}" was assessed already`);
}

function recordOf(
  system: string,
  { findings, scores, measures, ...summary }: Assessment,
  { profileVersion, declared }: Basis,
  before: AssessmentRecord | undefined,
  change: Change,
): AssessmentRecord {
  const counts: AssessmentRecord['counts'] = {};
  for (const { outcome } of findings) counts[outcome] = (counts[outcome] ?? 0) + 1;
  const content = {
    system,
    pack: summary.pack,
    sequence: (before?.sequence ?? 0) + 1,
    profileVersion,
    ...(declared > 0 && { declared }),
    summary,
    detailsDigest: digestOf({ findings, scores, measures }),
    counts,
    previous: before?.record ?? null,
    ...change,
  };
  return { ...content, record: digestOf(content) };
}

function recordKey(tenant: string, record: AssessmentRecord) {
  return keys.assessmentRecord(tenant, record.system, record.pack, record.sequence, record.record);
}

async function putDetails(
  table: Table,
  tenant: string,
  record: AssessmentRecord,
  { findings, scores, measures }: Assessment,
): Promise<void> {
  const key = keys.details(tenant, record.system, record.pack, record.detailsDigest);
  await table.put({ ...key, details: pack({ findings, scores, measures }) });
}

/** @returns false when another writer was quicker */
async function putHead(table: Table, tenant: string, record: AssessmentRecord): Promise<boolean> {
  const { system, pack: packId, summary, previous } = record;
  const item = {
    ...keys.assessmentHead(tenant, system, packId),
    ...record,
    [keys.BY_GROUP.partitionKey]: keys.packGroup(tenant, packId),
    [keys.BY_GROUP.sortKey]: `${summary.packDigest}#${system}`,
    ...(summary.nextChangeAt && {
      [keys.BY_DUE_DAY.partitionKey]: keys.dueGroup(tenant),
      [keys.BY_DUE_DAY.sortKey]: `${summary.nextChangeAt}#${system}#${packId}`,
    }),
  };
  return moveHead(table, item, previous);
}
