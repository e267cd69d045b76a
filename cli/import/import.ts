import { toText } from '../../engine/document.ts';
import { InputError } from '../../engine/problem.ts';
import { isCycloneDx } from '../cyclonedx/bom.ts';
import { MAX_JSON_BYTES, readJson } from '../json-text.ts';
import { at, isMap } from '../json-values.ts';
import { readInput } from '../read-input.ts';
import { isDataSet, readCroissant } from './croissant.ts';
import { readCycloneDx } from './cyclonedx.ts';
import { beginsAsCard, readCard } from './hugging-face.ts';
import type { Imported } from './imported.ts';
import { isSpdx3, readSpdx } from './spdx.ts';

const READ = 'CycloneDX and SPDX 3 in JSON, Croissant, model and dataset cards of Hugging Face are read';

/**
 * Reads a standard document about a model, a system or a data set, whichever its content says it is.
 *
 * @param text its bytes
 * @param file its name, for messages
 * @throws InputError when it is none of these documents, is broken, or is of a version that is not read
 */
export function importDocument(text: Uint8Array, file: string): Imported {
  const content = toText(text, file, MAX_JSON_BYTES);
  const start = content.trimStart();
  if (start.startsWith('{') || start.startsWith('[')) return importJson(content, file);
  if (beginsAsCard(content)) return readCard(content, file);
  const [reason, hint] = refusalOf(start);
  throw new InputError([{ file, line: 1, column: 1, pointer: '', reason, hint }]);
}

/** Reads a standard document from a file; it may be longer than a profile. */
export function importFile(file: string): Imported {
  return importDocument(readInput(file, MAX_JSON_BYTES), file);
}

function importJson(content: string, file: string): Imported {
  const json = readJson(content, file);
  const { value, locate } = json;
  if (isCycloneDx(value)) return readCycloneDx(json);
  if (isSpdx3(value)) return readSpdx(json);
  if (isDataSet(value)) return readCroissant(json);
  const spdx = at(value, 'spdxVersion');
  if (typeof spdx === 'string')
    throw new InputError([locate(['spdxVersion'], `is ${spdx}, and only SPDX 3 can describe AI`, READ)]);
  if (isMap(value) && Object.hasOwn(value, 'jurismap'))
    throw new InputError([locate(['jurismap'], 'is a profile already', '"jurismap check" evaluates it')]);
  throw new InputError([locate([], 'is JSON, but no document that is known here', READ)]);
}

function refusalOf(start: string): [reason: string, hint: string] {
  if (start === '') return ['is empty', READ];
  if (/^<[^>]*>?[\s\S]{0,2000}cyclonedx\.org\/schema\/bom/.test(start))
    return [
      'is CycloneDX in XML, and only JSON is read',
      'convert it, for instance with "cyclonedx convert"',
    ];
  if (start.startsWith('<')) return ['is XML or HTML', READ];
  if (/^SPDXVersion:/m.test(start))
    return ['is SPDX 2 in tag-value form, and only SPDX 3 can describe AI', READ];
  if (/^(?:[^\S\n]*(?:#.*)?\n)*jurismap:/.test(start))
    return ['is a profile already', '"jurismap check" evaluates it'];
  return [
    'has no metadata: a card begins with them, between two lines of three hyphens',
    'add them, or answer the questions without this file',
  ];
}
