import { check, type Locate } from './check.ts';
import { digestOf } from './digest.ts';
import type { Document } from './document.ts';
import type { Catalogue } from './facts.ts';
import {
  type Ledger,
  LedgerSchema,
  type Manifest,
  ManifestSchema,
  type Measure,
  RuleFileSchema,
  type RuleSource,
  type ScoreSource,
  type WholePack,
} from './pack.ts';
import { cycles } from './pack-cycles.ts';
import { type Located, PartReader, type Parts } from './part-reader.ts';
import { InputError, type Path, type Problem } from './problem.ts';

/** The documents of a pack folder. */
export interface PackDocuments {
  manifest: Document;
  ledger: Document;
  rules: readonly Document[];
}

/** A pack as its author works on it: the pack, and where each of its parts stands. */
export interface AuthoredPack {
  pack: WholePack;
  source: PackSource;
  /** A rule, score or measure. */
  locatePart(id: string, path: Path, reason: string, hint?: string): Problem;
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
  const files = documents.rules.map(({ value, locate }) => ({
    file: check(RuleFileSchema, value, locate),
    locate,
  }));
  const parts: Parts = {
    rules: files.flatMap(({ file, locate }) => listed(file.rules, below(locate, ['rules']))),
    scores: files.flatMap(({ file, locate }) => listed(file.scores, below(locate, ['scores']))),
    measures: files.flatMap(({ file, locate }) => listed(file.measures, below(locate, ['measures']))),
  };
  const all: readonly Located<{ id: string }>[] = [...parts.rules, ...parts.scores, ...parts.measures];
  const locates = new Map(all.map(({ value, locate }) => [value.id, locate]));
  return {
    pack: assemblePack({ value: manifest, locate: documents.manifest.locate }, parts, ledger, catalogue),
    source: {
      manifest,
      rules: parts.rules.map(({ value }) => value),
      scores: parts.scores.map(({ value }) => value),
      measures: parts.measures.map(({ value }) => value),
      ledger,
    },
    locatePart: (id, path, reason, hint) =>
      (locates.get(id) ?? documents.manifest.locate)(path, reason, hint),
    locateManifest: documents.manifest.locate,
    locateLedger: documents.ledger.locate,
  };
}

/** What a pack looks like once its documents were read: what the build stores and running code loads. */
export interface PackSource {
  manifest: Manifest;
  rules: readonly RuleSource[];
  scores: readonly ScoreSource[];
  measures: readonly Measure[];
  ledger: Ledger;
}

/** Digest of what a pack's rule files hold: what its list of changes records of each version. */
export function digestOfParts({ rules, scores, measures }: PackSource): string {
  return digestOf({ rules, scores, measures });
}

/** Makes a pack ready for evaluation from its stored form. */
export function packFromSource(source: PackSource, catalogue: Catalogue): WholePack {
  const locate: Locate = (path, reason, hint) => ({ pointer: path.join('/'), reason, ...(hint && { hint }) });
  const located = <T extends { id: string }>(values: readonly T[]): Located<T>[] =>
    values.map((value) => ({ value, locate: below(locate, [value.id]) }));
  const parts = {
    rules: located(source.rules),
    scores: located(source.scores),
    measures: located(source.measures),
  };
  return assemblePack({ value: source.manifest, locate }, parts, source.ledger, catalogue);
}

function assemblePack(
  manifest: Located<Manifest>,
  parts: Parts,
  ledger: Ledger,
  catalogue: Catalogue,
): WholePack {
  const problems: Problem[] = [];
  const reader = new PartReader(manifest, parts, catalogue, problems);
  const roles = new Map(
    Object.entries(manifest.value.roles).map(([role, source]) => [
      role,
      reader.condition(source, manifest, ['roles', role]),
    ]),
  );
  const schedules = new Map(
    Object.keys(manifest.value.schedules).map((id) => [id, reader.schedule(id, manifest, [])]),
  );
  const rules = parts.rules.map((source) => reader.rule(source, schedules));
  const scores = parts.scores.map((source) => reader.score(source));
  const measures = parts.measures.map((source) => reader.measure(source));
  reader.checkReferences();
  if (problems.length === 0) problems.push(...cycles(rules, scores, parts));
  if (problems.length > 0) throw new InputError(problems);
  return {
    id: manifest.value.pack,
    version: manifest.value.version,
    manifest: manifest.value,
    digest: digestOf({
      manifest: manifest.value,
      rules: parts.rules.map(({ value }) => value),
      scores: parts.scores.map(({ value }) => value),
      measures,
    }),
    scope: manifest.value.scope,
    roles,
    rules,
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    scores: new Map(scores.map((score) => [score.id, score])),
    measures,
    ledger,
  };
}

function listed<T>(values: readonly T[] | undefined, locate: Locate): Located<T>[] {
  return (values ?? []).map((value, i) => ({ value, locate: below(locate, [i]) }));
}

function below(locate: Locate, prefix: Path): Locate {
  return (path, reason, hint) => locate([...prefix, ...path], reason, hint);
}
