import { InputError, type Path, toPointer } from '../../engine/problem.ts';
import { type BomComponent, isModel, ownProperty, readBom } from '../cyclonedx/bom.ts';
import type { JsonText } from '../json-text.ts';
import { at, listOf, saidBy, textOf } from '../json-values.ts';
import { type CertainOptions, firstGrounds } from './certain.ts';
import type { Imported } from './imported.ts';
import { type Found, systemFrom } from './system.ts';
import type { TopicName } from './topics.ts';
import { quoted, type Statement, type Told, unreadOf } from './unread.ts';

/** What a component tells, by where it stands in it. */
const TOLD: readonly (readonly [Path, TopicName])[] = [
  [['supplier', 'name'], 'maker'],
  [['manufacturer', 'name'], 'maker'],
  [['publisher'], 'maker'],
  [['author'], 'maker'],
  [['licenses'], 'licence'],
  [['releaseNotes', 'timestamp'], 'released'],
  [['modelCard', 'modelParameters', 'approach', 'type'], 'construction'],
  [['modelCard', 'modelParameters', 'task'], 'task'],
  [['modelCard', 'modelParameters', 'architectureFamily'], 'construction'],
  [['modelCard', 'modelParameters', 'modelArchitecture'], 'construction'],
  [['modelCard', 'modelParameters', 'inputs'], 'inputs'],
  [['modelCard', 'modelParameters', 'outputs'], 'outputs'],
  [['modelCard', 'considerations', 'users'], 'users'],
  [['modelCard', 'considerations', 'useCases'], 'uses'],
  [['modelCard', 'considerations', 'technicalLimitations'], 'limitations'],
  [['modelCard', 'considerations', 'performanceTradeoffs'], 'limitations'],
  [['modelCard', 'considerations', 'ethicalConsiderations'], 'risks'],
  [['modelCard', 'considerations', 'fairnessAssessments'], 'fairness'],
  [['modelCard', 'considerations', 'environmentalConsiderations', 'energyConsumptions'], 'environment'],
];

/** What a component tells by the names of others. */
const NAMED: readonly (readonly [Path, TopicName])[] = [
  [['authors'], 'maker'],
  [['pedigree', 'ancestors'], 'base'],
];

/** What a data set tells that is described within a model card or a component of type `data`. */
const TOLD_OF_DATA: readonly (readonly [string, TopicName])[] = [
  ['sensitiveData', 'dataKinds'],
  ['classification', 'classification'],
];

/**
 * Reads a BOM in CycloneDX (ECMA-424). The system is what the BOM describes (`metadata.component`), or else its one
 * machine-learning model.
 */
export function readCycloneDx(json: JsonText): Imported {
  const bom = readBom(json);
  const models = bom.components.filter(isModel);
  const described = bom.subject ?? (models.length === 1 ? models[0] : undefined);
  if (described === undefined && models.length === 0) {
    const reason = 'describes neither a system (metadata.component) nor a machine-learning model';
    throw new InputError([json.locate([], reason, 'start from a BOM that names what it is about')]);
  }
  const { system, sources, unread } = described
    ? systemOf(described)
    : { system: {}, sources: {}, unread: [severalModels(models)] };
  const others = models.filter((model) => model !== described);
  const told = new Set([...(described ? [described] : []), ...models, ...bom.components.filter(isData)]);
  return {
    format: `CycloneDX ${bom.version}`,
    system,
    sources,
    facts: [],
    certain: described ? firstGrounds(certainOf(described, models)) : [],
    unread: [
      ...unread,
      ...unreadOf([
        ...(described && others.length > 0 ? [modelsIn(others)] : []),
        ...[...told].flatMap(toldBy),
        ...standardsIn(json.value),
      ]),
    ],
  };
}

function isData({ component }: BomComponent): boolean {
  return component.type === 'data';
}

function systemOf(described: BomComponent): ReturnType<typeof systemFrom> {
  const { component, path } = described;
  const found = (key: string): Found => ({ value: component[key], source: toPointer([...path, key]) });
  const own = (name: string): Found => ({
    value: ownProperty(described, `system:${name}`),
    source: toPointer([...path, 'properties']),
  });
  const references = listOf(component.externalReferences).map((reference, index) => ({
    value: at(reference, 'url'),
    source: toPointer([...path, 'externalReferences', index]),
  }));
  return systemFrom({
    // Only a BOM that Jurismap wrote knows these two: a supplier is not whoever answers for the system.
    id: own('id'),
    owner: { name: own('owner'), email: own('owner-email') },
    name: found('name'),
    version: found('version'),
    description: found('description'),
    links: references,
  });
}

/**
 * What is certain of the system: of a model, that it learned and which formats it takes; of anything else, that it learned
 * where a model is a part that it needs to run. How a model learned says no more: only models have model cards.
 */
function certainOf(described: BomComponent, models: readonly BomComponent[]): CertainOptions[] {
  if (isModel(described)) {
    const because = 'CycloneDX defines machine-learning-model as a model based on training data';
    return [learned([...described.path, 'type'], because), ...inputsOf(described)];
  }
  return models
    .filter(({ component }) => ['required', undefined].includes(textOf(component.scope)))
    .map(({ path }) =>
      learned(
        [...path, 'type'],
        'CycloneDX defines machine-learning-model as a model based on training data, and a part as required for runtime unless its scope says otherwise',
      ),
    );
}

function learned(path: Path, because: string): CertainOptions {
  return { fact: 'system.techniques', options: ['machine-learning'], source: toPointer(path), because };
}

/** A format is free text. Other words, such as "string", "byte[]" and "time-series", may stand for anything. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [/^(text|text\/plain)$/, 'text'],
  [/^(images?|image\/[\w.+-]+)$/, 'image'],
  [/^(videos?|video\/[\w.+-]+)$/, 'video'],
  [/^(audio|audio\/[\w.+-]+)$/, 'audio'],
  [/^(tables?|tabular|tabular data|text\/csv)$/, 'tabular'],
];

function inputsOf({ component, path }: BomComponent): CertainOptions[] {
  const keys = ['modelCard', 'modelParameters', 'inputs'];
  return listOf(at(component, ...keys)).flatMap((input, index) => {
    const format = (textOf(at(input, 'format')) ?? '').trim().toLowerCase();
    return FORMATS.filter(([pattern]) => pattern.test(format)).map(([, form]) => ({
      fact: 'data.modalities',
      options: [form],
      source: toPointer([...path, ...keys, index, 'format']),
      because: `it names the input format "${format}"`,
    }));
  });
}

function severalModels(models: readonly BomComponent[]): Statement {
  const names = quoted(models.map(({ name }) => name));
  return {
    says: `It lists ${models.length} machine-learning models: ${names}. A profile describes one system: name it, and write another profile for each of the others.`,
  };
}

function modelsIn(models: readonly BomComponent[]): Told {
  const said = models.map(({ name }) => name);
  return { topic: 'models', said, source: toPointer(models[0]?.path ?? []) };
}

function toldBy(told: BomComponent): Told[] {
  const { component, path, name } = told;
  const kind = { topic: 'machineLearning', said: [name], source: toPointer([...path, 'type']) } as const;
  return [
    ...(isModel(told) ? [kind] : []),
    ...TOLD.flatMap(([keys, topic]) => toldAt(path, keys, topic, saidBy(at(component, ...keys)))),
    ...NAMED.flatMap(([keys, topic]) => {
      const named = listOf(at(component, ...keys));
      return toldAt(
        path,
        keys,
        topic,
        named.flatMap((one) => saidBy(at(one, 'name'))),
      );
    }),
    ...dataSets(component, path),
    ...metricsByGroup(component, path),
  ];
}

function toldAt(path: Path, keys: Path, topic: TopicName, said: readonly string[]): Told[] {
  return said.length > 0 ? [{ topic, said, source: toPointer([...path, ...keys]) }] : [];
}

/** Data that a model learned from, and the parts of a component of type `data`. */
function dataSets(component: BomComponent['component'], path: Path): Told[] {
  const trained = ['modelCard', 'modelParameters', 'datasets'];
  const sets = listOf(at(component, ...trained));
  const names = sets.flatMap((set) =>
    saidBy(at(set, 'name') ?? at(set, 'ref') ?? at(set, 'contents', 'url')),
  );
  return [
    ...toldAt(path, trained, 'trainingData', names),
    ...sets.flatMap((set, index) => toldByData(set, [...path, ...trained, index])),
    ...listOf(component.data).flatMap((set, index) => toldByData(set, [...path, 'data', index])),
  ];
}

function toldByData(set: unknown, path: Path): Told[] {
  return TOLD_OF_DATA.flatMap(([key, topic]) => toldAt(path, [key], topic, saidBy(at(set, key))));
}

/** Metrics of the whole tell nothing about people; those of a slice may. */
function metricsByGroup(component: BomComponent['component'], path: Path): Told[] {
  const keys = ['modelCard', 'quantitativeAnalysis', 'performanceMetrics'];
  const slices = listOf(at(component, ...keys)).flatMap((metric) => saidBy(at(metric, 'slice')));
  return toldAt(path, keys, 'metrics', slices);
}

function standardsIn(value: unknown): Told[] {
  const keys = ['definitions', 'standards'];
  const names = listOf(at(value, ...keys)).flatMap((standard) => saidBy(at(standard, 'name')));
  return toldAt([], keys, 'standards', names);
}
