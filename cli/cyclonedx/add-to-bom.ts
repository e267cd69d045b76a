import { applyEdits, type FormattingOptions, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import { InputError, type Path, toPointer } from '../../engine/problem.ts';
import { CallError, noSuch } from '../call-error.ts';
import type { JsonText } from '../json-text.ts';
import { at, isMap } from '../json-values.ts';
import { type Bom, type BomComponent, isModel, NAMESPACE, readBom } from './bom.ts';
import { type Considerations, isOurs } from './considerations.ts';
import type { Property } from './properties.ts';

/**
 * Adds to the model of a BOM what a profile and its assessment say. Every other byte stays as it is. What an earlier export
 * added gives way, so that adding twice is adding once.
 *
 * @param text of the BOM
 * @param json the same text, read
 * @throws InputError where the BOM leaves no room: a signature would break, or a field is not what it should be
 */
export function addToBom(
  text: string,
  json: JsonText,
  component: BomComponent,
  considerations: Considerations,
  properties: readonly Property[],
): string {
  refuseSigned(json, component);
  const isOurProperty = (entry: unknown): boolean => String(at(entry, 'name')).startsWith(NAMESPACE);
  const additions: Addition[] = [
    ...Object.entries(considerations).map(([key, entries]) => ({
      keys: ['modelCard', 'considerations', key],
      entries,
      isOwn: isOurs,
    })),
    { keys: ['properties'], entries: properties, isOwn: isOurProperty },
  ];
  return additions.reduce((before, { keys, entries, isOwn }) => {
    const list = listAt(json, component, keys);
    const kept = list.filter((entry) => !isOwn(entry));
    const isSame = entries.length === 0 && kept.length === list.length;
    return isSame ? before : withValue(before, [...component.path, ...keys], [...kept, ...entries]);
  }, text);
}

/** What to add to a list, and which of its entries an earlier export added. */
interface Addition {
  keys: readonly string[];
  entries: readonly unknown[];
  isOwn: (entry: unknown) => boolean;
}

/**
 * The model of a BOM to add to.
 *
 * @param ref the `bom-ref` of a component; without it there must be one model only
 * @throws CallError when that names none, or several
 */
export function modelOf(json: JsonText, ref: string | undefined): BomComponent {
  const bom = readBom(json);
  const candidates = ref === undefined ? bom.components.filter(isModel) : referredTo(bom, ref);
  const [model, another] = candidates;
  if (model === undefined) {
    const hint = 'leave out --bom for a new BOM';
    throw new InputError([json.locate([], 'has no component of type machine-learning-model', hint)]);
  }
  if (another !== undefined && ref !== undefined)
    throw new InputError([
      json.locate([...another.path, 'bom-ref'], 'stands twice in the BOM', 'keep it unique'),
    ]);
  if (another !== undefined) throw severalModels(candidates);
  if (isModel(model)) return model;
  const reason = 'is no machine-learning model, and nothing else has a model card';
  throw new InputError([json.locate([...model.path, 'type'], reason, 'name the model with --component')]);
}

function referredTo({ components }: Bom, ref: string): BomComponent[] {
  const found = components.filter((component) => component.ref === ref);
  if (found.length > 0) return found;
  throw noSuch('component', ref, refsOf(components.filter(isModel)));
}

function severalModels(models: readonly BomComponent[]): CallError {
  const refs = refsOf(models);
  const which = refs.length > 0 ? `: ${refs.join(', ')}` : '; give them a bom-ref';
  return new CallError(`the BOM has ${models.length} models`, `choose one with --component${which}`);
}

function refsOf(components: readonly BomComponent[]): string[] {
  return components.flatMap(({ ref }) => ref ?? []);
}

/** A signature covers the component it stands in, and everything the BOM holds where it stands at the top. */
function refuseSigned(json: JsonText, { path }: BomComponent): void {
  const signed = path
    .map((_, length) => path.slice(0, length))
    .concat([[...path]])
    .find((above) => at(json.value, ...above, 'signature') !== undefined);
  if (signed === undefined) return;
  const hint = 'take the signature out, export, and sign the result';
  throw new InputError([json.locate([...signed, 'signature'], 'would no longer fit what is added', hint)]);
}

/** The list below a component, empty where there is none yet. */
function listAt(
  { value, locate }: JsonText,
  { path }: BomComponent,
  keys: readonly string[],
): readonly unknown[] {
  const refuse = (where: Path, what: string): never => {
    throw new InputError([locate(where, `is not ${what}, as CycloneDX has it there`)]);
  };
  for (const [i] of keys.slice(1).entries()) {
    const holder = [...path, ...keys.slice(0, i + 1)];
    const held = at(value, ...holder);
    if (held !== undefined && !isMap(held)) refuse(holder, 'an object');
  }
  const list = at(value, ...path, ...keys) ?? [];
  return Array.isArray(list) ? list : refuse([...path, ...keys], 'a list');
}

/**
 * The text with another value at a path. Where there is none yet, the library makes room for it; the value is written here,
 * since the library lays out text by so many edits that thousands of findings take it half a minute.
 */
function withValue(text: string, path: Path, value: unknown): string {
  const layout = layoutOf(text);
  const hasValue = at(JSON.parse(text), ...path) !== undefined;
  const roomy = hasValue
    ? text
    : applyEdits(text, modify(text, [...path], [], layout ? { formattingOptions: layout } : {}));
  const tree = parseTree(roomy);
  const node = tree && findNodeAtLocation(tree, [...path]);
  if (!node) throw new Error(`there is no room at ${toPointer(path)}`);
  const before = roomy.slice(0, node.offset);
  return `${before}${written(value, layout, before)}${roomy.slice(node.offset + node.length)}`;
}

/** A value as JSON, indented as the line is on which it starts. */
function written(value: unknown, layout: Layout | undefined, before: string): string {
  if (layout === undefined) return escaped(JSON.stringify(value));
  const indent = /^[ \t]*/.exec(before.slice(before.lastIndexOf('\n') + 1))?.[0] ?? '';
  const unit = layout.insertSpaces ? layout.tabSize : '\t';
  return escaped(JSON.stringify(value, null, unit)).replaceAll('\n', `${layout.eol}${indent}`);
}

type Layout = Required<Pick<FormattingOptions, 'eol' | 'insertSpaces' | 'tabSize'>>;

/** How the text is laid out; undefined where it stands on one line. */
function layoutOf(text: string): Layout | undefined {
  const [, eol = '\n', indent] = /^\s*\{[^\S\r\n]*(\r?\n)([ \t]+)/.exec(text) ?? [];
  if (indent === undefined) return undefined;
  const hasTabs = indent.startsWith('\t');
  return { eol, insertSpaces: !hasTabs, tabSize: hasTabs ? 1 : indent.length };
}

/** JSON in which nothing can move a cursor or turn the direction of writing; it says the same. */
export function escaped(json: string): string {
  return json.replace(/[\u007f-\u009f\u2028\u2029\p{Cf}]/gu, (character) =>
    [...Array(character.length).keys()]
      .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
      .join(''),
  );
}
