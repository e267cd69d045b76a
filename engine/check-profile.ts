import { byPointer, check, type Locate } from './check.ts';
import { type Document, readDocument } from './document.ts';
import type { Catalogue } from './facts.ts';
import { InputError, suggest } from './problem.ts';
import { type Profile, profileCheck } from './profile.ts';

/**
 * Checks a profile that was already parsed, such as the body of a request.
 *
 * @throws InputError with a problem for every bad field
 */
export function checkProfile(value: unknown, catalogue: Catalogue, locate: Locate = byPointer): Profile {
  refuseNewer(value, locate);
  return check(schemaFor(catalogue), value, (path, reason, hint) => {
    const isUnknownFact =
      path.length === 2 && path[0] === 'facts' && catalogue.get(String(path[1])) === undefined;
    if (!isUnknownFact) return locate(path, reason, hint);
    const id = String(path[1]);
    const nearest = suggest(
      id,
      catalogue.facts.map((fact) => fact.id),
    );
    return locate(path, `no fact is called "${id}"`, nearest ?? '"jurismap facts" lists them');
  });
}

/**
 * Reads a profile from YAML or JSON text.
 *
 * @param source text, or bytes in UTF-8
 * @param file its name, for messages
 * @returns the profile, and the document that knows where each of its parts stands
 * @throws InputError with file, line and column for every bad field
 */
export function readProfile(
  source: string | Uint8Array,
  file: string,
  catalogue: Catalogue,
): { profile: Profile; document: Document } {
  const document = readDocument(source, file);
  if (document.value === null || document.value === undefined) {
    throw new InputError([document.locate([], 'is empty', 'a profile starts with "jurismap: 1"')]);
  }
  return { profile: checkProfile(withFacts(document), catalogue, document.locate), document };
}

/** `facts:` with nothing below it but comments states no fact, as `{}` does. A null that is written is refused. */
function withFacts({ value, isBlank }: Document): unknown {
  const isEmpty = typeof value === 'object' && value !== null && isBlank(['facts']);
  return isEmpty ? { ...value, facts: {} } : value;
}

/** A later form of profiles has keys this one does not know; one complaint says it all. */
function refuseNewer(value: unknown, locate: Locate): void {
  if (typeof value !== 'object' || value === null || !('jurismap' in value)) return;
  const { jurismap: version } = value;
  if (typeof version !== 'number' || version <= 1) return;
  const reason = `is a profile of form ${version}, and this Jurismap reads form 1`;
  throw new InputError([locate(['jurismap'], reason, 'use a newer Jurismap')]);
}

const schemas = new WeakMap<Catalogue, ReturnType<typeof profileCheck>>();

function schemaFor(catalogue: Catalogue): ReturnType<typeof profileCheck> {
  const known = schemas.get(catalogue);
  if (known) return known;
  const schema = profileCheck(catalogue);
  schemas.set(catalogue, schema);
  return schema;
}
