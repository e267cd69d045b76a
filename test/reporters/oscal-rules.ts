import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';

/**
 * What OSCAL asks of a document: its JSON schemas, and the constraints of its metaschemas that JSON Schema cannot say. Of
 * those here are the ones that bear on what Jurismap writes.
 */

const ajv = new Ajv({ unicodeRegExp: true, strict: false, allErrors: true });
formats.default(ajv);

function schema(name: string) {
  const text = readFileSync(join(import.meta.dirname, 'fixtures', 'oscal', `${name}.schema.json`), 'utf8');
  return ajv.compile(JSON.parse(text));
}

const SCHEMAS = {
  'assessment-results': schema('assessment-results'),
  'plan-of-action-and-milestones': schema('poam'),
};

export type Model = keyof typeof SCHEMAS;

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** @returns everything that is wrong with a document, as text; nothing for a good one */
export function problemsOf(text: string, model: Model): string[] {
  const document: unknown = JSON.parse(text);
  const validate = SCHEMAS[model];
  const bySchema = validate(document)
    ? []
    : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  const root = objectAt(document, model);
  return [...bySchema, ...repeatedUuids(root), ...danglingIn(root, model), ...wrongProperties(root)];
}

/** An object in a document, which the schema says is there. */
export function objectAt(value: unknown, ...path: (string | number)[]): Json {
  const found = path.reduce<unknown>((at, step) => (isObject(at) ? Reflect.get(at, step) : undefined), value);
  if (!isObject(found)) throw new Error(`there is no object at ${path.join('/')}`);
  return found;
}

/** The objects of a list; none where there is no list. */
export function listAt(value: unknown, ...path: string[]): Json[] {
  const found = path.reduce<unknown>((at, step) => (isObject(at) ? at[step] : undefined), value);
  return Array.isArray(found) ? found.filter(isObject) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null;
}

/** Every object of a document with the name of the member it is in, or its list is in. */
function* objectsIn(value: unknown, name = ''): Generator<[string, Json]> {
  if (Array.isArray(value)) {
    for (const one of value) yield* objectsIn(one, name);
  } else if (isObject(value)) {
    yield [name, value];
    for (const [key, one] of Object.entries(value)) yield* objectsIn(one, key);
  }
}

function repeatedUuids(root: Json): string[] {
  const seen = new Set<unknown>();
  return [...objectsIn(root)].flatMap(([name, { uuid }]) => {
    const isRepeated = uuid !== undefined && seen.has(uuid);
    seen.add(uuid);
    return isRepeated ? [`${name} repeats the uuid ${uuid}`] : [];
  });
}

/** Which list of a result, or of a plan, a reference is to. */
const REFERENCES: Readonly<Record<string, string>> = {
  'observation-uuid': 'observations',
  'risk-uuid': 'risks',
  'finding-uuid': 'findings',
  'subject-uuid': 'components',
  'actor-uuid': 'components',
  'component-uuid': 'components',
};

function danglingIn(root: Json, model: Model): string[] {
  const parts = model === 'assessment-results' ? listAt(root, 'results') : [root];
  const uuids = (list: readonly Json[]): Set<unknown> => new Set(list.map(({ uuid }) => uuid));
  const parties = uuids(listAt(root, 'metadata', 'parties'));
  const roles = new Set(listAt(root, 'metadata', 'roles').map(({ id }) => id));
  const resources = uuids(listAt(root, 'back-matter', 'resources'));
  return [
    ...parts.flatMap((part) =>
      [...objectsIn(part)].flatMap(([name, one]) =>
        Object.entries(REFERENCES)
          .filter(([key, list]) => one[key] !== undefined && !definedIn(part, list).has(one[key]))
          .map(([key]) => `${name} refers to ${key} ${one[key]}, which is not there`),
      ),
    ),
    ...[...objectsIn(root)].flatMap(([name, one]) => [
      ...listed(one['party-uuids'])
        .filter((uuid) => !parties.has(uuid))
        .map((uuid) => `no party ${uuid}`),
      ...(one['role-id'] !== undefined && !roles.has(one['role-id']) ? [`no role ${one['role-id']}`] : []),
      ...wrongLink(name, one, resources),
    ]),
  ];
}

function definedIn(part: Json, list: string): ReadonlySet<unknown> {
  const all =
    list === 'components'
      ? [
          ...listAt(part, 'local-definitions', 'components'),
          ...listAt(part, 'local-definitions', 'assessment-assets', 'components'),
        ]
      : listAt(part, list);
  return new Set(all.map(({ uuid }) => uuid));
}

function listed(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function wrongLink(name: string, { href, rel }: Json, resources: ReadonlySet<unknown>): string[] {
  if (typeof href !== 'string') return [];
  if (href.startsWith('#'))
    return resources.has(href.slice(1)) ? [] : [`${name} leads to ${href}, which is not there`];
  return rel === 'reference' && !URL.canParse(href) ? [`${name} leads to ${href}, which is no URI`] : [];
}

/** What OSCAL allows as a property of its own, by the member whose objects have it. */
const OWN_PROPERTIES: Readonly<Record<string, Readonly<Record<string, readonly string[] | undefined>>>> = {
  components: { version: undefined },
  resources: { type: ['law', 'standard', 'external-guidance', 'policy'] },
  remediations: { type: ['avoid', 'mitigate', 'accept'] },
};

function wrongProperties(root: Json): string[] {
  const metadata = listAt(root, 'metadata', 'props').map((prop) => JSON.stringify(prop));
  return [
    ...(new Set(metadata).size < metadata.length ? ['the metadata have a property twice'] : []),
    ...[...objectsIn(root)].flatMap(([name, one]) =>
      listAt(one, 'props')
        .filter(({ ns }) => ns === undefined)
        .filter((prop) => !isOwn(OWN_PROPERTIES[name] ?? {}, prop))
        .map((prop) => `${name} has the property ${prop.name}: ${prop.value}, which OSCAL does not know`),
    ),
  ];
}

function isOwn(own: Readonly<Record<string, readonly string[] | undefined>>, { name, value }: Json): boolean {
  if (typeof name !== 'string' || !Object.hasOwn(own, name)) return false;
  return own[name]?.some((allowed) => allowed === value) ?? true;
}
