import { styleText } from 'node:util';
import { AutocompletePrompt } from '@clack/core';
import { limitOptions, S_BAR, S_BAR_END, S_CHECKBOX_INACTIVE, S_CHECKBOX_SELECTED } from '@clack/prompts';
import { beside, GUIDE, guided, questionLines } from './guide.ts';
import type { Asked, Choice, ListField } from './prompter.ts';

/** Choices seen at once. */
const SEEN = 10;
/** Where to look for what is no option of the fact, and stands last. */
const MORE = ' ↑ from the top: none, do not know, why, stop.';

export interface Choosing {
  asked: Asked;
  choices: readonly Choice[];
  field: ListField;
  signal: AbortSignal;
}

/**
 * Lets a person choose from a list that is searched by typing, and shows what the choice in focus means.
 *
 * @returns what was chosen; a symbol when the person left
 */
export async function chooseSome({ asked, choices, field, signal }: Choosing): Promise<string[] | symbol> {
  const byValue = new Map(choices.map((choice) => [choice.value, choice]));
  const labels = (values: readonly string[]): string =>
    values.map((value) => byValue.get(value)?.label ?? value).join('; ');
  const prompt: AutocompletePrompt<Choice> = new AutocompletePrompt<Choice>({
    options: [...choices],
    multiple: true,
    filter: finds,
    ...(field.initial && { initialValue: [...field.initial] }),
    validate: () => field.problem(prompt.selectedValues),
    signal,
    render() {
      const question = questionLines(asked);
      const { state, selectedValues } = this;
      if (state === 'submit' || state === 'cancel')
        return [bar('gray'), ...guided(state, [...question, ...dimmed(labels(selectedValues))])].join('\n');
      const colour = state === 'error' ? 'yellow' : 'cyan';
      const matches = this.filteredOptions;
      const head = [
        ...question,
        `${styleText('dim', 'Find:')} ${this.userInputWithCursor}${matches.length < choices.length ? styleText('dim', ` ${matches.length} found`) : ''}`,
      ];
      const focused = this.focusedValue === undefined ? undefined : byValue.get(this.focusedValue);
      const foot = [
        ...(focused?.hint ? dimmed(focused.hint, '  ') : []),
        ...(selectedValues.length > 0 ? beside(`Chosen: ${labels(selectedValues)}`) : []),
        ...(state === 'error' ? beside(this.error).map((line) => styleText('yellow', line)) : []),
        ...dimmed(`Tab chooses, ↑ ↓ move, typing finds, Enter ends.${matches.length > SEEN ? MORE : ''}`),
      ];
      const list = limitOptions({
        cursor: this.cursor,
        options: matches,
        style: (choice, isFocused) => row(choice, isFocused, selectedValues.includes(choice.value)),
        maxItems: SEEN,
        columnPadding: GUIDE,
        rowPadding: head.length + foot.length + 3,
      });
      return [
        bar('gray'),
        ...guided(state, [...head, ...(matches.length > 0 ? list : dimmed('Nothing is found.')), ...foot]),
        styleText(colour, S_BAR_END),
      ].join('\n');
    },
  });
  const answer = await prompt.prompt();
  return typeof answer === 'symbol' ? answer : prompt.selectedValues;
}

function bar(colour: 'gray' | 'cyan' | 'yellow'): string {
  return styleText(colour, S_BAR);
}

function dimmed(text: string, indent = ''): string[] {
  if (text === '') return [];
  return beside(text, indent).map((line) => styleText('dim', line));
}

function row({ label }: Choice, isFocused: boolean, isChosen: boolean): string {
  const box = isChosen ? styleText('green', S_CHECKBOX_SELECTED) : styleText('dim', S_CHECKBOX_INACTIVE);
  return `${box} ${isFocused ? styleText('cyan', label) : styleText('dim', label)}`;
}

/** Whether a choice is found by what was typed, whatever its accents and capitals. */
function finds(typed: string, { label, hint, value }: Choice): boolean {
  return plain(`${label} ${value} ${hint ?? ''}`).includes(plain(typed.trim()));
}

function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
