import * as z from 'zod';
import { digestOf } from '../engine/digest.ts';
import type { Profile } from '../engine/profile.ts';
import { moveHead, pageOf, recordNumbered, walkChain } from './chain.ts';
import { AlreadyExistsError, CorruptRecordError, NotFoundError, StaleError } from './errors.ts';
import * as keys from './keys.ts';
import { PackedSchema, pack, unpack } from './packing.ts';
import type { Page, Paging, Table } from './table.ts';
import { enterTenant } from './tenants.ts';

/** Who changes something, and when (ISO 8601, UTC). */
export interface Change {
  by: string;
  at: string;
  /** Identifies the request when it can be sent again: a repetition is recognised and changes nothing. */
  request?: string | undefined;
}

const HeadSchema = z.object({
  system: z.string(),
  name: z.string(),
  version: z.number().int(),
  /** Digest of the profile's content. */
  profileDigest: z.string(),
  /** Digest of the version record the head points to. */
  record: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
/** A system and its current profile version. */
export type SystemHead = z.infer<typeof HeadSchema>;

const VersionSchema = z.object({
  system: z.string(),
  version: z.number().int(),
  profileDigest: z.string(),
  record: z.string(),
  /** The record of the version before; null for the first. */
  previous: z.string().nullable(),
  by: z.string(),
  at: z.string(),
  request: z.string().optional(),
});
/** One version of a system's profile, without the profile. */
export type ProfileVersion = z.infer<typeof VersionSchema>;

const StoredVersionSchema = VersionSchema.extend({ profile: PackedSchema });
/** The store gives back what it was given; whether it is a valid profile was decided when it came in. */
const StoredProfileSchema = z.custom<Profile>((value) => typeof value === 'object' && value !== null);

/**
 * Registers a system with the first version of its profile.
 *
 * @throws AlreadyExistsError when the tenant has a system of that id
 */
export async function createSystem(
  table: Table,
  tenant: string,
  profile: Profile,
  change: Change,
): Promise<SystemHead> {
  const version = versionOf(profile, 1, null, change);
  await putVersion(table, tenant, version, profile);
  const head = headOf(profile, version, change.at);
  await enterTenant(table, tenant);
  if (await moveHead(table, headItem(tenant, head), null)) return head;
  const { version: first } = await readVersion(table, tenant, profile.system.id, 1);
  if (change.request !== undefined && first.request === change.request) {
    return readHead(table, tenant, profile.system.id);
  }
  throw new AlreadyExistsError(`a system "${profile.system.id}" exists already`);
}

/**
 * Adds a version to a system's profile. The same content again adds nothing.
 *
 * @param expected the version the caller has seen
 * @throws NotFoundError, or StaleError when the system has moved on
 */
export async function updateSystem(
  table: Table,
  tenant: string,
  profile: Profile,
  expected: number,
  change: Change,
): Promise<SystemHead> {
  const { id } = profile.system;
  const now = await readHead(table, tenant, id);
  if (now.version !== expected) throw new StaleError(`"${id}" is at version ${now.version}, not ${expected}`);
  if (now.profileDigest === digestOf(profile)) return now;
  const version = versionOf(profile, now.version + 1, now.record, change);
  await putVersion(table, tenant, version, profile);
  const head = headOf(profile, version, now.createdAt);
  if (await moveHead(table, headItem(tenant, head), now.record)) return head;
  throw new StaleError(`"${id}" was changed by somebody else at the same time`);
}

/** @throws NotFoundError */
export async function readHead(table: Table, tenant: string, system: string): Promise<SystemHead> {
  const head = await table.get(keys.systemHead(tenant, system), HeadSchema);
  if (!head) throw new NotFoundError(`there is no system "${system}"`);
  return head;
}

/**
 * The current profile of a system.
 *
 * @throws NotFoundError
 */
export async function readSystem(
  table: Table,
  tenant: string,
  system: string,
): Promise<{ head: SystemHead; profile: Profile }> {
  const head = await readHead(table, tenant, system);
  const key = keys.profileVersion(tenant, system, head.version, head.record);
  const stored = await table.get(key, StoredVersionSchema);
  if (!stored) throw new CorruptRecordError(`version ${head.version} of "${system}" is missing`);
  return { head, profile: unpackProfile(stored.profile) };
}

/**
 * One version of a profile.
 *
 * @throws NotFoundError when the system or the version does not exist
 */
export async function readVersion(
  table: Table,
  tenant: string,
  system: string,
  version: number,
): Promise<{ version: ProfileVersion; profile: Profile }> {
  const head = await readHead(table, tenant, system);
  if (version > head.version) throw new NotFoundError(`"${system}" has no version ${version}`);
  const range = { partition: keys.systemPartition(tenant, system), prefix: keys.versionPrefix(version) };
  const stored = await recordNumbered(
    table,
    range,
    StoredVersionSchema,
    () => versionChain(table, tenant, head),
    (candidate) => candidate.version === version,
  );
  if (!stored) throw new NotFoundError(`"${system}" has no version ${version}`);
  return { version: VersionSchema.parse(stored), profile: unpackProfile(stored.profile) };
}

/**
 * The versions of a profile, the newest first.
 *
 * @param start `next` of the page before
 */
export async function listVersions(
  table: Table,
  tenant: string,
  system: string,
  page: Paging,
): Promise<Page<ProfileVersion>> {
  const head = await readHead(table, tenant, system);
  const { items, next } = await pageOf(versionChain(table, tenant, head), ({ version }) => version, page);
  return { items: items.map((stored) => VersionSchema.parse(stored)), next };
}

/** A tenant's systems in the order of their ids. */
export async function listSystems(table: Table, tenant: string, page: Paging): Promise<Page<SystemHead>> {
  return table.list(
    { partition: keys.systemsGroup(tenant), prefix: '', index: keys.BY_GROUP, ...page },
    HeadSchema,
  );
}

/** Walks the versions of a profile from the head's back to the first, past what no head ever pointed to. */
export function versionChain(table: Table, tenant: string, head: SystemHead) {
  const range = { partition: keys.systemPartition(tenant, head.system), prefix: 'V#' };
  return walkChain(table, range, StoredVersionSchema, head.record);
}

/** @throws CorruptRecordError */
export function unpackProfile(packed: Uint8Array): Profile {
  return unpack(packed, StoredProfileSchema);
}

function versionOf(
  profile: Profile,
  version: number,
  previous: string | null,
  change: Change,
): ProfileVersion {
  const content = {
    system: profile.system.id,
    version,
    profileDigest: digestOf(profile),
    previous,
    ...change,
  };
  return { ...content, record: digestOf(content) };
}

async function putVersion(
  table: Table,
  tenant: string,
  version: ProfileVersion,
  profile: Profile,
): Promise<void> {
  const key = keys.profileVersion(tenant, version.system, version.version, version.record);
  await table.put({ ...key, ...version, profile: pack(profile) });
}

function headOf(profile: Profile, version: ProfileVersion, createdAt: string): SystemHead {
  return {
    system: version.system,
    name: profile.system.name,
    version: version.version,
    profileDigest: version.profileDigest,
    record: version.record,
    createdAt,
    updatedAt: version.at,
  };
}

function headItem(tenant: string, head: SystemHead) {
  return {
    ...keys.systemHead(tenant, head.system),
    ...head,
    [keys.BY_GROUP.partitionKey]: keys.systemsGroup(tenant),
    [keys.BY_GROUP.sortKey]: head.system,
  };
}
