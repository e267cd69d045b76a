import { SEVERITIES } from '../../engine/pack.ts';
import { verdict } from '../check/verdict.ts';
import { counted } from '../page.ts';
import { issueText, sentence } from './issue-text.ts';
import { type Issue, issuesOf } from './issues.ts';
import type { CheckContext, CheckedSystem, Reporter } from './reporter.ts';
import { repositoryPath } from './repository-path.ts';
import { type Annotation, annotation, group } from './workflow-command.ts';

/**
 * Workflow commands of GitHub Actions: the gravest issues of all systems as annotations on the lines of the profiles that
 * cause them, then every issue of every system in the log.
 */
export function github(context: CheckContext): Reporter {
  const gravest = new Gravest();
  return {
    system: (checked) => {
      const { system, gate } = checked.report;
      const lines = issuesOf(checked, context).map((issue) => {
        const annotated = annotationOf(issue, checked, context);
        gravest.add(annotated, gravityOf(issue));
        return lineOf(annotated);
      });
      if (gate.counts.upcoming > 0) {
        lines.push(`${counted(gate.counts.upcoming, 'rule')} to come: "jurismap timeline" tells when.`);
      }
      return `${group(`${system.id} (${checked.file}): ${gate.result}, ${gate.reason}`, lines)}\n`;
    },
    frame: (gate) => ({ head: gravest.shown(), tail: `${gravest.hidden()}${verdict(gate)}\n` }),
  };
}

function annotationOf(issue: Issue, { file }: CheckedSystem, { rules }: CheckContext): Annotation {
  const { rule, title, state, law, more, url } = issueText(issue, rules.packs);
  const path = repositoryPath(file);
  const [{ line, column }] = issue.places;
  return {
    kind: kindOf(issue),
    title: `${title} (${rule})`,
    message: [sentence(state), ...(law ? [law] : []), ...more].join(' ') + (url ? `\n${url}` : ''),
    place: path === undefined ? undefined : { file: path, line, column },
  };
}

function lineOf({ kind, title, message, place }: Annotation): string {
  const at = place ? `${place.file}:${place.line}:${place.column}: ` : '';
  return `${kind}: ${at}${title}: ${message}`;
}

type Kind = Annotation['kind'];

function kindOf(issue: Issue): Kind {
  if (issue.standing === 'fails') return 'error';
  const isQuiet =
    issue.about === 'limit' ? issue.limit === 'uncovered-places' : issue.standing !== 'tolerated';
  return isQuiet ? 'notice' : 'warning';
}

/** The lower, the graver. Limits come first among warnings, where what the policy lets pass could crowd them out. */
function gravityOf(issue: Issue): number {
  switch (issue.about) {
    case 'limit':
      return issue.standing === 'fails' ? UNDETERMINED + 1 : 0;
    case 'scope':
      return UNDETERMINED;
    case 'finding': {
      const { outcome, severity } = issue.finding;
      if (outcome === 'prohibited') return 1;
      return outcome === 'undetermined' ? UNDETERMINED : 2 + SEVERITIES.indexOf(severity);
    }
  }
}

const UNDETERMINED = 2 + SEVERITIES.length;

/** Of each kind, GitHub shows no more annotations of a step. One notice is kept for telling how many more there are. */
const SHOWN: Readonly<Record<Kind, number>> = { error: 10, warning: 10, notice: 9 };
const KINDS = ['error', 'warning', 'notice'] as const;

/** Keeps the annotations that are shown, however many systems there are. */
class Gravest {
  readonly #kept: Record<Kind, { gravity: number; text: string }[]> = { error: [], warning: [], notice: [] };
  readonly #counts: Record<Kind, number> = { error: 0, warning: 0, notice: 0 };

  add(annotated: Annotation, gravity: number): void {
    const { kind } = annotated;
    this.#counts[kind] += 1;
    // Sorting is stable: of two that are equally grave, the first one stays.
    this.#kept[kind] = [...this.#kept[kind], { gravity, text: annotation(annotated) }]
      .sort((a, b) => a.gravity - b.gravity)
      .slice(0, SHOWN[kind]);
  }

  shown(): string {
    return KINDS.flatMap((kind) => this.#kept[kind])
      .map(({ text }) => `${text}\n`)
      .join('');
  }

  hidden(): string {
    const more = KINDS.map((kind) => [kind, this.#counts[kind] - this.#kept[kind].length] as const)
      .filter(([, count]) => count > 0)
      .map(([kind, count]) => counted(count, `more ${kind}`));
    if (more.length === 0) return '';
    const message = `Only the gravest are shown as annotations; the log of this step has ${more.join(', ')}.`;
    return `${annotation({ kind: 'notice', title: 'Jurismap', message, place: undefined })}\n`;
  }
}
