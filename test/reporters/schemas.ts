import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { XmlDocument, XmlValidateError, XsdValidator } from 'libxml2-wasm';

/** Validation against the official schemas of the formats. Each function tells what is wrong. */

const FIXTURES = join(import.meta.dirname, 'fixtures');

const isUri = (text: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(text) && isUriReference(text);
// RFC 3986 allows nothing else; a colon in the first segment would make it a scheme.
const isUriReference = (text: string): boolean =>
  /^(?:%[\da-f]{2}|[\w\-.~:/?#[\]@!$&'()*+,;=])*$/i.test(text);

// The schema has the identifiers of draft 4, and is otherwise the same in draft 7.
const {
  $schema: _,
  id: $id,
  ...draft7
} = JSON.parse(readFileSync(join(FIXTURES, 'sarif-schema-2.1.0.json'), 'utf8'));
const ajv = new Ajv({
  allErrors: true,
  strictRequired: false,
  formats: { uri: isUri, 'uri-reference': isUriReference, 'date-time': /^\d{4}-\d\d-\d\dT[\d:.]+Z$/ },
});
const isSarif = ajv.compile({ $id, ...draft7 });

export function sarifProblems(document: unknown): string[] {
  if (isSarif(document)) return [];
  return (isSarif.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const JUNIT = ['JUnit-windyroad.xsd', 'jenkins-junit-10.xsd'].map((name) => ({
  name,
  validator: XsdValidator.fromDoc(XmlDocument.fromBuffer(readFileSync(join(FIXTURES, name)))),
}));

export function junitProblems(text: string): string[] {
  const document = XmlDocument.fromString(text);
  try {
    return JUNIT.flatMap(({ name, validator }) => {
      try {
        validator.validate(document);
        return [];
      } catch (error) {
        if (!(error instanceof XmlValidateError)) throw error;
        return error.details.map(({ message }) => `${name}: ${message.trim()}`);
      }
    });
  } finally {
    document.dispose();
  }
}
