import { digestOf } from '../engine/digest.ts';
import type { Event } from '../engine/event.ts';
import { type AssessmentRecord, assessmentChain, listAssessments, readDetails } from './assessments.ts';
import type { Link } from './chain.ts';
import { eventsBackwards } from './events.ts';
import { type GateRun, gateRunChain, newestGateRun, readBasis } from './gate-runs.ts';
import { readPosition } from './positions.ts';
import { entryChain, newestEntry, readRegisterAt } from './register.ts';
import { type ProfileVersion, readHead, type SystemHead, unpackProfile, versionChain } from './systems.ts';
import type { Table } from './table.ts';

/** A record that is not as it was written. */
export interface Defect {
  kind: 'missing' | 'altered';
  /** `version 3`, `entry 2`, `assessment 7 under eu-ai-act`, `gate run 4`, or the `current …` that readers start from. */
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
  return [
    ...defects,
    ...(await verifyRegister(table, tenant, system)),
    ...(await verifyGateRuns(table, tenant, system)),
    ...(await verifyEvents(table, tenant, system)),
  ];
}

/** Digests of the newest records of a system, to be kept where nobody can rewrite them. */
export interface Newest {
  profile: string;
  register: string | null;
  assessments: Record<string, string>;
}

/**
 * @param heads the current assessments of the system
 * @throws NotFoundError
 */
export async function newestRecords(
  table: Table,
  tenant: string,
  system: string,
  heads: readonly AssessmentRecord[],
): Promise<Newest> {
  const { record: profile } = await readHead(table, tenant, system);
  const register = await newestEntry(table, tenant, system);
  const assessments = Object.fromEntries(heads.map(({ pack, record }) => [pack, record]));
  return { profile, register: register?.entry.record ?? null, assessments };
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
  return verifyRecords(head, assessmentChain(table, tenant, head), {
    head: `current assessment under ${head.pack}`,
    record: (sequence) => `assessment ${sequence} under ${head.pack}`,
    isContentWhole: (record) => detailsAreWhole(table, tenant, record),
  });
}

async function verifyGateRuns(table: Table, tenant: string, system: string): Promise<Defect[]> {
  const newest = await newestGateRun(table, tenant, system);
  if (!newest) return [];
  return verifyRecords(newest, gateRunChain(table, tenant, system, newest), {
    head: 'current gate run',
    record: (sequence) => `gate run ${sequence}`,
    isContentWhole: (run) => basisIsWhole(table, tenant, run),
  });
}

async function verifyRegister(table: Table, tenant: string, system: string): Promise<Defect[]> {
  const newest = await newestEntry(table, tenant, system);
  if (!newest) return [];
  const { entry, declarations } = newest;
  const defects = await verifyRecords(entry, entryChain(table, tenant, entry), {
    head: 'current register',
    record: (sequence) => `entry ${sequence}`,
    isContentWhole: async () => true,
  });
  if (defects.length > 0) return defects;
  const retold = await readRegisterAt(table, tenant, system, entry.sequence);
  return digestOf(retold) === digestOf(declarations) ? [] : [{ kind: 'altered', what: 'current register' }];
}

/** Events name the one before, and the position of the system names the newest. */
async function verifyEvents(table: Table, tenant: string, system: string): Promise<Defect[]> {
  const position = await readPosition(table, tenant, system);
  if (!position) return [];
  const { told, move } = position;
  const events = new Map((move?.events ?? []).map((event) => [event.sequence, event]));
  for await (const event of eventsBackwards(table, tenant, system)) events.set(event.sequence, event);
  const defects: Defect[] = [];
  // undefined where the event is missing that would name it
  let wanted: string | null | undefined = told.newest;
  for (let sequence = told.events; sequence > 0; sequence--) {
    const event = events.get(sequence);
    const what = `event ${sequence}`;
    if (!event) defects.push({ kind: 'missing', what });
    else if (!isUnaltered(event) || (wanted !== undefined && event.id !== wanted))
      defects.push({ kind: 'altered', what });
    wanted = event?.previous;
  }
  return defects;
}

function isUnaltered({ id, ...content }: Event): boolean {
  return digestOf(content) === id;
}

/** A record of a history that is numbered from 1, and of whose newest one the head is a copy. */
type Numbered = Link & { sequence: number };

interface History<T> {
  /** What the head, and a record, is called in a defect. */
  head: string;
  record: (sequence: number) => string;
  /** Whether what is kept apart from a record is as the record says. */
  isContentWhole: (record: T) => Promise<boolean>;
}

async function verifyRecords<T extends Numbered>(
  head: T,
  chain: AsyncIterable<T>,
  history: History<T>,
): Promise<Defect[]> {
  const defects: Defect[] = [];
  if (!isAsWritten(head)) defects.push({ kind: 'altered', what: history.head });
  let expected = head.sequence;
  for await (const stored of chain) {
    const { sequence } = stored;
    defects.push(...gap(expected, sequence, history.record));
    const isWhole = isAsWritten(stored) && (await history.isContentWhole(stored));
    if (!isWhole) defects.push({ kind: 'altered', what: history.record(sequence) });
    expected = sequence - 1;
  }
  return [...defects, ...gap(expected, 0, history.record)];
}

function isAsWritten({ record, ...content }: Link): boolean {
  return digestOf(content) === record;
}

async function detailsAreWhole(table: Table, tenant: string, record: AssessmentRecord): Promise<boolean> {
  try {
    const { findings, scores, measures } = await readDetails(table, tenant, record);
    return digestOf({ findings, scores, measures }) === record.detailsDigest;
  } catch {
    return false;
  }
}

async function basisIsWhole(table: Table, tenant: string, run: GateRun): Promise<boolean> {
  try {
    return digestOf(await readBasis(table, tenant, run)) === run.basisDigest;
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
