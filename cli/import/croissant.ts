import { InputError, toPointer } from '../../engine/problem.ts';
import type { JsonText } from '../json-text.ts';
import { at, isMap, listOf, saidBy, textOf } from '../json-values.ts';
import type { Imported } from './imported.ts';
import { type Found, systemFrom } from './system.ts';
import type { TopicName } from './topics.ts';
import { type Told, unreadOf } from './unread.ts';

const CROISSANT = /^https?:\/\/(?:www\.)?mlcommons\.org\/croissant\/(\d+\.\d+)\/?$/;
const VERSIONS = ['1.0', '1.1'];

/** Properties of schema.org that a data set bears. */
const TOLD: readonly (readonly [string, TopicName])[] = [
  ['creator', 'maker'],
  ['publisher', 'maker'],
  ['license', 'licence'],
  ['usageInfo', 'terms'],
  ['datePublished', 'released'],
];

/** Properties for responsible AI, with their definitions: https://mlcommons.org/croissant/RAI/1.0 */
const TOLD_FOR_RAI: readonly (readonly [string, TopicName])[] = [
  ['personalSensitiveInformation', 'dataKinds'],
  ['dataUseCases', 'terms'],
  ['dataLimitations', 'limitations'],
  ['dataBiases', 'bias'],
  ['dataSocialImpact', 'risks'],
  ['dataCollection', 'dataOrigin'],
  ['dataCollectionType', 'dataOrigin'],
  ['dataCollectionRawData', 'dataOrigin'],
];

/** The data set that a document describes, alone or in a graph. */
interface DataSet {
  path: (string | number)[];
  node: Readonly<Record<string, unknown>>;
}

/** True for JSON-LD about a data set of schema.org, which Croissant extends. */
export function isDataSet(value: unknown): boolean {
  return at(value, '@context') !== undefined && dataSetsIn(value).length > 0;
}

/**
 * Reads a data set described in Croissant 1.0 or 1.1.
 *
 * @throws InputError for several data sets, and for one that does not say which version of Croissant it conforms to
 */
export function readCroissant(json: JsonText): Imported {
  const [dataSet, another] = dataSetsIn(json.value);
  if (!dataSet || another) {
    throw new InputError([
      json.locate(another?.path ?? [], 'describes another data set', 'take one file for each'),
    ]);
  }
  const version = versionOf(dataSet, json);
  const { node, path } = dataSet;
  const found = (key: string): Found => {
    const name = nameOf(node, key, 'sc', 'schema.org');
    return { value: contentOf(node[name]), source: toPointer([...path, name]) };
  };
  const { system, sources, unread } = systemFrom({
    name: found('name'),
    version: found('version'),
    description: found('description'),
    links: ['url', 'sameAs'].flatMap((key) => {
      const { value, source } = found(key);
      return listOf(value).map((link) => ({ value: link, source }));
    }),
  });
  return {
    format: `Croissant ${version}`,
    system,
    sources,
    // A data set has neither input nor technique, and what is in it need not be what a system takes in.
    facts: [],
    certain: [],
    unread: [
      ...unread,
      ...unreadOf([
        { topic: 'dataset', said: [], source: toPointer([...path, '@type']) },
        ...TOLD.flatMap(([key, topic]) => toldBy(dataSet, nameOf(node, key, 'sc', 'schema.org'), topic)),
        ...TOLD_FOR_RAI.flatMap(([key, topic]) =>
          toldBy(dataSet, nameOf(node, key, 'rai', 'mlcommons.org/croissant/RAI'), topic),
        ),
      ]),
    ],
  };
}

function dataSetsIn(value: unknown): DataSet[] {
  const graph = at(value, '@graph');
  const nodes = Array.isArray(graph)
    ? graph.map((node, index) => ({ node, path: ['@graph', index] }))
    : [{ node: value, path: [] }];
  return nodes.flatMap(({ node, path }) => (isMap(node) && isDataSetNode(node) ? [{ node, path }] : []));
}

function isDataSetNode(node: DataSet['node']): boolean {
  return saidBy(node['@type']).some((type) => /^(sc:|https?:\/\/schema\.org\/)?Dataset$/.test(type));
}

function versionOf({ node, path }: DataSet, { locate }: JsonText): string {
  const key = ['conformsTo', 'dct:conformsTo', 'http://purl.org/dc/terms/conformsTo'].find((name) =>
    Object.hasOwn(node, name),
  );
  const declared = saidBy(key && node[key]).flatMap((uri) => CROISSANT.exec(uri)?.[1] ?? []);
  const version = declared.find((one) => VERSIONS.includes(one));
  if (version !== undefined) return version;
  const at = [...path, ...(key === undefined ? [] : [key])];
  const reason =
    declared[0] === undefined
      ? 'is a data set of schema.org that does not say it conforms to Croissant'
      : `is Croissant ${declared[0]}; ${VERSIONS.join(' and ')} are read`;
  throw new InputError([locate(at, reason, 'see "conformsTo": "http://mlcommons.org/croissant/1.1"')]);
}

/** What the document calls a property: by its name alone, with a prefix, or by its whole address. */
function nameOf(node: DataSet['node'], key: string, prefix: string, space: string): string {
  const names = [key, `${prefix}:${key}`, `http://${space}/${key}`, `https://${space}/${key}`];
  return names.find((name) => Object.hasOwn(node, name)) ?? key;
}

function toldBy({ node, path }: DataSet, name: string, topic: TopicName): Told[] {
  const said = listOf(node[name]).flatMap((value) => textOf(at(value, 'name')) ?? saidBy(contentOf(value)));
  return said.length > 0 ? [{ topic, said, source: toPointer([...path, name]) }] : [];
}

/** JSON-LD may write a text as `{ "@value": … }` and an address as `{ "@id": … }`. */
function contentOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(contentOf);
  return at(value, '@value') ?? at(value, '@id') ?? value;
}
