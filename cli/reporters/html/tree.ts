import type { Catalogue } from '../../../engine/facts.ts';
import type { Step } from '../../../engine/teller.ts';
import { decisive } from '../../decisive.ts';
import { answerTo, labelOf } from './facts.ts';
import { html, type Markup } from './markup.ts';

/** Values of a test named on a line. */
const SHOWN_VALUES = 8;

/** What steps are shown with. */
export interface Telling {
  catalogue: Catalogue;
  /** The address on the page of a definition or class, which is told there and not in the tree. */
  addressOf: (rule: string) => string;
}

/** Steps as a nested list; of each only those below that decide it. */
export function tree(steps: readonly Step[], telling: Telling): Markup | undefined {
  return steps.length === 0
    ? undefined
    : html`<ul class="tree">${steps.map((step) => branch(only(step), telling))}</ul>`;
}

/** A list of conditions or alternatives of which one decides is that one. */
function only(step: Step): Step {
  const isList = step.text === 'all of these' || step.text === 'any of these';
  const [first, second] = decisive(step);
  return isList && first && !second ? only(first) : step;
}

const MARKS = { yes: 'Yes', no: 'No', open: 'Open' } as const;

function branch(step: Step, telling: Telling): Markup {
  const name = step.value === null ? 'open' : step.value ? 'yes' : 'no';
  const below = step.rule === undefined ? tree(decisive(step), telling) : undefined;
  return html`<li><span class="is ${name}">${MARKS[name]}</span> ${wording(step, telling)}${below}</li>`;
}

function wording({ text, cite, fact, rule }: Step, telling: Telling): Markup {
  if (fact && text.startsWith(`${fact.id} `)) return test(text, fact, telling);
  const source = cite === undefined ? undefined : html` <span class="cite">${cite}</span>`;
  return rule === undefined
    ? html`${inWords(text)}${source}`
    : html`<a href="${telling.addressOf(rule)}">${text}</a>${source}`;
}

function test(text: string, fact: NonNullable<Step['fact']>, { catalogue }: Telling): Markup {
  const known = catalogue.get(fact.id);
  const asked = text.slice(fact.id.length + 1).replace(/^(is one of|has all of) (.*)$/, (_, verb, values) => {
    const labels = String(values)
      .split(', ')
      .map((value) => labelOf(known, value));
    const more = labels.length - SHOWN_VALUES;
    const some =
      more > 1 ? `${labels.slice(0, SHOWN_VALUES).join('; ')} and ${more} more` : labels.join('; ');
    return `${verb}: ${some}`;
  });
  const stated =
    fact.value === null ? html`<b class="open">Not stated</b>` : html`<b>${answerTo(known, fact.value)}</b>`;
  return html`${fact.question} <span class="test">${asked}?</span> ${stated}`;
}

function inWords(text: string): string {
  const [, exception] = /^exception "(.*)"$/.exec(text) ?? [];
  return exception === undefined ? text : `Exception: ${exception.replaceAll('-', ' ')}`;
}
