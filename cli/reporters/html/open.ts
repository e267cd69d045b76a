import type { Question } from '../../../engine/ask.ts';
import { counted } from '../../page.ts';
import { noticesOf } from '../notices.ts';
import { isUndetermined } from '../wording.ts';
import { html, type Markup } from './markup.ts';
import type { Chapter, Section } from './section.ts';

const SHOWN_QUESTIONS = 20;

/** The questions that can still change something, the most telling first. */
export function questionsChapter({ id, checked }: Section): Chapter[] {
  if (!checked.report.assessments.some(({ findings }) => findings.some(isUndetermined))) return [];
  const questions = checked.questions();
  const more = questions.length - SHOWN_QUESTIONS;
  const body = html`
<p>What is undetermined hangs on these questions. The first settle most.</p>
<ol class="questions">${questions.slice(0, SHOWN_QUESTIONS).map(question)}</ol>
${more > 0 && html`<p>And ${more} more; <code>jurismap ask</code> has all.</p>`}`;
  return [{ id: `${id}.questions`, title: 'What to ask next', body }];
}

function question({ fact, question, help, options, affects }: Question): Markup {
  return html`<li><b>${question}</b> <span class="source">${fact}, bears on ${counted(affects, 'open finding')}</span>${help && html`<br>${help}`}${
    options.length > 0 && html`<br>${options.map(({ label }) => label).join('; ')}`
  }</li>\n`;
}

/** What was not looked at, and what does not do what somebody may think it does. */
export function limitsChapter({ id, checked }: Section): Chapter[] {
  const notices = noticesOf(checked.report);
  if (notices.length === 0) return [];
  const body = html`<ul>${notices.map((notice) => html`<li>${notice}</li>\n`)}</ul>`;
  return [{ id: `${id}.limits`, title: 'What was not looked at, or has no effect', body }];
}
