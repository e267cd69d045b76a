import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

export const VERSIONS = ['1.5', '1.6', '1.7'] as const;

/** Characters that a reference has only in percent-encoding (RFC 3987). */
const NOT_IN_REFERENCE = /[\p{Cc}\p{Cs}\s<>"{}|\\^`]|%(?![0-9a-f]{2})/iu;

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('iri-reference', (text) => !NOT_IN_REFERENCE.test(text));
ajv.addFormat('idn-email', /^[^\s@]+@[^\s@]+$/);
for (const name of ['spdx', 'jsf-0.82', 'cryptography-defs']) ajv.addSchema(schema(name));

/** The official schemas, by version. */
const VALIDATORS: Readonly<Record<string, ValidateFunction>> = Object.fromEntries(
  VERSIONS.map((version) => [version, ajv.compile(schema(`bom-${version}`))]),
);

/** What the official schema of its version says against a BOM. */
export function problemsOf(bom: unknown, version: string): string[] {
  const validate = VALIDATORS[version];
  if (!validate) throw new Error(`no schema of ${version}`);
  validate(bom);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function schema(name: string): object {
  const content: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, 'fixtures', `${name}.schema.json`), 'utf8'),
  );
  if (typeof content !== 'object' || content === null) throw new Error(name);
  return content;
}
