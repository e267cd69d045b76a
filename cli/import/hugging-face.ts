import * as z from 'zod';
import { type Document, readDocument } from '../../engine/document.ts';
import { InputError, toPointer } from '../../engine/problem.ts';
import { at, isMap, saidBy, textOf } from '../json-values.ts';
import { type Section, sectionsOf } from './card-body.ts';
import { type CertainOptions, firstGrounds, type SettledFact } from './certain.ts';
import { certainOf, settledBy } from './hub-tasks.ts';
import type { Imported } from './imported.ts';
import { type Found, systemFrom } from './system.ts';
import type { TopicName } from './topics.ts';
import { oneLine, type Statement, type Told, unreadOf } from './unread.ts';

/** Keys of metadata that bear on facts. https://huggingface.co/docs/hub/model-cards and …/datasets-cards */
const TOLD: readonly (readonly [string, TopicName])[] = [
  ['license', 'licence'],
  ['license_name', 'licence'],
  ['license_link', 'licence'],
  ['license_details', 'licence'],
  ['pipeline_tag', 'task'],
  ['task_categories', 'task'],
  ['tags', 'task'],
  ['base_model', 'base'],
  ['datasets', 'trainingData'],
  ['co2_eq_emissions', 'environment'],
  ['source_datasets', 'dataOrigin'],
  ['language_creators', 'dataOrigin'],
  ['extra_gated_prompt', 'terms'],
];

/** Sections of the hub's templates that bear on facts, by their headings in small letters. */
const SECTIONS: Readonly<Record<string, TopicName>> = {
  uses: 'uses',
  'direct use': 'uses',
  'downstream use': 'uses',
  'out-of-scope use': 'limitations',
  'bias, risks, and limitations': 'risks',
  'training data': 'trainingData',
  'training procedure': 'training',
  'environmental impact': 'environment',
  'model architecture and objective': 'construction',
  'data collection and processing': 'dataOrigin',
  'personal and sensitive information': 'dataKinds',
};

const OF_DATA_SETS = [
  'annotations_creators',
  'configs',
  'dataset_info',
  'language_creators',
  'paperswithcode_id',
  'pretty_name',
  'size_categories',
  'source_datasets',
  'task_categories',
  'task_ids',
];
const OF_MODELS = [
  'base_model',
  'co2_eq_emissions',
  'datasets',
  'inference',
  'library_name',
  'metrics',
  'model-index',
  'pipeline_tag',
  'widget',
];
const OF_BOTH = ['extra_gated_prompt', 'language', 'license', 'tags', 'thumbnail'];

/** Without a task, a data set and metrics the hub takes no result. */
const ModelIndexSchema = z.array(
  z.object({
    name: z.string(),
    results: z.array(
      z.object({
        task: z.object({ type: z.string() }),
        dataset: z.object({ type: z.string(), name: z.string() }),
        metrics: z.array(z.object({ type: z.string() })),
      }),
    ),
  }),
);

/** Metadata between two lines `---`, then Markdown. */
const CARD = /^(\s*---[^\S\r\n]*\r?\n)([\s\S]*?)(?<=\n)---[^\S\r\n]*(?:\r?\n|$)/;

/** True for text that begins as a card does, whether or not the rest of it is there. */
export function beginsAsCard(text: string): boolean {
  return /^\s*---[^\S\r\n]*(\r?\n|$)/.test(text);
}

/** Reads a model card or dataset card of Hugging Face. */
export function readCard(text: string, file: string): Imported {
  const { document, body, bodyLine } = partsOf(text, file);
  const data = document.value;
  const keys = isMap(data) ? Object.keys(data) : [];
  if (![...OF_MODELS, ...OF_DATA_SETS, ...OF_BOTH].some((key) => keys.includes(key))) {
    const hint = `a card has such keys as ${OF_BOTH.join(', ')}`;
    throw new InputError([document.locate([], 'has none of the metadata of a card', hint)]);
  }
  const isDataSet =
    !keys.some((key) => OF_MODELS.includes(key)) && keys.some((key) => OF_DATA_SETS.includes(key));
  const sections = sectionsOf(body, bodyLine);
  const { system, sources, unread } = systemFrom({ name: nameIn(data, sections) });
  return {
    format: `Hugging Face ${isDataSet ? 'dataset' : 'model'} card`,
    system,
    sources,
    facts: isDataSet ? [] : settledIn(data),
    certain: isDataSet ? [] : firstGrounds(certainIn(data)),
    unread: [
      ...unread,
      ...unusableResults(document),
      ...unreadOf([
        ...(isDataSet ? [{ topic: 'dataset', said: [], source: 'the metadata' } as const] : []),
        ...TOLD.flatMap(([key, topic]) => {
          const said = saidBy(at(data, key));
          return said.length > 0 ? [{ topic, said, source: toPointer([key]) }] : [];
        }),
        ...sections.flatMap(toldBy),
      ]),
    ],
  };
}

/** Keys that only a learned model has a use for, and what the hub means by them. */
const OF_LEARNED_MODELS = {
  datasets: 'the hub defines datasets as the data sets that a model was trained on',
  base_model:
    'the hub defines base_model as the model of which this is a fine-tune, an adapter, a quantised version or a merge',
};

function certainIn(data: unknown): CertainOptions[] {
  const task = taskIn(data);
  return [
    ...(task ? certainOf(task.name, task.source) : []),
    ...Object.entries(OF_LEARNED_MODELS).flatMap(([key, because]) =>
      saidBy(at(data, key)).length === 0
        ? []
        : [{ fact: 'system.techniques', options: ['machine-learning'], source: toPointer([key]), because }],
    ),
  ];
}

function settledIn(data: unknown): SettledFact[] {
  const task = taskIn(data);
  return task ? settledBy(task.name, task.source) : [];
}

/** Tags and results name tasks too, but only this key says for which one the model is meant. */
function taskIn(data: unknown): { name: string; source: string } | undefined {
  const name = at(data, 'pipeline_tag');
  return typeof name === 'string' ? { name, source: toPointer(['pipeline_tag']) } : undefined;
}

function partsOf(text: string, file: string): { document: Document; body: string; bodyLine: number } {
  const [whole, opening, metadata] = CARD.exec(text) ?? [];
  if (whole === undefined || opening === undefined || metadata === undefined) {
    const reason = 'begins with metadata that never end';
    const line = (/^\s*/.exec(text)?.[0] ?? '').split('\n').length;
    const hint = 'end them with a line of three hyphens';
    throw new InputError([{ file, line, column: 1, pointer: '', reason, hint }]);
  }
  // Empty lines in place of what stands before the metadata keep the numbers of the lines.
  const before = '\n'.repeat(opening.split('\n').length - 1);
  return {
    document: readDocument(`${before}${metadata}`, file, 'resolve'),
    body: text.slice(whole.length),
    bodyLine: whole.split('\n').length,
  };
}

/** Data sets name themselves; models are named in their results, or by the title of the card. */
function nameIn(data: unknown, sections: readonly Section[]): Found | undefined {
  const pretty = at(data, 'pretty_name');
  if (textOf(pretty) !== undefined) return { value: pretty, source: '/pretty_name' };
  const index = ModelIndexSchema.safeParse(at(data, 'model-index'));
  if (index.success && index.data.length === 1)
    return { value: index.data[0]?.name, source: '/model-index/0/name' };
  const title = sections.find(({ level }) => level === 1);
  return (
    title && {
      value: title.heading.replace(/^(model|dataset) card (for|of)\s+|^(model|dataset) card:\s+/i, ''),
      source: `line ${title.line}`,
    }
  );
}

function unusableResults({ value, locate }: Document): Statement[] {
  const index = at(value, 'model-index');
  const checked = ModelIndexSchema.safeParse(index);
  const issue = index === undefined ? undefined : checked.error?.issues[0];
  if (!issue) return [];
  const { line, pointer } = locate(
    ['model-index', ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))],
    '',
  );
  const reason = `${oneLine(pointer)} is missing or is not what the hub asks for (line ${line})`;
  return [{ says: `Its results (model-index) were not read: ${reason}.` }];
}

function toldBy({ heading, line, isWritten }: Section): Told[] {
  const key = heading.replace(/\s*\[optional\]\s*$/i, '').toLowerCase();
  const topic = Object.hasOwn(SECTIONS, key) ? SECTIONS[key] : undefined;
  return topic && isWritten ? [{ topic, said: [heading], source: `section at line ${line}` }] : [];
}
