import { evaluate } from '../../engine/evaluate.ts';
import type { Catalogue } from '../../engine/facts.ts';
import type { Assessment } from '../../engine/finding.ts';
import { packFacts, VECTOR_FORM } from '../../engine/lanes/vector.ts';
import type { Pack } from '../../engine/pack.ts';
import { catalogueDigest, type Rules } from '../../engine/rules.ts';
import { isStale } from '../../engine/stale.ts';
import { type AssessmentRecord, listAssessments, saveAssessment } from '../../store/assessments.ts';
import { isOvertaken, listCarried } from '../../store/carried.ts';
import { NotFoundError, StaleError } from '../../store/errors.ts';
import { noteLooked } from '../../store/looked.ts';
import { clearPending, readPending } from '../../store/pending.ts';
import { type Failure, noteResult } from '../../store/runs.ts';
import { readHead } from '../../store/systems.ts';
import { keepVector, type StoredVector } from '../../store/vectors.ts';
import { type Current, readCurrent } from '../http/current.ts';
import { today } from '../http/now.ts';
import { HttpProblem } from '../http/problem.ts';
import { table } from '../http/table.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { follow, type LookedAt } from './follow.ts';
import type { Message } from './messages.ts';
import { outfitOf } from './outfit.ts';

/** Who makes assessments that nobody asked for. */
const BY = 'jurismap:re-evaluation';

/**
 * Looks at a system: makes every assessment again that is stale, and none other. Doing it twice, late, or while somebody
 * else does it changes nothing more.
 *
 * @returns how many assessments came to other findings, and why there are none
 */
export async function look({
  tenant,
  system,
  run,
}: Extract<Message, { kind: 'look' }>): Promise<{ changed: number; failure: Failure | null }> {
  const note = await readPending(table, tenant, system);
  const rules = await rulesOf(tenant);
  const { changed, failure, looked } = await reassess(tenant, system, rules);
  if (looked) await follow(tenant, looked);
  if (run !== null) await noteResult(table, tenant, run, { system, changed, failure });
  // A system that was looked at has a vector.
  if (looked) await keepVector(table, tenant, vectorOf(looked, rules.catalogue));
  await refuseOvertaken(tenant, rules.packs);
  await noteLooked(table, tenant, system, outfitOf(rules.packs));
  // What was written after the note was read has a note of its own.
  if (note) await clearPending(table, tenant, note);
  return { changed, failure };
}

/** What a change of a pack is held against. */
function vectorOf({ system, current }: LookedAt, catalogue: Catalogue): StoredVector {
  const profile = current?.profile;
  return {
    system,
    form: VECTOR_FORM,
    catalogue: catalogueDigest(catalogue),
    vector: profile ? packFacts(profile.facts, catalogue) : null,
    isMeasured: profile !== undefined && Object.keys(profile.measurements).length > 0,
  };
}

/**
 * Once the systems of a tenant are being sifted for a later content of a pack, the vector that was just written can have come
 * too late to be seen. Sifting is announced before the first vector is read, so whoever sees no announcement now was in time.
 */
async function refuseOvertaken(tenant: string, packs: readonly Pack[]): Promise<void> {
  const carried = await listCarried(table, tenant);
  const isLate = packs.some(({ id, digest }) => {
    const under = carried.get(id);
    return under !== undefined && isOvertaken(under, digest);
  });
  if (isLate) throw new StaleError('the rules have changed meanwhile');
}

async function reassess(
  tenant: string,
  system: string,
  { packs, catalogue }: Rules,
): Promise<{ changed: number; failure: Failure | null; looked: LookedAt | null }> {
  const current = await readCurrent(tenant, system).catch(failureOf);
  if (typeof current === 'string') return notAssessed(tenant, system, current);
  const heads = new Map((await listAssessments(table, tenant, system)).map((head) => [head.pack, head]));
  const day = today();
  const records: AssessmentRecord[] = [];
  let changed = 0;
  for (const pack of packs) {
    const before = heads.get(pack.id);
    const isFresh = before && !isStaleNow(before, pack, current, day);
    const after = isFresh
      ? before
      : await keep(tenant, current, evaluate(current.profile, pack, catalogue, day));
    if (after.detailsDigest !== before?.detailsDigest) changed += 1;
    records.push(after);
  }
  const looked = { system, version: current.head.version, current, records };
  return { changed, failure: null, looked };
}

/** A system the rules do not understand stays in the portfolio as such; one that is not there was never in it. */
async function notAssessed(tenant: string, system: string, failure: Failure) {
  if (failure === 'not-found') return { changed: 0, failure, looked: null };
  const { version } = await readHead(table, tenant, system);
  // It has to be this version, or a later one, that they do not understand.
  const again = await readCurrent(tenant, system).catch(failureOf);
  if (again !== failure) throw new StaleError(`"${system}" was changed meanwhile`);
  return { changed: 0, failure, looked: { system, version, current: null, records: [] } };
}

/** What trying again does not mend. */
function failureOf(error: unknown): Failure {
  if (error instanceof NotFoundError) return 'not-found';
  if (error instanceof HttpProblem && error.kind === 'does-not-fit') return 'does-not-fit';
  throw error;
}

function isStaleNow(
  { summary, profileVersion, declared = 0 }: AssessmentRecord,
  pack: Pack,
  current: Current,
  day: string,
): boolean {
  const made = { ...summary, profileVersion, declared };
  const { head, declared: entry } = current;
  return isStale(made, { pack, profileVersion: head.version, declared: entry, today: day });
}

function keep(
  tenant: string,
  { head, declared }: Current,
  assessment: Assessment,
): Promise<AssessmentRecord> {
  const basis = { profileVersion: head.version, declared };
  const change = { by: BY, at: new Date().toISOString() };
  return saveAssessment(table, tenant, head.system, assessment, basis, change);
}
