import { digestOf } from '../../engine/digest.ts';
import {
  type AssessmentChange,
  changedInputs,
  type Event,
  findingChanges,
  type News,
  nearing,
  type Side,
  shortened,
} from '../../engine/event.ts';
import type { Assessment } from '../../engine/finding.ts';
import { ownersOf } from '../../engine/owners.ts';
import { deadlinesIn, partOf } from '../../engine/portfolio.ts';
import { type AssessmentRecord, readDetails, readRecord } from '../../store/assessments.ts';
import { contend } from '../../store/contend.ts';
import { StaleError } from '../../store/errors.ts';
import { keepEvent } from '../../store/events.ts';
import {
  type Content,
  endMove,
  type Position,
  readPosition,
  startMove,
  type Told,
} from '../../store/positions.ts';
import { countMove } from '../../store/tallies.ts';
import type { Current } from '../http/current.ts';
import { today } from '../http/now.ts';
import { table } from '../http/table.ts';
import { publish } from './bus.ts';

const NOTHING_TOLD: Told = { version: 0, records: {}, deadlines: {}, events: 0, newest: null };

/** A system as it was looked at: its current assessments under the packs in force; none where the rules do not understand it. */
export interface LookedAt {
  system: string;
  /** Of its profile. */
  version: number;
  current: Current | null;
  records: readonly AssessmentRecord[];
}

/**
 * Brings the portfolio up to what a system comes to now, and tells what has happened to it since that was told last. Doing it
 * twice, late, or while somebody else does it tells nothing more and counts nothing twice.
 */
export async function follow(tenant: string, looked: LookedAt): Promise<void> {
  await contend(async () => {
    const before = await readPosition(table, tenant, looked.system);
    const rested = before?.move ? await finish(tenant, before) : before;
    if (rested) refuseOlder(rested.told, looked);
    const made = digestOf([looked.current !== null, looked.records.map(({ record }) => record)]);
    const isNearing = rested?.nextNews != null && rested.nextNews <= today();
    if (rested?.made === made && !isNearing) return true;
    const next = await nextPosition(tenant, rested, looked, made);
    if (!(await startMove(table, tenant, next))) return undefined;
    await finish(tenant, next);
    return true;
  }, `"${looked.system}" is being looked at by others at the same time`);
}

function refuseOlder(told: Told, { system, version, records }: LookedAt): void {
  const isOlder =
    told.version > version ||
    records.some(({ pack, sequence }) => (told.records[pack]?.sequence ?? 0) > sequence);
  if (isOlder) throw new StaleError(`"${system}" has been looked at by somebody else since`);
}

/** Does what a move asks for, in an order in which nothing is lost when it is stopped anywhere. */
async function finish(tenant: string, position: Position): Promise<Position> {
  const events = position.move?.events ?? [];
  for (const event of events) await keepEvent(table, tenant, event);
  await publish(tenant, events);
  await countMove(table, tenant, position);
  return endMove(table, tenant, position);
}

async function nextPosition(
  tenant: string,
  before: Position | undefined,
  looked: LookedAt,
  made: string,
): Promise<Position> {
  const { system, current, records } = looked;
  const told: Told = before?.told ?? NOTHING_TOLD;
  // What has not changed since is not read.
  const known = before?.content.parts ?? {};
  const changed: Changed[] = [];
  for (const record of current ? records : []) {
    if (known[record.pack]?.record === record.record) continue;
    changed.push({ record, assessment: await readDetails(table, tenant, record) });
  }
  const content = contentOf(current, records, known, changed);
  const near = nearing(deadlinesIn(content.parts), told.deadlines, today());
  const news: News[] = current
    ? [...(await assessmentNews(tenant, system, told, records, changed)), ...near.news]
    : before?.content.isAssessable === false
      ? []
      : [{ kind: 'SystemNotAssessable' }];
  const name = current?.profile.system.name ?? before?.name ?? system;
  const events = eventsOf({ system, name }, told, news);
  return {
    system,
    name,
    sequence: (before?.sequence ?? 0) + 1,
    made,
    content,
    told: {
      version: looked.version,
      // While nothing can be said of a system, what was said of it last is what the next word is compared with.
      records: current ? Object.fromEntries(records.map(toldRecord)) : told.records,
      deadlines: near.told,
      events: told.events + events.length,
      newest: events.at(-1)?.id ?? told.newest,
    },
    move: { before: before?.content ?? null, events },
    nextNews: near.next,
  };
}

/** An assessment that is other than when the system was looked at last. */
interface Changed {
  record: AssessmentRecord;
  assessment: Assessment;
}

function contentOf(
  current: Current | null,
  records: readonly AssessmentRecord[],
  known: Content['parts'],
  changed: readonly Changed[],
): Content {
  if (!current) return { isAssessable: false, parts: {} };
  const owners = ownersOf(current.profile, current.declarations);
  const parts: Content['parts'] = {};
  for (const { pack } of records) {
    const part = known[pack];
    if (part) parts[pack] = part;
  }
  for (const { record, assessment } of changed) {
    const part = partOf(assessment, current.profile, owners, today());
    parts[record.pack] = { ...part, record: record.record };
  }
  return { isAssessable: true, parts };
}

function toldRecord({ pack, record, sequence }: AssessmentRecord) {
  return [pack, { record, sequence }] as const;
}

/** What has come of the assessments since they were told last: at most one piece of news. */
async function assessmentNews(
  tenant: string,
  system: string,
  { records: told }: Told,
  records: readonly AssessmentRecord[],
  changed: readonly Changed[],
): Promise<News[]> {
  const changes: AssessmentChange[] = [];
  for (const { record: after, assessment } of changed) {
    const before = await toldBefore(tenant, system, after.pack, told);
    if (before?.detailsDigest === after.detailsDigest) continue;
    const change = await changeOf(tenant, before, after, assessment);
    if (change.before === null || change.findings.length > 0) changes.push(change);
  }
  for (const pack of Object.keys(told)) {
    if (records.some((record) => record.pack === pack)) continue;
    const before = await toldBefore(tenant, system, pack, told);
    if (before) changes.push(withdrawn(before));
  }
  return changes.length > 0 ? [{ kind: 'AssessmentChanged', changes: shortened(changes) }] : [];
}

async function toldBefore(
  tenant: string,
  system: string,
  pack: string,
  told: Told['records'],
): Promise<AssessmentRecord | undefined> {
  const named = Object.hasOwn(told, pack) ? told[pack] : undefined;
  return named && readRecord(table, tenant, { system, pack, record: named.record }, named.sequence);
}

async function changeOf(
  tenant: string,
  before: AssessmentRecord | undefined,
  after: AssessmentRecord,
  assessment: Assessment,
): Promise<AssessmentChange> {
  const about = aboutPack(after);
  if (!before) {
    return { ...about, causes: [], before: null, after: sideOf(after), findings: [], further: 0 };
  }
  const { findings } = await readDetails(table, tenant, before);
  return {
    ...about,
    causes: changedInputs(inputsOf(before), inputsOf(after)),
    before: sideOf(before),
    after: sideOf(after),
    findings: findingChanges(findings, assessment.findings),
    further: 0,
  };
}

function withdrawn(before: AssessmentRecord): AssessmentChange {
  return {
    ...aboutPack(before),
    causes: ['pack'],
    before: sideOf(before),
    after: null,
    findings: [],
    further: 0,
  };
}

function aboutPack({ pack, summary: { title: instrument, jurisdiction } }: AssessmentRecord) {
  return { pack, instrument, jurisdiction };
}

function inputsOf({ summary, profileVersion, declared = 0 }: AssessmentRecord) {
  return { ...summary, profileVersion, declared };
}

function sideOf({ sequence, record, summary, counts }: AssessmentRecord): Side {
  return { sequence, record, asOf: summary.asOf, packVersion: summary.version, counts };
}

/** The events that the news become, each naming the one before. */
function eventsOf(about: Pick<Event, 'system' | 'name'>, told: Told, news: readonly News[]): Event[] {
  const at = new Date().toISOString();
  let previous = told.newest;
  return news.map((piece, i) => {
    const content = { ...about, sequence: told.events + i + 1, previous, at, ...piece };
    const id = digestOf(content);
    previous = id;
    return { id, ...content };
  });
}
