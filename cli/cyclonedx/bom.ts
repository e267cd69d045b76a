import { InputError, type Path } from '../../engine/problem.ts';
import type { JsonText } from '../json-text.ts';
import { at, isMap, textOf } from '../json-values.ts';

/** Model cards came with 1.5, and 2.0 does not exist yet. */
const VERSIONS = ['1.5', '1.6', '1.7'];

/** A component of a BOM and where it stands. */
export interface BomComponent {
  path: Path;
  component: Readonly<Record<string, unknown>>;
  name: string;
  /** Its `bom-ref`. */
  ref: string | undefined;
}

/** A BOM in CycloneDX, as far as its components go. */
export interface Bom {
  version: string;
  /** What the BOM as a whole describes, where it says so. */
  subject: BomComponent | undefined;
  /** All components, the subject first, parts after what they are part of. */
  components: readonly BomComponent[];
}

/** Namespace of the properties that Jurismap adds to a component. */
export const NAMESPACE = 'jurismap:';

/** True for what calls itself a BOM in CycloneDX, whatever its version. */
export function isCycloneDx(value: unknown): boolean {
  return at(value, 'bomFormat') === 'CycloneDX';
}

/** A model, which alone may have a model card. */
export function isModel({ component }: BomComponent): boolean {
  return component.type === 'machine-learning-model';
}

/**
 * Reads the components of a BOM.
 *
 * @throws InputError for a version that is not read, and for components that are none
 */
export function readBom({ value, locate }: JsonText): Bom {
  const version = textOf(at(value, 'specVersion'));
  if (version === undefined || !VERSIONS.includes(version)) {
    const is = version === undefined ? 'names no version' : `is CycloneDX ${version}`;
    const hint = 'convert it, for instance with "cyclonedx convert"';
    throw new InputError([locate(['specVersion'], `${is}; ${VERSIONS.join(', ')} are read`, hint)]);
  }
  const refuse = (path: Path, reason: string): never => {
    throw new InputError([locate(path, reason)]);
  };
  const metadata = at(value, 'metadata', 'component');
  const subjects = metadata === undefined ? [] : componentsAt(metadata, ['metadata', 'component'], refuse);
  const listed = at(value, 'components');
  const components = listed === undefined ? [] : listedAt(listed, ['components'], refuse);
  return { version, subject: subjects[0], components: [...subjects, ...components] };
}

type Refuse = (path: Path, reason: string) => never;

function listedAt(list: unknown, path: Path, refuse: Refuse): BomComponent[] {
  if (!Array.isArray(list)) return refuse(path, 'is not a list of components');
  return list.flatMap((item, index) => componentsAt(item, [...path, index], refuse));
}

/** A component and its parts. */
function componentsAt(value: unknown, path: Path, refuse: Refuse): BomComponent[] {
  if (!isMap(value)) return refuse(path, 'is not a component');
  const name = value.name;
  if (typeof name !== 'string') return refuse([...path, 'name'], 'is not the name of a component');
  if (typeof value.type !== 'string') return refuse([...path, 'type'], 'is not the type of a component');
  const parts =
    value.components === undefined ? [] : listedAt(value.components, [...path, 'components'], refuse);
  return [{ path, component: value, name, ref: textOf(value['bom-ref']) }, ...parts];
}

/** The values of one of Jurismap's own properties of a component. */
export function ownProperty({ component }: BomComponent, name: string): unknown {
  const { properties } = component;
  if (!Array.isArray(properties)) return undefined;
  return at(
    properties.find((property) => at(property, 'name') === `${NAMESPACE}${name}`),
    'value',
  );
}
