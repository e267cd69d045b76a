import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ask } from '../../engine/ask.ts';
import type { Catalogue, Fact } from '../../engine/facts.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Rules } from '../../engine/rules.ts';
import { reportOn } from '../../engine/system-report.ts';
import { loadBuiltRules, withPacks } from '../built-rules.ts';
import { CallError } from '../call-error.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { importFile } from '../import/import.ts';
import { askIdentity, idFrom } from '../interview/identity.ts';
import { interview } from '../interview/interview.ts';
import { overview } from '../interview/news.ts';
import { type Prompter, Stopped } from '../interview/prompter.ts';
import type { Standings } from '../interview/standings.ts';
import { counted, printable, terminalPage, wrap } from '../page.ts';
import { isUnnamed, newProfile, type Origin, UNNAMED } from '../profile-text/new-profile.ts';
import { ProfileFile, type Stated } from '../profile-text/profile-file.ts';
import { STDIN } from '../read-input.ts';

export interface InitOptions {
  asOf: string;
  packs?: string;
  from?: string;
}

/**
 * `jurismap init [FILE]`: on a terminal a conversation that can be stopped and taken up again, elsewhere a commented
 * profile to start from.
 */
export async function init(path: string, options: InitOptions): Promise<ExitCode> {
  const isThere = existsSync(path);
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;
  refuse(path, { isThere, isTerminal }, options);
  const rules = withPacks(await loadBuiltRules(), options.packs);
  const beginning = beginningFrom(options.from, rules);
  if (isTerminal) await converse(path, beginning, rules, options.asOf);
  else writeStart(path, beginning, rules, options.asOf);
  return EXIT.pass;
}

function refuse(
  path: string,
  { isThere, isTerminal }: { isThere: boolean; isTerminal: boolean },
  { from }: InitOptions,
): void {
  if (path === STDIN) throw new CallError('init writes a file', 'name it: "jurismap init jurismap.yaml"');
  if (extname(path).toLowerCase() === '.json')
    throw new CallError('a JSON file cannot hold comments', 'name a file that ends in .yaml');
  if (isThere && from !== undefined)
    throw new CallError(`${path} is there already, and --from starts a new profile`, 'name another file');
  if (isThere && !isTerminal)
    throw new CallError(
      `${path} is there already, and only a person on a terminal can go on with it`,
      `"jurismap ask ${path}" lists the questions that are open`,
    );
  // Said before a person has answered anything.
  ProfileFile.refuseUnwritable(path);
}

/** What a new profile starts from. */
interface Beginning {
  system: Profile['system'];
  origin?: Origin;
  facts: readonly Stated[];
}

function beginningFrom(from: string | undefined, { catalogue }: Rules): Beginning {
  if (from === undefined) return { system: UNNAMED, facts: [] };
  const { format, system, sources, facts, certain, unread } = importFile(from);
  const { id, name = UNNAMED.name, ...others } = system;
  const proposed = [...Map.groupBy(certain, ({ fact }) => fact)].map(([fact, grounds]) => {
    return { fact: listNamed(fact, catalogue), grounds };
  });
  return {
    system: { id: id ?? (name === UNNAMED.name ? UNNAMED.id : idFrom(name)), name, ...others },
    origin: { file: from, format, sources, proposed, unread },
    facts: facts.map(({ fact, value, source, because }) => {
      return { fact: factNamed(fact, catalogue), value, source: `${from}, ${source}: ${because}` };
    }),
  };
}

function factNamed(id: string, catalogue: Catalogue): Fact {
  const fact = catalogue.get(id);
  if (!fact) throw new Error(`the catalogue has no fact "${id}"`);
  return fact;
}

function listNamed(id: string, catalogue: Catalogue): Fact & { type: 'set' } {
  const fact = factNamed(id, catalogue);
  if (fact.type !== 'set') throw new Error(`"${id}" is no list`);
  return fact;
}

/** @param system as the beginning names it, or as a person has named it since */
function create(
  path: string,
  { origin, facts, system: found }: Beginning,
  { catalogue }: Rules,
  system = found,
): ProfileFile {
  const start = origin
    ? { system, origin: { ...origin, sources: unchanged(origin.sources, found, system) } }
    : { system };
  const file = ProfileFile.create(path, newProfile(start), catalogue);
  if (facts.length > 0) file.state(facts);
  return file;
}

/** The sources of what a person has left as it was found. */
function unchanged(sources: Origin['sources'], found: object, system: object): Origin['sources'] {
  const now = new Map(Object.entries(system));
  const kept = new Set(
    Object.entries(found).flatMap(([key, value]) => (isDeepStrictEqual(now.get(key), value) ? [key] : [])),
  );
  return Object.fromEntries(Object.entries(sources).filter(([key]) => kept.has(key)));
}

function writeStart(path: string, beginning: Beginning, rules: Rules, asOf: string): void {
  const file = create(path, beginning, rules);
  const questions = ask(file.profile, rules.packs, rules.catalogue, asOf);
  file.listOpen(questions);
  say(
    `${path} is written, with the most telling of ${counted(questions.length, 'open question')} as comments.`,
    ...originLines(beginning),
    isUnnamed(file.profile.system)
      ? 'Say in it which system it is and who is accountable, then answer what you know.'
      : 'Answer in it what you know.',
    `"jurismap init ${path}" on a terminal asks the questions one by one; "jurismap check ${path}" evaluates what is known.`,
  );
}

function say(...texts: string[]): void {
  const page = terminalPage();
  process.stdout.write(texts.map((text) => `${wrap(page, printable(text), '')}\n`).join(''));
}

/** What the document gave that a profile was started from. */
function originLines({ origin, facts }: Beginning): string[] {
  if (!origin) return [];
  const { file, format, proposed, unread } = origin;
  const named = (noun: string, of: readonly { fact: Fact }[]): string =>
    `${counted(of.length, noun)} (${of.map(({ fact }) => fact.id).join(', ')})`;
  const settled = [
    ...(facts.length > 0 ? [named('fact', facts)] : []),
    ...(proposed.length > 0 ? [`a part of ${named('list', proposed)}`] : []),
  ].join(' and ');
  const toComplete = proposed.length > 0 ? ', left in comments for you to complete' : '';
  return [
    `${file} (${format}) settles ${settled || 'no fact'}${toComplete}.`,
    ...(unread.length > 0
      ? [`Below the facts: ${counted(unread.length, 'statement')} of it for you to judge.`]
      : []),
  ];
}

async function converse(path: string, beginning: Beginning, rules: Rules, asOf: string): Promise<void> {
  // Only who talks on a terminal needs it.
  const { clackPrompter } = await import('../interview/clack-prompter.ts');
  const leaving = new AbortController();
  const leave = (): void => leaving.abort();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, leave);
  const farewell = `Stopped. What you answered is in ${path}.`;
  const prompter = clackPrompter(leaving.signal, printable(farewell));
  prompter.begin(`jurismap init ${path}`);
  try {
    const file = await fileFor(path, beginning, rules, prompter);
    const { packs, catalogue } = rules;
    const statements = beginning.origin?.unread ?? [];
    const end = await interview({ file, packs, catalogue, asOf, statements }, prompter);
    prompter.end(goodbye(path, end, rules, asOf));
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    prompter.end(existsSync(path) ? farewell : 'Stopped. Nothing was written.');
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave);
  }
}

/** The file to go on with: the one that is there, or a new one for a system that has been named. */
async function fileFor(
  path: string,
  beginning: Beginning,
  rules: Rules,
  prompter: Prompter,
): Promise<ProfileFile> {
  const there = existsSync(path) ? ProfileFile.open(path, rules.catalogue) : undefined;
  prompter.tell(
    [
      there
        ? `Going on with ${path}, which states ${counted(Object.keys(there.profile.facts).length, 'fact')}.`
        : `Your answers go to ${path}, each at once.`,
      'Ctrl-C stops at any moment, and the same command goes on later. To change an answer, change the file.',
      ...originLines(beginning),
    ].join('\n'),
  );
  if (there && !isUnnamed(there.profile.system)) return there;
  const system = await askIdentity(prompter, there?.profile.system ?? beginning.system);
  if (!there) return create(path, beginning, rules, system);
  there.identify(system);
  return there;
}

function goodbye(path: string, end: Standings, rules: Rules, asOf: string): string {
  const stated = counted(Object.keys(end.profile.facts).length, 'fact');
  if (end.questions.length === 0) {
    return [
      `${stated} in ${path}, and nothing is left to ask.`,
      `On ${asOf}: ${verdictOn(end.profile, rules, asOf)}.`,
      `"jurismap check ${path}" shows every finding. Evidence for duties goes into the same file.`,
    ].join('\n');
  }
  return [
    `${stated} in ${path}. ${overview(end)}`,
    `"jurismap init ${path}" goes on, "jurismap ask ${path}" lists what is open, "jurismap check ${path}" evaluates what is known.`,
  ].join('\n');
}

function verdictOn(profile: Profile, { packs, catalogue }: Rules, asOf: string): string {
  return reportOn(profile, packs, catalogue, asOf).gate.reason;
}
