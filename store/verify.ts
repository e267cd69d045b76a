import { digestOf } from '../engine/digest.ts';
import { type AssessmentRecord, assessmentChain, listAssessments, readDetails } from './assessments.ts';
import { type ProfileVersion, readHead, type SystemHead, unpackProfile, versionChain } from './systems.ts';
import type { Table } from './table.ts';

/** A record that is not as it was written. */
export interface Defect {
  kind: 'missing' | 'altered';
  /** `version 3`, `assessment 7 under eu-ai-act`, or the `current …` that readers start from. */
  what: string;
}

/**
 * Recomputes the digests of everything stored about a system and follows its chains.
 *
 * @returns every record that is missing or altered; none when the history is whole
 * @throws NotFoundError
 */
export async function verifySystem(table: Table, tenant: string, system: string): Promise<Defect[]> {
  const head = await readHead(table, tenant, system);
  const defects = await verifyVersions(table, tenant, head);
  for (const current of await listAssessments(table, tenant, system)) {
    defects.push(...(await verifyAssessments(table, tenant, current)));
  }
  return defects;
}

async function verifyVersions(table: Table, tenant: string, head: SystemHead): Promise<Defect[]> {
  const defects: Defect[] = [];
  let expected = head.version;
  for await (const { profile, record, ...content } of versionChain(table, tenant, head)) {
    defects.push(...gap(expected, content.version, (version) => `version ${version}`));
    const isWhole =
      digestOf(content) === record && digestOf(unpackProfile(profile)) === content.profileDigest;
    if (!isWhole) defects.push({ kind: 'altered', what: `version ${content.version}` });
    if (record === head.record && !describes(head, content, profile)) {
      defects.push({ kind: 'altered', what: 'current version' });
    }
    expected = content.version - 1;
  }
  return [...defects, ...gap(expected, 0, (version) => `version ${version}`)];
}

/** Whether a head says what the version it points to says. */
function describes(head: SystemHead, newest: Omit<ProfileVersion, 'record'>, profile: Uint8Array): boolean {
  return (
    head.version === newest.version &&
    head.profileDigest === newest.profileDigest &&
    head.updatedAt === newest.at &&
    head.name === unpackProfile(profile).system.name
  );
}

async function verifyAssessments(table: Table, tenant: string, head: AssessmentRecord): Promise<Defect[]> {
  const name = (sequence: number): string => `assessment ${sequence} under ${head.pack}`;
  const defects: Defect[] = [];
  const { record: newest, ...current } = head;
  if (digestOf(current) !== newest) {
    defects.push({ kind: 'altered', what: `current assessment under ${head.pack}` });
  }
  let expected = head.sequence;
  for await (const stored of assessmentChain(table, tenant, head)) {
    const { record, ...content } = stored;
    defects.push(...gap(expected, content.sequence, name));
    const isWhole = digestOf(content) === record && (await detailsAreWhole(table, tenant, stored));
    if (!isWhole) defects.push({ kind: 'altered', what: name(content.sequence) });
    expected = content.sequence - 1;
  }
  return [...defects, ...gap(expected, 0, name)];
}

async function detailsAreWhole(table: Table, tenant: string, record: AssessmentRecord): Promise<boolean> {
  try {
    const { findings, scores, measures } = await readDetails(table, tenant, record);
    return digestOf({ findings, scores, measures }) === record.detailsDigest;
  } catch {
    return false;
  }
}

/** Numbers from `expected` down to just above `found` are missing. */
function gap(expected: number, found: number, name: (number: number) => string): Defect[] {
  return Array.from({ length: Math.max(0, expected - found) }, (_, i) => ({
    kind: 'missing',
    what: name(expected - i),
  }));
}
