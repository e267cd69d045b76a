import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import * as z from 'zod';
import { check } from '../engine/check.ts';
import { type Conflict, readConflicts } from '../engine/conflict.ts';
import { type Control, ControlSchema } from '../engine/controls.ts';
import { type Document, readDocument } from '../engine/document.ts';
import { Catalogue, FactSchema } from '../engine/facts.ts';
import type { Catalogues } from '../engine/lint.ts';
import type { WholePack } from '../engine/pack.ts';
import { isPackPath, type PackContents, readPackFiles } from '../engine/pack-files.ts';
import { type Parameters, ParametersSchema } from '../engine/parameters.ts';
import { InputError, type Problem } from '../engine/problem.ts';

const FactFileSchema = z.strictObject({ facts: z.array(FactSchema).min(1) });
const ControlFileSchema = z.strictObject({ controls: z.array(ControlSchema).min(1) });

/** The folder of one instrument, as its author works on it. */
export interface PackFolder extends PackContents {
  path: string;
}

/** Everything under `rules/`. */
export interface RulesFolder extends Catalogues {
  packs: readonly PackFolder[];
  conflicts: readonly Conflict[];
}

/**
 * Reads the fact catalogue, the control catalogue and every folder that holds a `pack.yaml`.
 *
 * @param root the folder `rules/`
 * @throws InputError with file, line and column of everything that does not read, in all packs
 */
export function readRulesFolder(root: string): RulesFolder {
  const catalogues = readCatalogues(root);
  const { catalogue } = catalogues;
  const problems: Problem[] = [];
  const packs = packFolders(root).flatMap((path) => {
    try {
      return [readPackFolder(path, catalogue)];
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new InputError(problems);
  const conflicts = readConflictFile(
    join(root, 'conflicts.yaml'),
    packs.map(({ authored }) => authored.pack),
    catalogue,
  );
  return { ...catalogues, packs, conflicts };
}

/** Reads the declared conflicts; a folder of rules without them has none. */
function readConflictFile(path: string, packs: readonly WholePack[], catalogue: Catalogue): Conflict[] {
  return existsSync(path) ? readConflicts(readAuthored(path), packs, catalogue) : [];
}

/** Reads the catalogues of facts, controls and parameters. */
export function readCatalogues(root: string): Catalogues {
  return {
    catalogue: readCatalogue(join(root, 'facts')),
    controls: readControls(join(root, 'controls.yaml')),
    parameters: readParameters(join(root, 'parameters.yaml')),
  };
}

/** Reads the fact catalogue from the YAML files of a folder, in the order of their names. */
function readCatalogue(folder: string): Catalogue {
  const located = yamlFiles(folder).flatMap((path) => {
    const document = readAuthored(path);
    const { facts } = check(FactFileSchema, document.value, document.locate);
    return facts.map((fact, i) => ({ fact, document, i }));
  });
  const catalogue = new Catalogue(located.map(({ fact }) => fact));
  const problems = catalogue.defects().map((problem) => {
    const [index, ...rest] = problem.pointer.split('/').slice(1);
    const at = located[Number(index)];
    return at ? at.document.locate(['facts', at.i, ...rest], problem.reason, problem.hint) : problem;
  });
  if (problems.length > 0) throw new InputError(problems);
  return catalogue;
}

/** Reads the control catalogue; a folder of rules without one has no controls. */
function readControls(path: string): Control[] {
  if (!existsSync(path)) return [];
  const document = readAuthored(path);
  return check(ControlFileSchema, document.value, document.locate).controls;
}

/** Reads the vocabulary of quantities; a folder of rules without one has none. */
function readParameters(path: string): Parameters {
  if (!existsSync(path)) return { parameters: [], events: [] };
  const document = readAuthored(path);
  return check(ParametersSchema, document.value, document.locate);
}

/** Every folder below `root` that holds a `pack.yaml`, in alphabetical order. */
function packFolders(root: string): string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => basename(path) === 'pack.yaml')
    .map((path) => join(root, dirname(path)))
    .sort();
}

/**
 * Reads one pack with its ledger, index and scenarios.
 *
 * @param path a folder with a `pack.yaml`; its other YAML files are rule files, but for `provisions.yaml`
 * @throws InputError with file, line and column of everything that does not read
 */
export function readPackFolder(path: string, catalogue: Catalogue): PackFolder {
  const files = [...namesIn(path), ...namesIn(join(path, 'scenarios')).map((name) => `scenarios/${name}`)]
    .filter(isPackPath)
    .map((name) => {
      const file = join(path, name);
      return { path: name, content: readFileSync(file), shown: shown(file) };
    });
  return { path, ...readPackFiles(files, catalogue) };
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

function yamlFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => join(folder, name));
}

function readAuthored(path: string): Document {
  return readDocument(readFileSync(path), shown(path), 'resolve');
}

/** The path as a person in the working directory would write it. */
function shown(path: string): string {
  return relative(process.cwd(), path) || path;
}
