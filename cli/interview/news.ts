import type { Question } from '../../engine/ask.ts';
import { isInForce } from '../../engine/finding.ts';
import type { Settled, Standing } from '../../engine/standing.ts';
import { counted } from '../page.ts';
import type { Standings } from './standings.ts';

/** More of a kind than this are counted, not named. */
const NAMED = 3;

/** What is open, in one sentence. */
export function overview({ packs, questions }: Standings): string {
  const open = openIn(packs);
  if (open === 0) return 'Nothing is open any more.';
  const under = packs.filter((standing) => standing.open.length > 0).length;
  return `Still open: ${counted(open, 'finding')} under ${counted(under, 'instrument')}, ${counted(questions.length, 'question')}.`;
}

/** What an answer has brought. */
export interface News {
  /** A sentence or two on each line. */
  said: readonly string[];
  /** What is newly found to be prohibited. */
  alarms: readonly string[];
}

export function newsOf(before: Standings, after: Standings): News {
  const settled = openIn(before.packs) - openIn(after.packs);
  const change =
    settled > 0
      ? `That settles ${counted(settled, 'finding')}.`
      : settled < 0
        ? `That opens ${counted(-settled, 'finding')} again.`
        : 'That settles no finding by itself.';
  const found = after.packs.flatMap((standing, i) => newlySettled(before.packs[i], standing));
  return {
    said: [`${change} ${overview(after)}`, ...reachLines(before, after), ...findingLines(found)],
    alarms: found
      .filter(({ result }) => result.outcome === 'prohibited')
      .map((one) => `Prohibited: ${nameOf(one)}.`),
  };
}

/** Why a question is asked: what it bears on, and what each answer would settle by itself. */
export function reasonFor(question: Question, { packs }: Standings): string[] {
  const concerned = packs.filter(({ open }) => open.some(({ facts }) => facts.has(question.fact)));
  const telling = question.answers.filter(({ settles }) => settles > 0);
  const answers = telling.slice(0, LISTED).map(({ answer, settles }) => `${answer} ${settles}`);
  const more = telling.length > LISTED ? `, and ${telling.length - LISTED} more answers fewer` : '';
  return [
    `It bears on ${counted(question.affects, 'open finding')} under ${listed(concerned.map(titleOf))}.`,
    telling.length > 0
      ? `What an answer settles by itself: ${answers.join(', ')}${more}.`
      : 'No answer settles a finding by itself; together with others it does.',
    `In the file it is "${question.fact}".`,
  ];
}

/** Answers shown with what they settle. */
const LISTED = 8;

function reachLines(before: Standings, after: Standings): string[] {
  const newly = (reaches: boolean): Standing[] =>
    after.packs.filter((standing, i) => standing.reaches === reaches && before.packs[i]?.reaches !== reaches);
  const into = newly(true);
  const out = newly(false);
  return [
    ...(into.length > 0 ? [`Reaches the system: ${listed(into.map(titleOf))}.`] : []),
    ...(out.length > 0 ? [`Does not reach it: ${listed(out.map(titleOf))}.`] : []),
  ];
}

/** The classes newly found to apply, and how many duties are newly owed. */
function findingLines(found: readonly Found[]): string[] {
  const classes = found.filter(({ rule, result }) => rule.kind === 'class' && result.outcome === 'applies');
  const duties = found.filter(({ rule }) => rule.kind === 'duty');
  const owed = duties.filter(({ result }) => isInForce(result.outcome)).length;
  const later = duties.filter(({ result }) => result.outcome === 'upcoming').length;
  return [
    ...(classes.length > 0 ? [`Applies: ${listed(classes.map(nameOf))}.`] : []),
    ...(owed + later > 0
      ? [`Duties: ${counted(owed, 'duty', 'duties')} today${later > 0 ? `, ${later} from a later day` : ''}.`]
      : []),
  ];
}

interface Found extends Settled {
  instrument: string;
}

function newlySettled(before: Standing | undefined, after: Standing): Found[] {
  if (before === after) return [];
  const known = new Set(before?.settled.map(keyOf));
  return after.settled
    .filter((settled) => !known.has(keyOf(settled)))
    .map((settled) => ({ ...settled, instrument: titleOf(after) }));
}

function keyOf({ rule, role, result }: Settled): string {
  return `${rule.id}@${role} ${result.outcome}`;
}

function nameOf({ rule, role, instrument }: Found): string {
  return `${rule.title} (${instrument}, ${rule.cite}${role === null ? '' : `, ${role}`})`;
}

function titleOf({ pack }: Standing): string {
  return pack.manifest.title;
}

/** Names joined, the first few of many. */
function listed(names: readonly string[]): string {
  if (names.length <= NAMED) return names.join('; ');
  return `${names.slice(0, NAMED - 1).join('; ')}; and ${names.length - NAMED + 1} more`;
}

function openIn(packs: readonly Standing[]): number {
  return packs.flatMap(({ open }) => open).reduce((sum, { severities }) => sum + severities.length, 0);
}
