import type { Locate } from './check.ts';
import { type Condition, type Names, type Report, readCondition, type Test } from './condition.ts';
import { digestOf } from './digest.ts';
import type { Catalogue, Fact } from './facts.ts';
import type {
  Exception,
  Manifest,
  Measure,
  Rule,
  RuleSource,
  ScoreSource,
  Window,
  WindowSource,
} from './pack.ts';
import { type Path, type Problem, suggest } from './problem.ts';
import type { Score, ScoreItem } from './score.ts';

/** A part of a pack, and how to say where it stands in its file. */
export interface Located<T> {
  value: T;
  locate: Locate;
}

/** What the rule files of a pack hold. */
export interface Parts {
  rules: readonly Located<RuleSource>[];
  scores: readonly Located<ScoreSource>[];
  measures: readonly Located<Measure>[];
}

type ExceptionSource = NonNullable<RuleSource['unless']>[number];
type ScoreItemSource = Extract<ScoreSource, { items: unknown }>['items'][number];

/** Reads the parts of one pack, noting every problem at its place. */
export class PartReader {
  readonly #manifest: Located<Manifest>;
  readonly #parts: Parts;
  readonly #catalogue: Catalogue;
  readonly #problems: Problem[];
  readonly #names: Names;

  constructor(manifest: Located<Manifest>, parts: Parts, catalogue: Catalogue, problems: Problem[]) {
    this.#manifest = manifest;
    this.#parts = parts;
    this.#catalogue = catalogue;
    this.#problems = problems;
    const referable = parts.rules.filter(({ value: { kind } }) => kind === 'definition' || kind === 'class');
    this.#names = {
      rules: new Set(referable.map(({ value }) => value.id)),
      scores: new Set(parts.scores.map(({ value }) => value.id)),
    };
  }

  condition(source: unknown, part: { locate: Locate }, path: Path): Condition {
    const report: Report = (at, reason, hint) => this.#problems.push(part.locate(at, reason, hint));
    return readCondition(source, path, this.#catalogue, this.#names, report);
  }

  /** The windows of a schedule, with those of the schedules it includes. */
  schedule(id: string, part: Located<Manifest>, trail: readonly string[]): Window[] {
    const { schedules } = part.value;
    return (schedules[id] ?? []).flatMap((item, i) => {
      const path = ['schedules', id, i];
      if (typeof item !== 'string') return [this.window(item, part, path)];
      if (schedules[item] && !trail.includes(item)) return this.schedule(item, part, [...trail, id]);
      const reason = schedules[item] ? `"${item}" includes itself` : `no schedule is called "${item}"`;
      this.#problems.push(part.locate(path, reason, suggest(item, Object.keys(schedules))));
      return [];
    });
  }

  window(source: WindowSource, part: { locate: Locate }, path: Path): Window {
    const { from, until } = source;
    if (typeof from === 'string' && until !== undefined && until <= from) {
      this.#problems.push(
        part.locate([...path, 'until'], `the window closes on ${until}, before it opens on ${from}`),
      );
    }
    if (typeof from !== 'string' && this.#catalogue.get(from.fact)?.type !== 'date') {
      this.#problems.push(part.locate([...path, 'from', 'fact'], `no date fact is called "${from.fact}"`));
    }
    return {
      id: source.id,
      from,
      until,
      when: source.when && this.condition(source.when, part, [...path, 'when']),
      cite: source.cite,
      notEnforced: source.notEnforced,
    };
  }

  exception(source: ExceptionSource, part: Located<RuleSource>, path: Path): Exception {
    return {
      id: source.id,
      cite: source.cite,
      rank: source.rank ?? 0,
      note: source.note,
      when: this.condition(source.when, part, [...path, 'when']),
      unless: (source.unless ?? []).map((inner, i) => this.exception(inner, part, [...path, 'unless', i])),
    };
  }

  rule(part: Located<RuleSource>, schedules: ReadonlyMap<string, readonly Window[]>): Rule {
    const source = part.value;
    const { applies } = source;
    const schedule = typeof applies === 'string' ? applies : 'default';
    if (typeof applies === 'string' && !schedules.has(applies)) {
      this.#problems.push(
        part.locate(['applies'], `no schedule is called "${applies}"`, suggest(applies, schedules.keys())),
      );
    }
    return {
      id: source.id,
      kind: source.kind,
      title: source.title,
      cite: source.cite,
      summary: source.summary,
      roles: source.roles ?? [],
      when: source.when && this.condition(source.when, part, ['when']),
      unless: (source.unless ?? []).map((exception, i) => this.exception(exception, part, ['unless', i])),
      windows: Array.isArray(applies)
        ? applies.map((window, i) => this.window(window, part, ['applies', i]))
        : (schedules.get(schedule) ?? []),
      scoped: source.scoped ?? true,
      controls: [source.control ?? []].flat(),
      relation: source.relation,
      missing: source.missing,
      measured: source.measured ?? [],
      severity: source.severity ?? 'medium',
      penalty: source.penalty,
      force: source.force ?? this.#manifest.value.force,
      parameters: source.parameters ?? {},
      evidence: source.evidence ?? [],
      notes: source.notes ?? [],
      unverified: source.unverified,
      digest: digestOf(source),
    };
  }

  score(part: Located<ScoreSource>): Score {
    const source = part.value;
    const base = { id: source.id, title: source.title, cite: source.cite, notes: source.notes ?? [] };
    if ('items' in source) {
      const items = source.items.map((item, i) => this.#scoreItem(item, part, ['items', i]));
      return { ...base, kind: 'questionnaire', items };
    }
    if (!this.#names.scores.has(source.of)) {
      this.#report(part, ['of'], `no score is called "${source.of}"`, suggest(source.of, this.#names.scores));
    }
    const when = this.condition(source.deduct.when, part, ['deduct', 'when']);
    return { ...base, kind: 'deduction', of: source.of, percent: source.deduct.percent, when };
  }

  #scoreItem(source: ScoreItemSource, part: Located<ScoreSource>, path: Path): ScoreItem {
    const fact = this.#catalogue.get(source.fact);
    const answers = fact && answersWithPoints(fact);
    if (!answers) {
      const reason = fact
        ? `"${source.fact}" has no options to give points to`
        : `no fact is called "${source.fact}"`;
      this.#report(part, [...path, 'fact'], reason);
    }
    for (const answer of Object.keys(source.points)) {
      if (!answers || answers.includes(answer)) continue;
      const hint = suggest(answer, answers) ?? `one of ${answers.join(', ')}`;
      this.#report(part, [...path, 'points', answer], `"${answer}" is no answer to "${source.fact}"`, hint);
    }
    return {
      fact: source.fact,
      answers: Object.entries(source.points).map(([answer, points]) => ({
        answer,
        given: { op: 'fact', fact: source.fact, test: testFor(fact, answer) },
        points,
      })),
      when: source.when && this.condition(source.when, part, [...path, 'when']),
      source: [source.source ?? []].flat(),
    };
  }

  measure(part: Located<Measure>): Measure {
    const { supplies, tables, groups } = part.value;
    if (supplies !== undefined && this.#catalogue.get(supplies)?.type !== 'number') {
      this.#report(part, ['supplies'], `no number fact is called "${supplies}"`);
    }
    const dimensions = new Set(tables.flat());
    for (const dimension of Object.keys(groups ?? {})) {
      if (!dimensions.has(dimension))
        this.#report(
          part,
          ['groups', dimension],
          `no table is by "${dimension}"`,
          suggest(dimension, dimensions),
        );
    }
    return part.value;
  }

  #report(part: { locate: Locate }, path: Path, reason: string, hint?: string): void {
    this.#problems.push(part.locate(path, reason, hint));
  }

  checkReferences(): void {
    const manifest = this.#manifest.value;
    const penalties = new Set((manifest.penalties ?? []).map((penalty) => penalty.id));
    const seen = new Set<string>();
    if (!this.#names.rules.has(manifest.scope)) {
      this.#problems.push(this.#manifest.locate(['scope'], `no definition is called "${manifest.scope}"`));
    }
    for (const { value, locate } of [...this.#parts.rules, ...this.#parts.scores, ...this.#parts.measures]) {
      if (seen.has(value.id))
        this.#problems.push(locate(['id'], `two parts of the pack are called "${value.id}"`));
      seen.add(value.id);
    }
    for (const { value: rule, locate } of this.#parts.rules) {
      for (const [i, role] of (rule.roles ?? []).entries()) {
        if (manifest.roles[role]) continue;
        const hint = suggest(role, Object.keys(manifest.roles));
        this.#problems.push(locate(['roles', i], `the pack has no role "${role}"`, hint));
      }
      if (rule.penalty && !penalties.has(rule.penalty)) {
        this.#problems.push(
          locate(['penalty'], `no penalty is called "${rule.penalty}"`, suggest(rule.penalty, penalties)),
        );
      }
      if (rule.kind === 'duty' && !rule.control) {
        this.#problems.push(locate(['id'], `the duty "${rule.id}" names no control`, 'add "control:"'));
      }
      if (rule.kind !== 'duty' && rule.measured) {
        this.#problems.push(
          locate(['measured'], `a ${rule.kind} is not met by what is measured`, 'only a duty is'),
        );
      }
      const isMore = rule.relation === 'superset' || rule.relation === 'partial';
      if (isMore !== (rule.missing !== undefined)) {
        const reason = isMore
          ? `a ${rule.relation} duty asks for more than its controls show`
          : 'only a superset or partial duty asks for more than its controls show';
        this.#problems.push(locate(['relation'], reason, isMore ? 'add "missing:"' : 'drop "missing:"'));
      }
    }
  }
}

function testFor(fact: Fact | undefined, answer: string): Test {
  return fact?.type === 'boolean'
    ? { is: 'equals', value: answer === 'yes' }
    : { is: 'any-of', values: [answer] };
}

/** The answers of a fact that points can be given for; undefined where there are none. */
function answersWithPoints(fact: Fact): string[] | undefined {
  switch (fact.type) {
    case 'boolean':
      return ['yes', 'no'];
    case 'enum':
    case 'set':
      return fact.options === 'places' ? undefined : fact.options.map(({ id }) => id);
    case 'number':
    case 'date':
      return undefined;
  }
}
