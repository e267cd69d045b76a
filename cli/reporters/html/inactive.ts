import type { Finding, Reason } from '../../../engine/finding.ts';
import { factRun } from './facts.ts';
import type { Teaching } from './finding.ts';
import { html, type Markup } from './markup.ts';
import { pinpoint } from './pinpoint.ts';

/** Facts named for a reason. */
const SHOWN_FACTS = 4;

/** Rules that do not apply and practices that are ruled out, those with the same reason together. */
export function inactiveList(findings: readonly Finding[], teaching: Teaching): Markup[] {
  const groups = Map.groupBy(findings, (finding) =>
    JSON.stringify([reasonOf(finding), factsOf(finding, teaching)]),
  );
  return [...groups.values()].map((some) => group(some, teaching));
}

function group(findings: readonly Finding[], teaching: Teaching): Markup {
  const [first] = findings;
  return html`
<div class="inactive">
<p>${first && reasonOf(first)}${first && factsIn(first, teaching)}</p>
<ul>${findings.map(
    ({ cite, title, role }) =>
      html`<li>${pinpoint(teaching.pack, cite)} ${title}${role && ` (${role})`}</li>`,
  )}</ul>
</div>`;
}

const REASONS: Partial<Record<Reason, string>> = {
  'out-of-scope': 'The instrument does not reach the system',
  'other-role': 'The duty is of another role',
  'condition-not-met': 'The conditions do not hold',
  'not-in-time': 'It applies at no time, today or later',
};

function reasonOf({ reason, exception }: Finding): string {
  if (exception) return `The exception of ${exception.cite} holds`;
  return (reason && REASONS[reason]) ?? 'Several conditions together rule it out';
}

/** The facts that are the rule's own; all, where it has none. */
function factsOf({ because }: Finding, { definitions }: Teaching): Finding['because'] {
  const shared = new Set(definitions.scope.map(({ fact }) => fact));
  const own = because.filter(({ fact }) => !shared.has(fact));
  return own.length > 0 ? own : because;
}

function factsIn(finding: Finding, teaching: Teaching): Markup | undefined {
  const facts = factsOf(finding, teaching);
  if (facts.length === 0) return undefined;
  const more = facts.length - SHOWN_FACTS;
  const shown = factRun(facts.slice(0, SHOWN_FACTS), teaching.definitions.catalogue);
  return html`: ${shown}${more > 0 && ` · and ${more} more`}`;
}
