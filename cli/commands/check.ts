import { resolve } from 'node:path';
import { type Gate, gateOver } from '../../engine/gate.ts';
import type { Policy } from '../../engine/policy.ts';
import { InputError, type Problem } from '../../engine/problem.ts';
import type { Rules } from '../../engine/rules.ts';
import { loadBuiltRules, packIds, withKnownPacks, withPacks } from '../built-rules.ts';
import { CallError } from '../call-error.ts';
import { type Assessor, assessHere } from '../check/assessor.ts';
import { type Baseline, readBaseline } from '../check/baseline.ts';
import { checkedSystem } from '../check/checked-system.ts';
import { inputFiles } from '../check/input-files.ts';
import { type PolicyOptions, policyFrom } from '../check/policy.ts';
import { Progress } from '../check/progress.ts';
import { Spool } from '../check/spool.ts';
import { verdict } from '../check/verdict.ts';
import { readWaivers, type Waivers } from '../check/waivers.ts';
import { tell } from '../complain.ts';
import { deliver } from '../deliver.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { PLAIN, terminalPage } from '../page.ts';
import { STDIN } from '../read-input.ts';
import { tryProfile } from '../read-profiles.ts';
import { type CheckedSystem, type CheckFormat, type Reporter, reporterFor } from '../reporters/reporter.ts';

export interface CheckOptions extends PolicyOptions {
  asOf: string;
  packs?: string;
  format: CheckFormat;
  output?: string;
  /** Further formats, each to a file of its own. */
  report?: { format: CheckFormat; output: string }[];
  baseline?: string;
  waivers?: string;
  explainExit?: true;
  /** Address of a deployed Jurismap. */
  api?: string;
  /** The commit it is asked about, and for how many seconds. */
  commit?: string;
  retryFor: number;
}

/** What systems are checked against. */
interface Checking {
  asOf: string;
  rules: Rules;
  policy: Policy;
  assessor: Assessor;
  baseline: Baseline | undefined;
  waivers: Waivers | undefined;
}

/**
 * `jurismap check FILE…`: evaluates and gates. Systems are read, evaluated and written one after the other, so that many
 * need no more memory than one; nothing is delivered unless every file reads.
 */
export async function check(names: readonly string[], options: CheckOptions): Promise<ExitCode> {
  const files = inputFiles(names);
  refuseOverwriting(files, options);
  const built = await loadBuiltRules();
  const isHere = options.api === undefined;
  const policy = policyFrom(options, isHere ? built : undefined);
  const rules = (isHere ? withPacks : withKnownPacks)(built, options.packs);
  const checking: Checking = {
    asOf: options.asOf,
    rules,
    policy,
    assessor: await assessorFor(options, files, rules, policy),
    baseline: options.baseline === undefined ? undefined : readBaseline(options.baseline),
    waivers: options.waivers === undefined ? undefined : readWaivers(options.waivers),
  };
  const targets = await targetsOf(options, checking, files.length);
  try {
    const overall = gateOver(await checkAll(files, checking, targets), policy);
    const isDelivered = targets.map((target) => send(target, overall)).every(Boolean);
    for (const line of checking.waivers?.idle() ?? []) tell(`warning: ${line}`);
    for (const line of checking.assessor.remarks()) tell(`note: ${line}`);
    if (!isDelivered) return EXIT.wrong;
    if (options.output !== undefined || options.explainExit) tell(verdict(overall));
    return overall.exitCode;
  } finally {
    for (const { spool } of targets) spool.close();
  }
}

/** @throws CallError where a result would replace a profile or another result */
function refuseOverwriting(files: readonly string[], { output, report = [] }: CheckOptions): void {
  const taken = new Set(files.filter((file) => file !== STDIN).map((file) => resolve(file)));
  for (const wanted of [output, ...report.map((one) => one.output)]) {
    if (wanted === undefined) continue;
    const path = resolve(wanted);
    if (taken.has(path)) {
      throw new CallError(`${wanted} is a profile to check, or named for two results`, 'name another file');
    }
    taken.add(path);
  }
}

async function assessorFor(
  { api, commit, retryFor, asOf, packs }: CheckOptions,
  files: readonly string[],
  rules: Rules,
  policy: Policy,
): Promise<Assessor> {
  if (api !== undefined) {
    const { assessThere } = await import('../remote/assess-there.ts');
    const asked = { api, commit, retryFor, packs: packIds(packs) };
    return assessThere(asked, files, { asOf, policy, rules }, process.env);
  }
  if (commit === undefined) return assessHere(rules, asOf, policy);
  throw new CallError('--commit is what a deployed Jurismap records', 'name one by --api');
}

/** A format on its way to a file, or to standard output. */
interface Target {
  reporter: Reporter;
  spool: Spool;
  output: string | undefined;
}

function targetsOf(
  { format, output, report = [] }: CheckOptions,
  { asOf, rules, policy }: Checking,
  count: number,
): Promise<Target[]> {
  return Promise.all(
    [{ format, output }, ...report].map(async (wanted) => {
      const page = wanted.output === undefined ? terminalPage() : PLAIN;
      const reporter = await reporterFor(wanted.format, { asOf, policy, rules, count, page });
      return { reporter, spool: new Spool(), output: wanted.output };
    }),
  );
}

/** @throws InputError with every problem of every file */
async function checkAll(
  files: readonly string[],
  checking: Checking,
  targets: readonly Target[],
): Promise<Gate[]> {
  const progress = new Progress(checking.assessor.tells ? 0 : files.length);
  const problems: Problem[] = [];
  const gates: Gate[] = [];
  for (const file of files) {
    const checked = await checkOne(file, checking);
    if ('problems' in checked) problems.push(...checked.problems);
    else gates.push(checked.report.gate);
    if (!('problems' in checked) && problems.length === 0)
      for (const { reporter, spool } of targets) spool.add(reporter.system(checked));
    progress.step();
  }
  progress.end();
  if (problems.length > 0) throw new InputError(problems);
  return gates;
}

async function checkOne(
  file: string,
  { rules, policy, assessor, baseline, waivers }: Checking,
): Promise<CheckedSystem | { problems: Problem[] }> {
  const read = tryProfile(file, rules.catalogue);
  if ('problems' in read) return read;
  const { document } = read;
  const { system } = read.profile;
  const more = waivers?.for(system.id) ?? [];
  const profile =
    more.length > 0 ? { ...read.profile, waivers: [...read.profile.waivers, ...more] } : read.profile;
  const before = baseline?.(system.id, file);
  const report = await assessor.assess({ file, profile, document, baseline: before });
  return checkedSystem(file, { profile, document }, report, rules, policy, before);
}

/** @returns whether the document is where it was wanted */
function send({ reporter, spool, output }: Target, gate: Gate): boolean {
  const { head, tail } = reporter.frame(gate);
  return deliver({ [Symbol.iterator]: () => whole(head, spool, tail) }, output);
}

function* whole(head: string, spool: Spool, tail: string): Generator<string | Uint8Array> {
  yield head;
  yield* spool.pieces();
  yield tail;
}
