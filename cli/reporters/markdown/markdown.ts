import type { Gate } from '../../../engine/gate.ts';
import { verdict } from '../../check/verdict.ts';
import { counted } from '../../page.ts';
import type { CheckContext, CheckedSystem, Reporter } from '../reporter.ts';
import { Shortlist } from './shortlist.ts';
import { signOf } from './sign.ts';
import { partsOf } from './system.ts';
import { text } from './text.ts';

/** GitHub takes comments of 65,536 characters; whoever posts one adds a line or two. */
const ROWS_LENGTH = 8_000;
const SECTIONS_LENGTH = 48_000;

/**
 * For pull requests and job summaries: the verdict, what stops the deployment, and the rest folded away. Never too long
 * for a comment, however many systems there are: what is gravest is kept.
 */
export function markdown(context: CheckContext): Reporter {
  const rows = new Shortlist(ROWS_LENGTH);
  const sections = new Shortlist(SECTIONS_LENGTH);
  let systems = 0;
  return {
    system: (checked) => {
      systems += 1;
      const gravity = GRAVEST_FIRST.indexOf(checked.report.gate.result);
      const place = gravity * PLACES + systems;
      if (context.count > 1) rows.add({ rank: gravity, place, text: row(checked) });
      partsOf(checked, context).forEach((part, i) => {
        const rank = i === 0 ? gravity : GRAVEST_FIRST.length + gravity;
        sections.add({ rank, place: place + i / PARTS, text: part });
      });
      return '';
    },
    frame: (gate) => ({
      head: [headingOf(gate), '', outcomeOf(gate), '', ...overview(rows, context), ''].join('\n'),
      tail: [...sections.kept, ...shortened(sections), verdict(gate), ''].join('\n'),
    }),
  };
}

const GRAVEST_FIRST: readonly Gate['result'][] = [
  'prohibited',
  'gap',
  'nothing-in-scope',
  'undetermined',
  'pass',
];
/** More than there are systems, or parts of one. */
const PLACES = 1e9;
const PARTS = 100;

function headingOf(gate: Gate): string {
  return `## Jurismap: ${signOf(gate)}`;
}

function outcomeOf({ exitCode, reason }: Gate): string {
  const outcome = exitCode === 0 ? 'The deployment may go on' : 'The deployment stops';
  return `**${outcome}**: ${reason}.`;
}

function overview(rows: Shortlist, { count }: CheckContext): string[] {
  if (count < 2) return [];
  return [
    '| system | verdict | why |',
    '| --- | --- | --- |',
    ...rows.kept,
    ...(rows.left > 0 ? ['', `And ${counted(rows.left, 'more system')}.`] : []),
    '',
  ];
}

function row({ report: { system, gate } }: CheckedSystem): string {
  return `| ${text(system.name, 80)} | ${signOf(gate)} | ${text(gate.reason)} |`;
}

function shortened({ left }: Shortlist): string[] {
  return left === 0
    ? []
    : [
        `Shortened by ${counted(left, 'section')}: the formats \`html\`, \`table\` and \`json\` have everything.`,
        '',
      ];
}
