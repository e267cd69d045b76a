import { check } from './check.ts';
import { type Document, readDocument } from './document.ts';
import type { Catalogue } from './facts.ts';
import { ProvisionIndexSchema } from './pack.ts';
import { InputError } from './problem.ts';
import { type AuthoredPack, readPack } from './read-pack.ts';
import { type ScenarioFile, ScenarioFileSchema } from './scenario.ts';

const MANIFEST = 'pack.yaml';
const LEDGER = 'provisions.yaml';
const INDEX = 'provisions.index.json';
const RULES = /^[^/]+\.yaml$/;
const SCENARIOS = /^scenarios\/[^/]+\.yaml$/;

/** One file of a pack as its author wrote it. */
export interface PackFile {
  /** Its path within the folder of the pack: `pack.yaml`, `scenarios/basics.yaml`. */
  path: string;
  content: string | Uint8Array;
  /** What it is called in messages. */
  shown: string;
}

/** A file of scenarios, and where each of its parts stands. */
export interface ScenarioSource extends ScenarioFile {
  document: Document;
}

/** What the files of a pack come to. */
export interface PackContents {
  authored: AuthoredPack;
  /** Every provision of the official text; empty where there is no `provisions.index.json`. */
  index: readonly string[];
  scenarios: readonly ScenarioSource[];
}

/** Whether a file of this path can be part of a pack. */
export function isPackPath(path: string): boolean {
  return path === INDEX || RULES.test(path) || SCENARIOS.test(path);
}

/**
 * Reads a pack with its ledger, index and scenarios.
 *
 * @param files in any order; YAML files beside `pack.yaml` and `provisions.yaml` are rule files
 * @throws InputError with file, line and column of everything that does not read
 */
export function readPackFiles(files: readonly PackFile[], catalogue: Catalogue): PackContents {
  const ordered = [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
  const at = (path: string): PackFile | undefined => ordered.find((file) => file.path === path);
  const manifest = at(MANIFEST);
  if (!manifest) {
    const hint = 'it says which instrument the pack is about';
    throw new InputError([{ pointer: '', file: MANIFEST, reason: 'is missing', hint }]);
  }
  const ledger = at(LEDGER);
  const rules = ordered.filter(({ path }) => RULES.test(path) && path !== MANIFEST && path !== LEDGER);
  const authored = readPack(
    {
      manifest: read(manifest),
      ledger: ledger ? read(ledger) : emptyLedger(manifest),
      rules: rules.map(read),
    },
    catalogue,
  );
  const scenarios = ordered.filter(({ path }) => SCENARIOS.test(path)).map(readScenarios);
  return { authored, index: readIndex(at(INDEX)), scenarios };
}

/** A pack without a ledger reads like one that answers nothing, so that lint names every provision. */
function emptyLedger({ shown }: PackFile): Document {
  const file = shown.replace(MANIFEST, LEDGER);
  return {
    value: { provisions: {} },
    place: () => ({ line: 1, column: 1 }),
    isBlank: () => false,
    locate: (_, reason, hint) => ({ file, pointer: '', reason, ...(hint && { hint }) }),
  };
}

function readIndex(file: PackFile | undefined): string[] {
  if (!file) return [];
  const document = read(file);
  return check(ProvisionIndexSchema, document.value, document.locate).provisions.map(({ id }) => id);
}

function readScenarios(file: PackFile): ScenarioSource {
  const document = read(file);
  return { ...check(ScenarioFileSchema, document.value, document.locate), document };
}

function read({ content, shown }: PackFile): Document {
  return readDocument(content, shown, 'resolve');
}
