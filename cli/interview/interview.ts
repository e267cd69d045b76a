import { isDeepStrictEqual } from 'node:util';
import type { Question } from '../../engine/ask.ts';
import { checkProfile } from '../../engine/check-profile.ts';
import type { Day } from '../../engine/day.ts';
import type { Catalogue, Fact, FactValue } from '../../engine/facts.ts';
import type { Pack } from '../../engine/pack.ts';
import { InputError } from '../../engine/problem.ts';
import type { Profile } from '../../engine/profile.ts';
import type { Statement } from '../import/unread.ts';
import { counted } from '../page.ts';
import { labelOf } from '../profile-text/fact-comment.ts';
import type { ProfileFile } from '../profile-text/profile-file.ts';
import type { Proposal } from '../profile-text/proposals.ts';
import { answerTo } from './answers.ts';
import { newsOf, overview, reasonFor } from './news.ts';
import { type Prompter, Stopped } from './prompter.ts';
import { type Standings, Standpoint } from './standings.ts';

/** Asked before all else: who decides, and where, puts most instruments out of reach at once. */
const FIRST = ['markets', 'roles'];

/** What an interview is about. */
export interface Subject {
  file: ProfileFile;
  packs: readonly Pack[];
  catalogue: Catalogue;
  asOf: Day;
  /** What a document says that bears on facts: shown where they are asked. */
  statements: readonly Statement[];
}

/**
 * Asks what can still change an outcome, one question after the other, and writes each answer to the file at once. Ends
 * when nothing is left to ask or the person stops; then the file lists what is open.
 *
 * @returns how the system stands at the end
 */
export async function interview(
  { file, packs, catalogue, asOf, statements }: Subject,
  prompter: Prompter,
): Promise<Standings> {
  const standpoint = new Standpoint(catalogue, asOf);
  const reading = `Reading ${counted(packs.length, 'instrument')}`;
  let now = await prompter.during(reading, () => standpoint.first(file.profile, packs));
  prompter.tell(overview(now));
  const unanswerable = new Set<string>();
  try {
    for (let question = next(now, unanswerable); question; question = next(now, unanswerable)) {
      const fact = factOf(question, catalogue);
      const proposal = file.proposals.get(fact.id);
      for (const text of toldBy(statements, proposal, fact)) prompter.tell(text);
      const answer = await askAbout(fact, question, now, { prompter, catalogue, proposal });
      const isNews = answer !== undefined && !isDeepStrictEqual(answer, now.profile.facts[fact.id]);
      if (!isNews) {
        unanswerable.add(fact.id);
        continue;
      }
      file.state([{ fact, value: answer }]);
      const before = now;
      now = await prompter.during('Working out what that settles', () =>
        standpoint.after(before, file.profile, fact),
      );
      const { said, alarms } = newsOf(before, now);
      prompter.tell(said.join('\n'));
      for (const alarm of alarms) prompter.warn(alarm);
    }
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
  }
  file.listOpen(now.questions);
  return now;
}

/** The next question: where and as whom, then whatever tells most; none that the person could not answer. */
function next({ profile, questions }: Standings, unanswerable: ReadonlySet<string>): Question | undefined {
  const left = questions.filter(({ fact }) => !unanswerable.has(fact));
  const first = FIRST.find((id) => !Object.hasOwn(profile.facts, id) && left.some(({ fact }) => fact === id));
  return left.find(({ fact }) => fact === first) ?? left[0];
}

/** What a document says that bears on a fact. */
function toldBy(statements: readonly Statement[], proposal: Proposal | undefined, fact: Fact): string[] {
  const said = statements.flatMap(({ says, bears }) =>
    bears?.on.includes(fact.id) ? [`${says} But ${bears.because}.`] : [],
  );
  if (!proposal || fact.type !== 'set') return said;
  const labels = proposal.options.map((id) => labelOf(fact, id)).join('; ');
  return [
    ...said,
    `The document says for sure (${proposal.source}): ${labels}. Complete or correct the list: as an answer it counts as complete.`,
  ];
}

function factOf(question: Question, catalogue: Catalogue): Fact {
  const fact = catalogue.get(question.fact);
  if (!fact) throw new Error(`the catalogue has no fact "${question.fact}"`);
  return fact;
}

function askAbout(
  fact: Fact,
  question: Question,
  now: Standings,
  {
    prompter,
    catalogue,
    proposal,
  }: { prompter: Prompter; catalogue: Catalogue; proposal: Proposal | undefined },
): Promise<FactValue | undefined> {
  const { facts } = now.profile;
  const stated = Object.hasOwn(facts, fact.id) ? facts[fact.id] : undefined;
  if (Array.isArray(stated)) {
    prompter.tell(
      `You said ${stated.join(', ')}. Rules of places within that differ: say more closely where.`,
    );
  }
  return answerTo(question, fact, {
    prompter,
    placesSoFar: placesIn(now.profile, catalogue),
    reason: reasonFor(question, now),
    certain: proposal?.options ?? [],
    problemWith: (value) => problemWith(fact, value, now.profile, catalogue),
  });
}

/** Different lists of places stated so far, the latest first. */
function placesIn({ facts }: Profile, catalogue: Catalogue): readonly string[][] {
  const lists = Object.entries(facts).flatMap(([id, value]) => {
    const fact = catalogue.get(id);
    const isPlaces = fact?.type === 'set' && fact.options === 'places';
    return isPlaces && Array.isArray(value) && value.length > 0 ? [value.map(String)] : [];
  });
  return [...new Map(lists.reverse().map((list) => [list.join(), list])).values()];
}

function problemWith(
  fact: Fact,
  value: FactValue,
  profile: Profile,
  catalogue: Catalogue,
): string | undefined {
  try {
    checkProfile({ ...profile, facts: { [fact.id]: value } }, catalogue);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.problems.map(({ reason }) => reason).join('; ');
  }
}
