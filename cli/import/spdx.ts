import { InputError, toPointer } from '../../engine/problem.ts';
import type { JsonText } from '../json-text.ts';
import { at, isMap, listOf, saidBy, textOf } from '../json-values.ts';
import { type CertainOptions, firstGrounds } from './certain.ts';
import type { Imported } from './imported.ts';
import { type Found, systemFrom } from './system.ts';
import type { TopicName } from './topics.ts';
import { quoted, type Statement, type Told, unreadOf } from './unread.ts';

/** What an AI package tells. The classes and their definitions: https://spdx.github.io/spdx-spec/v3.0.1/model/AI/ */
const TOLD: readonly (readonly [string, TopicName])[] = [
  ['ai_typeOfModel', 'construction'],
  ['ai_domain', 'task'],
  ['ai_informationAboutApplication', 'uses'],
  ['ai_informationAboutTraining', 'training'],
  ['ai_limitation', 'limitations'],
  ['ai_autonomyType', 'autonomy'],
  ['ai_useSensitivePersonalInformation', 'sensitiveData'],
  ['ai_safetyRiskAssessment', 'safetyRisk'],
  ['ai_standardCompliance', 'standards'],
  ['ai_modelExplainability', 'explanation'],
  ['ai_energyConsumption', 'environment'],
  ['releaseTime', 'released'],
];

/** What a data set tells: https://spdx.github.io/spdx-spec/v3.0.1/model/Dataset/ */
const TOLD_OF_DATA: readonly (readonly [string, TopicName])[] = [
  ['dataset_hasSensitivePersonalInformation', 'dataKinds'],
  ['dataset_datasetType', 'dataForms'],
  ['dataset_knownBias', 'bias'],
  ['dataset_dataCollectionProcess', 'dataOrigin'],
  ['dataset_intendedUse', 'terms'],
  ['dataset_anonymizationMethodUsed', 'anonymisation'],
  ['dataset_confidentialityLevel', 'classification'],
];

/** Relationships of packages, and of the files in them. */
const RELATED: Readonly<Record<string, TopicName>> = {
  trainedOn: 'trainingData',
  testedOn: 'trainingData',
  finetunedOn: 'trainingData',
  validatedOn: 'trainingData',
  pretrainedOn: 'trainingData',
  descendantOf: 'base',
  ancestorOf: 'base',
};

const LICENSED = ['hasDeclaredLicense', 'hasConcludedLicense'];

/** An element of the graph and where it stands. */
interface Element {
  path: readonly (string | number)[];
  node: Readonly<Record<string, unknown>>;
  /** Its class, such as `ai_AIPackage`. */
  type: string;
  id: string | undefined;
}

/** True for JSON-LD of SPDX 3, in one of its ways of naming the context, or an element by itself. */
export function isSpdx3(value: unknown): boolean {
  const contexts = listOf(at(value, '@context')).filter((context) => typeof context === 'string');
  return contexts.some((context) => /^https?:\/\/spdx\.(org|github\.io)\/.*\b3\./.test(context));
}

/**
 * Reads an SPDX 3 document with the AI or dataset profile. The system is its one AI package, or the one that is the root;
 * without any, its one data set.
 */
export function readSpdx(json: JsonText): Imported {
  const elements = elementsOf(json);
  const packages = elements.filter(({ type }) => type === 'ai_AIPackage');
  const datasets = elements.filter(({ type }) => type === 'dataset_DatasetPackage');
  if (packages.length + datasets.length === 0) {
    const reason = 'has no element of class ai_AIPackage or dataset_DatasetPackage';
    throw new InputError([json.locate([], reason, 'start from a document with the AI profile of SPDX 3')]);
  }
  const candidates = packages.length > 0 ? packages : datasets;
  const described = oneOf(candidates, elements);
  const { system, sources, unread } = described
    ? systemOf(described)
    : { system: {}, sources: {}, unread: [severalIn(candidates)] };
  const isDataset = packages.length === 0;
  const names = namesIn(elements);
  return {
    format: `SPDX ${versionOf(elements, json.value)}`,
    system,
    sources,
    facts: [],
    certain: described && !isDataset ? firstGrounds(certainOf(described, elements)) : [],
    unread: [
      ...unread,
      ...unreadOf([
        ...(isDataset && described ? toldAt(described.path, 'type', 'dataset', []) : []),
        ...packages.flatMap((one) => toldBy(one, TOLD)),
        ...candidates.flatMap((one) => [...makersOf(one, names), ...licencesOf(one, elements, names)]),
        ...relationsIn(elements, names),
        ...datasets.flatMap((one) => toldBy(one, TOLD_OF_DATA)),
      ]),
    ],
  };
}

function elementsOf({ value, locate }: JsonText): Element[] {
  const graph = at(value, '@graph');
  if (graph !== undefined && !Array.isArray(graph))
    throw new InputError([locate(['@graph'], 'is not a list of elements')]);
  const nodes = graph === undefined ? [{ node: value, path: [] }] : listed(graph);
  return nodes.map(({ node, path }) => {
    if (!isMap(node)) throw new InputError([locate(path, 'is not an element of SPDX')]);
    const type = textOf(node.type) ?? textOf(node['@type']) ?? '';
    return { node, path, type, id: textOf(node.spdxId) ?? textOf(node['@id']) };
  });
}

function listed(graph: readonly unknown[]): { node: unknown; path: (string | number)[] }[] {
  return graph.map((node, index) => ({ node, path: ['@graph', index] }));
}

/** The only candidate, or the only one that the document or its bill of materials starts from. */
function oneOf(candidates: readonly Element[], elements: readonly Element[]): Element | undefined {
  if (candidates.length === 1) return candidates[0];
  const roots = new Set(elements.flatMap(({ node }) => saidBy(node.rootElement)));
  const rooted = candidates.filter(({ id }) => id !== undefined && roots.has(id));
  return rooted.length === 1 ? rooted[0] : undefined;
}

function systemOf({ node, path }: Element): ReturnType<typeof systemFrom> {
  const found = (key: string): Found => ({ value: node[key], source: toPointer([...path, key]) });
  const description = textOf(node.description) === undefined ? 'summary' : 'description';
  return systemFrom({
    name: found('name'),
    version: found('software_packageVersion'),
    description: found(description),
    links: [found('software_homePage'), found('software_downloadLocation')],
  });
}

/** Relationships by which their `from` has learned from their `to`. */
const LEARNED = ['trainedOn', 'pretrainedOn', 'finetunedOn'];

/**
 * What is certain of an AI package: that it learned, where it was trained on something or its learning was set. What it is
 * for (`software_primaryPurpose`) is "a reasonable estimate" by definition, and what it contains it need not use.
 */
function certainOf({ id, node, path }: Element, elements: readonly Element[]): CertainOptions[] {
  const trained = elements.filter(
    ({ node: { relationshipType, from, to } }) =>
      id !== undefined && from === id && LEARNED.includes(String(relationshipType)) && listOf(to).length > 0,
  );
  return [
    ...trained.map((relation) =>
      learned(
        toPointer([...relation.path, 'relationshipType']),
        `SPDX defines ${relation.node.relationshipType} as having been trained on data`,
      ),
    ),
    ...(listOf(node.ai_hyperparameter).length === 0
      ? []
      : [
          learned(
            toPointer([...path, 'ai_hyperparameter']),
            'SPDX defines hyperparameters as settings that control how a model learns',
          ),
        ]),
  ];
}

function learned(source: string, because: string): CertainOptions {
  return { fact: 'system.techniques', options: ['machine-learning'], source, because };
}

function severalIn(candidates: readonly Element[]): Statement {
  const names = quoted(candidates.flatMap(({ node }) => textOf(node.name) ?? []));
  return {
    says: `It describes ${candidates.length} packages: ${names}. A profile describes one system: name it, and write another profile for each of the others.`,
  };
}

/** The version that the document was made in; the context names one too. */
function versionOf(elements: readonly Element[], value: unknown): string {
  const made = elements.flatMap(({ node }) => [
    textOf(node.specVersion),
    textOf(at(node.creationInfo, 'specVersion')),
  ]);
  const named = saidBy(at(value, '@context')).flatMap((context) => /\b3\.\d+(\.\d+)?\b/.exec(context)?.[0]);
  return [...made, ...named].find((version) => version !== undefined) ?? '3';
}

function toldBy({ node, path }: Element, told: typeof TOLD): Told[] {
  return told.flatMap(([key, topic]) => {
    const said = saidBy(node[key]).filter((text) => !/\bnoAssertion$/.test(text));
    return said.length > 0 ? toldAt(path, key, topic, said) : [];
  });
}

function toldAt(path: Element['path'], key: string, topic: TopicName, said: readonly string[]): Told[] {
  return [{ topic, said, source: toPointer([...path, key]) }];
}

function makersOf({ node, path }: Element, names: Names): Told[] {
  return ['suppliedBy', 'originatedBy'].flatMap((key) => {
    const said = named(node[key], names);
    return said.length > 0 ? toldAt(path, key, 'maker', said) : [];
  });
}

function licencesOf({ id }: Element, elements: readonly Element[], names: Names): Told[] {
  const declared = elements.filter(
    ({ node }) => id !== undefined && node.from === id && LICENSED.includes(String(node.relationshipType)),
  );
  const said = [...new Set(declared.flatMap(({ node }) => named(node.to, names)))];
  return declared[0] && said.length > 0 ? toldAt(declared[0].path, 'to', 'licence', said) : [];
}

function relationsIn(elements: readonly Element[], names: Names): Told[] {
  return elements.flatMap(({ node, path }) => {
    const kind = String(node.relationshipType);
    const topic = Object.hasOwn(RELATED, kind) ? RELATED[kind] : undefined;
    const said = topic ? named(node.to, names) : [];
    return topic && said.length > 0 ? toldAt(path, 'to', topic, said) : [];
  });
}

/** What elements are called, by their ids. */
type Names = ReadonlyMap<string, string>;

function namesIn(elements: readonly Element[]): Names {
  return new Map(
    elements.flatMap(({ id, node }) => {
      const name = nameOf(node);
      return id !== undefined && name !== undefined ? [[id, name] as const] : [];
    }),
  );
}

function nameOf(node: Element['node']): string | undefined {
  return textOf(node.name) ?? textOf(node.simplelicensing_licenseExpression);
}

/** The names of elements that stand here or are referred to by their ids; an id nobody bears stands for itself. */
function named(value: unknown, names: Names): string[] {
  return listOf(value).flatMap((reference) => {
    if (isMap(reference)) return nameOf(reference) ?? [];
    const id = textOf(reference);
    return id === undefined ? [] : (names.get(id) ?? id);
  });
}
