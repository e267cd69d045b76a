import shape from './table.json' with { type: 'json' };
import type { Index, Key, Paging, Range } from './table.ts';

/**
 * Keys of the one table. Every partition starts with the tenant, so no query can reach another tenant's items. What
 * stands between the signs is escaped: whatever a token or a request says, it cannot end its part of a key.
 */

export function systemPartition(tenant: string, system: string): string {
  return `${tenantPrefix(tenant)}S#${part(system)}`;
}

/** The head of a system: its current profile version. */
export function systemHead(tenant: string, system: string): Key {
  return { pk: systemPartition(tenant, system), sk: 'HEAD' };
}

/** One version of a profile. The digest keeps apart two writers of the same number, of whom the head chooses one. */
export function profileVersion(tenant: string, system: string, version: number, record: string): Key {
  return { pk: systemPartition(tenant, system), sk: `${versionPrefix(version)}${record}` };
}

export function versionPrefix(version: number): string {
  return `V#${padded(version)}#`;
}

/** The head of a system's assessments under a pack: the current one. */
export function assessmentHead(tenant: string, system: string, pack: string): Key {
  return { pk: systemPartition(tenant, system), sk: `H#${part(pack)}` };
}

/** One assessment, without its findings. */
export function assessmentRecord(
  tenant: string,
  system: string,
  pack: string,
  sequence: number,
  record: string,
): Key {
  return { pk: systemPartition(tenant, system), sk: `${assessmentPrefix(pack, sequence)}${record}` };
}

export function assessmentPrefix(pack: string, sequence: number): string {
  return `${recordPrefix(pack)}${padded(sequence)}#`;
}

export function recordPrefix(pack: string): string {
  return `A#${part(pack)}#`;
}

/** Findings, by the digest of their content: what history refers to is never written over. */
export function details(tenant: string, system: string, pack: string, digest: string): Key {
  return { pk: systemPartition(tenant, system), sk: `F#${part(pack)}#${digest}` };
}

/** The newest gate run of a system. */
export function newestGateRun(tenant: string, system: string): Key {
  return { pk: systemPartition(tenant, system), sk: 'GATE' };
}

/** One gate run. */
export function gateRun(tenant: string, system: string, sequence: number, record: string): Key {
  return { pk: systemPartition(tenant, system), sk: `${gateRunPrefix(sequence)}${record}` };
}

export const GATE_RUNS = 'G#';

export function gateRunPrefix(sequence: number): string {
  return `${GATE_RUNS}${padded(sequence)}#`;
}

/** What verdicts rest on, by the digest of its content. */
export function gateBasis(tenant: string, system: string, digest: string): Key {
  return { pk: systemPartition(tenant, system), sk: `B#${digest}` };
}

/** The newest entry of a system's register, with what the register comes to. */
export function register(tenant: string, system: string): Key {
  return { pk: systemPartition(tenant, system), sk: 'REGISTER' };
}

/** One entry of a register. */
export function entry(tenant: string, system: string, sequence: number, record: string): Key {
  return { pk: systemPartition(tenant, system), sk: `${ENTRIES}${padded(sequence)}#${record}` };
}

export const ENTRIES = 'D#';

/** The note that a system must be looked at. */
export function pending(tenant: string, system: string): Key {
  return { pk: systemPartition(tenant, system), sk: 'PENDING' };
}

/** The list of tenants: the one partition that is no tenant's own, which no request reads. */
export const TENANTS = 'TENANTS';

export function tenant(name: string): Key {
  return { pk: TENANTS, sk: part(name) };
}

/** One run: the search for what is stale, and what became of each system it found. */
export function run(tenant: string, id: string): Key {
  return { pk: runPartition(tenant, id), sk: 'RUN' };
}

/** What became of a system in a run. */
export function runResult(tenant: string, id: string, system: string): Key {
  return { pk: runPartition(tenant, id), sk: `${RUN_RESULTS}${part(system)}` };
}

export const RUN_RESULTS = 'S#';

export function runPartition(tenant: string, id: string): string {
  return `${tenantPrefix(tenant)}RUN#${part(id)}`;
}

/** With what a system was last looked at. */
export function looked(tenant: string, system: string): Key {
  return { pk: systemPartition(tenant, system), sk: 'LOOKED' };
}

/** The facts of a system in few bytes. */
export function vector(tenant: string, system: string): Key {
  return { pk: vectorsPartition(tenant), sk: part(system) };
}

export function vectorsPartition(tenant: string): string {
  return `${tenantPrefix(tenant)}VECTORS`;
}

/** Which assessments under earlier contents of a pack still stand. */
export function carried(tenant: string, pack: string): Key {
  return { pk: carriedPartition(tenant), sk: part(pack) };
}

export function carriedPartition(tenant: string): string {
  return `${tenantPrefix(tenant)}CARRIED`;
}

/**
 * The source of a version of a pack, by its digest: of a tenant's own pack, or, with no tenant, of one Jurismap brings.
 */
export function packSource(tenant: string | null, pack: string, digest: string): Key {
  return { pk: packPartition(tenant, pack), sk: `C#${digest}` };
}

/** That a version of a pack was published. */
export function packVersion(tenant: string | null, pack: string, at: string, digest: string): Key {
  return { pk: packPartition(tenant, pack), sk: `${PACK_VERSIONS}${at}#${digest}` };
}

export const PACK_VERSIONS = 'V#';

export function packPartition(tenant: string | null, pack: string): string {
  return `${tenant === null ? '' : tenantPrefix(tenant)}P#${part(pack)}`;
}

/** A fact catalogue that packs Jurismap brought were read with. */
export function catalogue(digest: string): Key {
  return { pk: 'CATALOGUES', sk: digest };
}

/** The newest entry of a tenant's register of packs, with which of its own packs are active. */
export function packRegister(tenant: string): Key {
  return { pk: packRegisterPartition(tenant), sk: 'HEAD' };
}

export function packRegisterPartition(tenant: string): string {
  return `${tenantPrefix(tenant)}PACKS`;
}

/** One entry of a tenant's register of packs. */
export function packEntry(tenant: string, sequence: number, record: string): Key {
  return { pk: packRegisterPartition(tenant), sk: `${ENTRIES}${padded(sequence)}#${record}` };
}

/** What a system adds to the portfolio. */
export function position(tenant: string, system: string): Key {
  return { pk: systemPartition(tenant, system), sk: 'POSITION' };
}

/** One event of a system. */
export function event(tenant: string, system: string, sequence: number): Key {
  return { pk: systemPartition(tenant, system), sk: `${EVENTS}${padded(sequence)}` };
}

export const EVENTS = 'E#';

/** Counts of a part of a tenant's systems. */
export function tally(tenant: string, name: string): Key {
  return { pk: talliesPartition(tenant), sk: name };
}

export function talliesPartition(tenant: string): string {
  return `${tenantPrefix(tenant)}TALLIES`;
}

/** One subscription to what happens to a tenant's systems. */
export function subscription(tenant: string, id: string): Key {
  return { pk: subscriptionsPartition(tenant), sk: id };
}

export function subscriptionsPartition(tenant: string): string {
  return `${tenantPrefix(tenant)}SUBSCRIPTIONS`;
}

/** That an event was told to somebody. */
export function delivery(tenant: string, event: string, to: string): Key {
  return { pk: `${tenantPrefix(tenant)}N#${event}`, sk: part(to) };
}

/** The requests a tenant has used. Every function may write this partition, and those that only read no other. */
export function permits(tenant: string): Key {
  return { pk: `${tenantPrefix(tenant)}PERMITS`, sk: 'PERMITS' };
}

/** What was answered to a request with an idempotency key. */
export function request(tenant: string, key: string): Key {
  return { pk: `${tenantPrefix(tenant)}R#${part(key)}`, sk: 'REQUEST' };
}

/** Lists a tenant's systems, those to be looked at, its assessments by pack, and its events. */
export const BY_GROUP = indexNamed('byGroup');
/** Lists a tenant's assessments by the day on which they change by themselves. */
export const BY_DUE_DAY = indexNamed('byDueDay');

export function systemsGroup(tenant: string): string {
  return `${tenantPrefix(tenant)}SYSTEMS`;
}

export function packGroup(tenant: string, pack: string): string {
  return `${tenantPrefix(tenant)}PACK#${part(pack)}`;
}

export function pendingGroup(tenant: string): string {
  return `${tenantPrefix(tenant)}PENDING`;
}

export function runsGroup(tenant: string): string {
  return `${tenantPrefix(tenant)}RUNS`;
}

export function lookedGroup(tenant: string): string {
  return `${tenantPrefix(tenant)}LOOKED`;
}

export function positionsGroup(tenant: string): string {
  return `${tenantPrefix(tenant)}POSITIONS`;
}

export function eventsGroup(tenant: string): string {
  return `${tenantPrefix(tenant)}EVENTS`;
}

/** Systems by the day on which something about them is to be told. */
export function nearingGroup(tenant: string): string {
  return `${tenantPrefix(tenant)}NEARING`;
}

export function dueGroup(tenant: string): string {
  return `${tenantPrefix(tenant)}DUE`;
}

/**
 * The part of a list sorted by `<digest>#<system>` that has other digests.
 *
 * @param side whether those before the digest in order, or those after
 */
export function allBut(
  digest: string,
  side: 'before' | 'after',
  { limit, start }: Paging,
): Pick<Range, 'limit' | 'start' | 'end'> {
  // "#" comes before, and "~" after, everything a digest or a system is written with.
  return side === 'before' ? { limit, start, end: `${digest}#` } : { limit, start: start ?? `${digest}#~` };
}

/** The parts of a list sorted by `<digest>#<system>` that have none of some digests. */
export function betweenDigests(
  digests: readonly string[],
): { start: string | undefined; end: string | undefined }[] {
  const sorted = [...digests].sort();
  return [undefined, ...sorted].map((low, i) => ({
    start: low === undefined ? undefined : `${low}#~`,
    end: sorted[i] === undefined ? undefined : `${sorted[i]}#`,
  }));
}

/** Whether an attribute is there for an index only. */
export function isIndexKey(attribute: string): boolean {
  return shape.indexes.some(({ partitionKey, sortKey }) => [partitionKey, sortKey].includes(attribute));
}

function tenantPrefix(tenant: string): string {
  return `T#${part(tenant)}#`;
}

function part(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}

function indexNamed(name: string): Index {
  const index = shape.indexes.find((candidate) => candidate.name === name);
  if (!index) throw new Error(`table.json has no index "${name}"`);
  return index;
}

/** Numbers sort as text when they have the same length. */
function padded(number: number): string {
  return String(number).padStart(8, '0');
}
