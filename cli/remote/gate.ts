import type { About } from '../../engine/about.ts';
import type { SystemBaseline } from '../../engine/baseline.ts';
import type { Locate } from '../../engine/check.ts';
import { digestOf } from '../../engine/digest.ts';
import type { Policy } from '../../engine/policy.ts';
import { InputError } from '../../engine/problem.ts';
import type { Profile } from '../../engine/profile.ts';
import type { SystemReport } from '../../engine/system-report.ts';
import { operation as createSystem } from '../../functions/create-system/operation.ts';
import { operation as gateSystem } from '../../functions/gate-system/operation.ts';
import { operation as getSystem } from '../../functions/get-system/operation.ts';
import { operation as updateSystem } from '../../functions/update-system/operation.ts';
import { type Api, type Granted, type Refused, refusalError } from './api.ts';
import { type Patience, patiently } from './patience.ts';
import { UnansweredError } from './unanswered-error.ts';

/** A profile, and where its parts stand in a file. */
export interface Described {
  profile: Profile;
  locate: Locate;
}

/** What is asked about a profile. */
export interface Asked {
  asOf: string;
  /** All packs that are there when left out. */
  packs: readonly string[] | undefined;
  policy: Policy;
  baseline: SystemBaseline | undefined;
  about: About | undefined;
}

/** A profile as a deployed Jurismap has it. */
interface Stored {
  etag: string;
  version: number;
  digest: string;
}

/** What a deployed Jurismap says of a profile. */
export interface Gated {
  report: SystemReport;
  version: number;
  /** Number of the gate run, and whether this very request had led to it before. */
  run: number;
  isRepeated: boolean;
}

/** How it is asked. */
interface Manner {
  patience: Patience;
  /** Tells this call of the command from others; within it, nothing is done twice. */
  session: string;
  /** Told what was changed there, as soon as it was. */
  onStored(change: 'registered' | 'stored', version: number): void;
}

/**
 * Has a deployed Jurismap store a profile, if it has another one, and gate exactly that one. When somebody else changes
 * the system in between, it starts anew.
 *
 * @throws InputError for a profile the deployed Jurismap refuses, CallError, UnansweredError
 */
export async function gateProfile(
  api: Api,
  described: Described,
  asked: Asked,
  manner: Manner,
): Promise<Gated> {
  const { id } = described.profile.system;
  return patiently(`"${id}"`, manner.patience, async () => {
    const stored = await storeProfile(api, described, manner);
    const gated = stored && (await gateStored(api, id, stored, asked, manner));
    return gated ? { done: gated } : { again: 'was changed by somebody else at the same time' };
  });
}

/** @returns undefined when somebody else was quicker */
async function storeProfile(
  api: Api,
  described: Described,
  { session, onStored }: Manner,
): Promise<Stored | undefined> {
  const { profile } = described;
  const system = profile.system.id;
  const digest = digestOf(profile);
  const current = await api.ask(getSystem, { system });
  if ('problem' in current) {
    if (current.problem !== 'not-found') throw refusalError(current, api.base);
    const headers = { 'idempotency-key': digestOf(['create', session, digest]) };
    const created = accepted(await api.ask(createSystem, { body: profile, headers }), described, api);
    if (created) onStored('registered', created.version);
    return created;
  }
  if (current.body.profileDigest === digest) return storedIn(current);
  const headers = { 'if-match': etagOf(current.headers) };
  const updated = accepted(await api.ask(updateSystem, { system, body: profile, headers }), described, api);
  if (updated && updated.version !== current.body.version) onStored('stored', updated.version);
  return updated;
}

type Head = Granted<{ version: number; profileDigest: string }>;

function accepted(answer: Head | Refused, { locate }: Described, api: Api): Stored | undefined {
  if (!('problem' in answer)) return storedIn(answer);
  if (OVERTAKEN.has(answer.problem)) return undefined;
  const inProfile = answer.errors.filter((error) => error.in === 'body');
  if (inProfile.length === 0) throw refusalError(answer, api.base);
  throw new InputError(
    inProfile.map(({ pointer, reason, hint }) =>
      locate(pathOf(pointer), `the deployed Jurismap refuses it: ${reason}`, hint),
    ),
  );
}

function storedIn({ body, headers }: Head): Stored {
  return { etag: etagOf(headers), version: body.version, digest: body.profileDigest };
}

/** Problems that mean that somebody else was quicker. */
const OVERTAKEN = new Set(['already-exists', 'conflict', 'not-found', 'stale']);

/** @returns undefined when somebody else was quicker */
async function gateStored(
  api: Api,
  system: string,
  stored: Stored,
  { asOf, packs, policy, baseline, about }: Asked,
  { session }: Manner,
): Promise<Gated | undefined> {
  const body = { asOf, packs, policy, baseline, about };
  const headers = {
    'if-match': stored.etag,
    'idempotency-key': digestOf(['gate', session, system, stored.etag, body]),
  };
  const answer = await api.ask(gateSystem, { system, body, headers });
  if ('problem' in answer) {
    if (OVERTAKEN.has(answer.problem)) return undefined;
    throw refusalError(answer, api.base);
  }
  const { run, ...report } = answer.body;
  const isAsked =
    run.profileDigest === stored.digest &&
    report.asOf === asOf &&
    run.about?.commit === about?.commit &&
    (packs ?? []).every((pack) => report.assessments.some((assessment) => assessment.pack === pack));
  if (!isAsked) throw new UnansweredError(`${api.base} answers about something else than it was asked`);
  const isRepeated = answer.headers.has('idempotency-replayed');
  return { report, version: stored.version, run: run.sequence, isRepeated };
}

function etagOf(headers: Headers): string {
  return headers.get('etag') ?? '';
}

function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));
}
