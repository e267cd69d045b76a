import type { Question } from '../../engine/ask.ts';
import { type Fact, type FactValue, NEVER } from '../../engine/facts.ts';
import { namedPlaces, placeName } from '../places.ts';
import type { Asked, Choice, Prompter } from './prompter.ts';
import { Stopped } from './prompter.ts';

/** What an answer needs to know of the interview around it. */
export interface Setting {
  prompter: Prompter;
  /** Lists of places stated so far: most systems are where they were a question ago. */
  placesSoFar: readonly (readonly string[])[];
  /** Why the question is asked. */
  reason: readonly string[];
  /** What a document is sure of, where the answer is a list: chosen beforehand. */
  certain: readonly string[];
  /** What the profile has against a value; undefined when nothing. */
  problemWith(value: FactValue): string | undefined;
}

/** What a person says instead of an answer. No option of a fact is called like one of these. */
type Instead = '$unknown' | '$why' | '$stop';
type Reply = { value: FactValue } | { instead: Instead };

const OTHERS = [
  { value: '$stop', label: 'Stop here', hint: 'What you answered is kept.' },
  { value: '$why', label: 'Why is this asked?' },
  { value: '$unknown', label: 'I do not know', hint: 'It stays open.' },
] as const satisfies (Choice & { value: Instead })[];
const NONE: Choice = { value: '$none', label: 'None of these', hint: 'The list is empty and complete.' };

/**
 * Asks a question until it is answered.
 *
 * @returns the answer; undefined when the person does not know
 * @throws Stopped when the person leaves
 */
export async function answerTo(
  question: Question,
  fact: Fact,
  setting: Setting,
): Promise<FactValue | undefined> {
  for (;;) {
    const reply = await replyTo(question, fact, setting);
    if ('value' in reply) return reply.value;
    switch (reply.instead) {
      case '$unknown':
        return undefined;
      case '$why':
        setting.prompter.tell(setting.reason.join('\n'));
        break;
      case '$stop':
        throw new Stopped();
    }
  }
}

async function replyTo(question: Question, fact: Fact, setting: Setting): Promise<Reply> {
  const asked: Asked = { question: fact.question, help: fact.help ?? null };
  switch (fact.type) {
    case 'boolean': {
      const reply = await oneOf(asked, YES_OR_NO, setting);
      return 'value' in reply ? { value: reply.value === 'yes' } : reply;
    }
    case 'enum':
      return oneOf(asked, fact.options.map(optionChoice), setting);
    case 'set':
      return fact.options === 'places'
        ? someOf(asked, placeChoices(question, setting), setting)
        : someOf(asked, fact.options.map(optionChoice), setting);
    case 'number':
      return typed({ ...asked, question: `${fact.question} (in ${fact.unit})` }, NUMBER, setting);
    case 'date':
      return typed(asked, DATE, setting);
  }
}

const YES_OR_NO: readonly Choice[] = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];

function optionChoice({
  id,
  label,
  definition,
}: {
  id: string;
  label: string;
  definition?: string | undefined;
}): Choice {
  return { value: id, label, hint: definition ?? null };
}

async function oneOf(asked: Asked, choices: readonly Choice[], { prompter }: Setting): Promise<Reply> {
  const value = await prompter.one(asked, [...choices, ...OTHERS]);
  const other = OTHERS.find((each) => each.value === value);
  return other ? { instead: other.value } : { value };
}

async function someOf(
  asked: Asked,
  choices: readonly Choice[],
  { prompter, certain }: Setting,
): Promise<Reply> {
  const apart = [...OTHERS, NONE];
  const chosen = await prompter.some(asked, [...choices, ...apart], {
    initial: certain.filter((id) => choices.some(({ value }) => value === id)),
    problem: (values) => {
      if (values.length === 0) return `Choose something; ↑ from the top leads to "${NONE.label}".`;
      const other = apart.find(({ value }) => values.includes(value));
      return other && values.length > 1 ? `"${other.label}" goes with no other choice.` : undefined;
    },
  });
  if (chosen.includes(NONE.value)) return { value: [] };
  const other = OTHERS.find(({ value }) => chosen.includes(value));
  return other
    ? { instead: other.value }
    : { value: [...new Set(chosen.flatMap((value) => value.split(SEVERAL)))] };
}

/** Joins the places that one choice stands for. */
const SEVERAL = ' ';

/** Lists given before, the places that tell most, then all others. */
function placeChoices({ answers }: Question, { placesSoFar }: Setting): Choice[] {
  const all = namedPlaces().map(({ place }) => place);
  const telling = answers.map(({ answer }) => answer).filter((answer) => all.includes(answer));
  const again = placesSoFar.map((places): Choice => {
    return { value: places.join(SEVERAL), label: `As before: ${places.map(placeLabel).join('; ')}` };
  });
  const single = [...new Set([...telling.sort(byName), ...all])]
    .filter((place) => !again.some(({ value }) => value === place))
    .map((place): Choice => ({ value: place, label: placeLabel(place) }));
  return [...again, ...single];
}

function byName(a: string, b: string): number {
  return placeName(a).localeCompare(placeName(b), 'en');
}

function placeLabel(place: string): string {
  return `${placeName(place)} (${place})`;
}

/** How typed text becomes a value. */
interface Typing {
  placeholder: string;
  read(text: string): FactValue;
}

const NUMBER: Typing = {
  placeholder: 'a number; Enter alone if you do not know, ? for why it is asked',
  read: (text) => {
    const number = Number(text.replaceAll(/[ _]/g, ''));
    return Number.isFinite(number) ? number : text;
  },
};

const DATE: Typing = {
  placeholder: `YYYY-MM-DD or ${NEVER}; Enter alone if you do not know, ? for why it is asked`,
  read: (text) => text,
};

async function typed(asked: Asked, { placeholder, read }: Typing, setting: Setting): Promise<Reply> {
  const text = await setting.prompter.text(asked, {
    placeholder,
    problem: (entered) => (insteadOf(entered) ? undefined : setting.problemWith(read(entered.trim()))),
  });
  const instead = insteadOf(text);
  return instead ? { instead } : { value: read(text.trim()) };
}

function insteadOf(text: string): Instead | undefined {
  switch (text.trim().toLowerCase()) {
    case '':
      return '$unknown';
    case '?':
      return '$why';
    case 'stop':
      return '$stop';
    default:
      return undefined;
  }
}
