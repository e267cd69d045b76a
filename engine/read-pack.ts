import { check, type Locate } from './check.ts';
import { type Condition, type Report, readCondition } from './condition.ts';
import { digestOf } from './digest.ts';
import type { Document } from './document.ts';
import type { Catalogue } from './facts.ts';
import {
  type Exception,
  type Ledger,
  LedgerSchema,
  type Manifest,
  ManifestSchema,
  type Pack,
  type Rule,
  RuleFileSchema,
  type RuleSource,
  type Window,
  type WindowSource,
} from './pack.ts';
import { InputError, type Path, type Problem, suggest } from './problem.ts';
import { referencesOf } from './references.ts';

/** A part of a pack, and how to say where it stands in its file. */
interface Located<T> {
  value: T;
  locate: Locate;
}

/** The documents of a pack folder. */
export interface PackDocuments {
  manifest: Document;
  ledger: Document;
  rules: readonly Document[];
}

/** A pack as its author works on it: the pack, and where each of its parts stands. */
export interface AuthoredPack {
  pack: Pack;
  source: PackSource;
  locateRule(rule: string, path: Path, reason: string, hint?: string): Problem;
  locateManifest: Locate;
  locateLedger: Locate;
}

/**
 * Reads a pack from its documents: shapes, conditions, and references between its parts. Whether the pack makes sense
 * as law is `lint`'s business.
 *
 * @throws InputError with file, line and column of everything that is wrong
 */
export function readPack(documents: PackDocuments, catalogue: Catalogue): AuthoredPack {
  const manifest = check(ManifestSchema, documents.manifest.value, documents.manifest.locate);
  const ledger = check(LedgerSchema, documents.ledger.value, documents.ledger.locate);
  const rules = documents.rules.flatMap((document) => {
    const file = check(RuleFileSchema, document.value, document.locate);
    return file.rules.map(
      (value, i): Located<RuleSource> => ({ value, locate: below(document.locate, ['rules', i]) }),
    );
  });
  const locates = new Map(rules.map(({ value, locate }) => [value.id, locate]));
  return {
    pack: assemblePack({ value: manifest, locate: documents.manifest.locate }, rules, ledger, catalogue),
    source: { manifest, rules: rules.map(({ value }) => value), ledger },
    locateRule: (rule, path, reason, hint) =>
      (locates.get(rule) ?? documents.manifest.locate)(path, reason, hint),
    locateManifest: documents.manifest.locate,
    locateLedger: documents.ledger.locate,
  };
}

/** What a pack looks like once its documents were read: what the build stores and running code loads. */
export interface PackSource {
  manifest: Manifest;
  rules: readonly RuleSource[];
  ledger: Ledger;
}

/** Makes a pack ready for evaluation from its stored form. */
export function packFromSource(source: PackSource, catalogue: Catalogue): Pack {
  const locate: Locate = (path, reason, hint) => ({ pointer: path.join('/'), reason, ...(hint && { hint }) });
  const rules = source.rules.map((value) => ({ value, locate: below(locate, [value.id]) }));
  return assemblePack({ value: source.manifest, locate }, rules, source.ledger, catalogue);
}

function assemblePack(
  manifest: Located<Manifest>,
  sources: readonly Located<RuleSource>[],
  ledger: Ledger,
  catalogue: Catalogue,
): Pack {
  const problems: Problem[] = [];
  const reader = new PartReader(manifest, sources, catalogue, problems);
  const roles = new Map(
    Object.entries(manifest.value.roles).map(([role, source]) => [
      role,
      reader.condition(source, manifest, ['roles', role]),
    ]),
  );
  const schedules = new Map(
    Object.keys(manifest.value.schedules).map((id) => [id, reader.schedule(id, manifest, [])]),
  );
  const rules = sources.map((source) => reader.rule(source, schedules));
  reader.checkReferences();
  if (problems.length === 0) problems.push(...cycles(rules, sources));
  if (problems.length > 0) throw new InputError(problems);
  return {
    id: manifest.value.pack,
    version: manifest.value.version,
    manifest: manifest.value,
    digest: digestOf({ manifest: manifest.value, rules: sources.map((source) => source.value) }),
    scope: manifest.value.scope,
    roles,
    rules,
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    ledger,
  };
}

type ExceptionSource = NonNullable<RuleSource['unless']>[number];

/** Reads the parts of one pack, noting every problem at its place. */
class PartReader {
  readonly #manifest: Located<Manifest>;
  readonly #sources: readonly Located<RuleSource>[];
  readonly #catalogue: Catalogue;
  readonly #problems: Problem[];
  readonly #referable: ReadonlySet<string>;

  constructor(
    manifest: Located<Manifest>,
    sources: readonly Located<RuleSource>[],
    catalogue: Catalogue,
    problems: Problem[],
  ) {
    this.#manifest = manifest;
    this.#sources = sources;
    this.#catalogue = catalogue;
    this.#problems = problems;
    this.#referable = new Set(
      sources
        .filter(({ value }) => value.kind === 'definition' || value.kind === 'class')
        .map(({ value }) => value.id),
    );
  }

  condition(source: unknown, part: { locate: Locate }, path: Path): Condition {
    const report: Report = (at, reason, hint) => this.#problems.push(part.locate(at, reason, hint));
    return readCondition(source, path, this.#catalogue, this.#referable, report);
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

  checkReferences(): void {
    const manifest = this.#manifest.value;
    const penalties = new Set((manifest.penalties ?? []).map((penalty) => penalty.id));
    const seen = new Set<string>();
    if (!this.#referable.has(manifest.scope)) {
      this.#problems.push(this.#manifest.locate(['scope'], `no definition is called "${manifest.scope}"`));
    }
    for (const { value: rule, locate } of this.#sources) {
      if (seen.has(rule.id)) this.#problems.push(locate(['id'], `two rules are called "${rule.id}"`));
      seen.add(rule.id);
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
    }
  }
}

/** Definitions that lead back to themselves. */
function cycles(rules: readonly Rule[], sources: readonly Located<RuleSource>[]): Problem[] {
  const references = new Map(rules.map((rule) => [rule.id, referencesOf(rule)]));
  const problems: Problem[] = [];
  const done = new Set<string>();
  const visit = (id: string, trail: readonly string[]): void => {
    if (trail.includes(id)) {
      const circle = [...trail.slice(trail.indexOf(id)), id].join(' → ');
      const at = sources.find((source) => source.value.id === id);
      if (at) problems.push(at.locate(['when'], `refers to itself: ${circle}`));
      return;
    }
    if (done.has(id)) return;
    for (const next of references.get(id) ?? []) visit(next, [...trail, id]);
    done.add(id);
  };
  for (const rule of rules) visit(rule.id, []);
  return problems;
}

function below(locate: Locate, prefix: Path): Locate {
  return (path, reason, hint) => locate([...prefix, ...path], reason, hint);
}
