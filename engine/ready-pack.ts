import type { Condition } from './condition.ts';
import type { Catalogue } from './facts.ts';
import type { Atom as LaneAtom } from './lanes/atom.ts';
import { fromBytes } from './lanes/bytes.ts';
import type { CompiledPack } from './lanes/compiled-pack.ts';
import { type Atom, orderOf } from './order.ts';
import type { Manifest, Measure, Pack, Rule, Window } from './pack.ts';
import type { Score } from './score.ts';

/** What is read of a pack before anybody asks about its rules. */
export interface PackHead {
  id: string;
  version: string;
  digest: string;
  manifest: Manifest;
  measures: readonly Measure[];
  /** The name of the file with the rest, and of the one with its graph. */
  file: string;
  graph: string;
}

/** Reads the files of built rules by their names. */
export interface RulesReader {
  text(name: string): string;
  bytes(name: string): Uint8Array;
}

/** The rest: rules as they are evaluated, with all references, conditions and digests worked out. */
interface PackBody {
  roles: [string, Condition][];
  /** Windows that rules share stand here once, and stay one when they are read. */
  schedules: (readonly Window[])[];
  rules: (Omit<Rule, 'windows'> & { windows: number })[];
  scores: Score[];
  order: readonly Atom[];
}

/** The text of a pack's body. */
export function bodyOf(pack: Pack, catalogue: Catalogue): string {
  const schedules = [...new Set(pack.rules.map(({ windows }) => windows))];
  const body: PackBody = {
    roles: [...pack.roles],
    schedules,
    rules: pack.rules.map((rule) => ({ ...rule, windows: schedules.indexOf(rule.windows) })),
    scores: [...pack.scores.values()],
    order: orderOf(pack, catalogue),
  };
  return JSON.stringify(body);
}

/** A pack as it was built, whose rules are read when somebody asks about them. */
export class ReadyPack implements Pack {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
  readonly manifest: Manifest;
  readonly measures: readonly Measure[];
  readonly #file: string;
  readonly #graph: string;
  readonly #reader: RulesReader;
  readonly #shared: Map<string, LaneAtom>;
  #rest: Rest | undefined;
  #compiled: CompiledPack | undefined;

  /** @param shared for what the graphs of packs of the same rules have in common */
  constructor(
    { id, version, digest, manifest, measures, file, graph }: PackHead,
    reader: RulesReader,
    shared: Map<string, LaneAtom>,
  ) {
    this.id = id;
    this.version = version;
    this.digest = digest;
    this.manifest = manifest;
    this.measures = measures;
    this.#file = file;
    this.#graph = graph;
    this.#reader = reader;
    this.#shared = shared;
  }

  get scope(): string {
    return this.manifest.scope;
  }

  get roles(): Pack['roles'] {
    return this.#loaded().roles;
  }

  get rules(): Pack['rules'] {
    return this.#loaded().rules;
  }

  get byId(): Pack['byId'] {
    return this.#loaded().byId;
  }

  get scores(): Pack['scores'] {
    return this.#loaded().scores;
  }

  get order(): readonly Atom[] {
    return this.#loaded().order;
  }

  get compiled(): CompiledPack {
    this.#compiled ??= fromBytes(this.#reader.bytes(this.#graph), this.#shared);
    return this.#compiled;
  }

  #loaded(): Rest {
    this.#rest ??= restFrom(this.#reader.text(this.#file));
    return this.#rest;
  }
}

type Rest = Required<Pick<Pack, 'roles' | 'rules' | 'byId' | 'scores' | 'order'>>;

/** The text is what `bodyOf` wrote when the rules were built and checked; nothing in between can have changed it. */
function restFrom(text: string): Rest {
  const { roles, schedules, rules: built, scores, order }: PackBody = JSON.parse(text);
  const rules = built.map((rule): Rule => ({ ...rule, windows: schedules[rule.windows] ?? [] }));
  return {
    roles: new Map(roles),
    rules,
    byId: new Map(rules.map((rule) => [rule.id, rule])),
    scores: new Map(scores.map((score) => [score.id, score])),
    order,
  };
}
