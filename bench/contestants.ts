import { evaluate } from '../engine/evaluate.ts';
import type { Facts } from '../engine/facts.ts';
import { stated } from '../engine/known.ts';
import { compile } from '../engine/lanes/compile.ts';
import { Evaluator } from '../engine/lanes/evaluator.ts';
import { Inputs } from '../engine/lanes/inputs.ts';
import { VectorReader } from '../engine/lanes/vector-reader.ts';
import { Reading } from '../engine/reading.ts';
import { cel } from './peers/cel.ts';
import { jsonLogic } from './peers/json-logic.ts';
import { jsonRules } from './peers/json-rules.ts';
import { AS_OF, REAL, type World } from './world.ts';

/** A system as the contestants get it: parsed, as the text it was parsed from, and packed. */
export interface Item {
  text: string;
  facts: Facts;
  vector: Uint8Array;
}

/** Whether a rule holds; undefined where that is open, null where the rule was not looked at. */
export type Truth = boolean | undefined | null;

/** What a contestant does. */
export interface Work {
  /** Works on the systems, as many as `Contestant.systems`. */
  run(items: readonly Item[]): unknown;
  /** What every rule comes to for each of the systems; only for those that say so. */
  outcomes?(items: readonly Item[]): Promise<Truth[][]> | Truth[][];
}

/** What is measured. */
export interface Contestant {
  name: string;
  /** For people: what it does. */
  does: string;
  /** Share of the facts its systems leave out. */
  unknown: number;
  /** Milliseconds after which it gets no faster; measured by watching it. */
  warmUp: number;
  /** How many systems it works on at once. */
  systems: number;
  /** Whether it can do so in a world. */
  suits(world: string): boolean;
  prepare(world: World): Work;
}

/** Share of the facts that partial profiles leave out, and those of somebody who has only begun. */
const PARTIAL = 0.2;
const BEGUN = 0.8;
const COMPLETE = { unknown: 0, warmUp: 2500, systems: 1 };
const everywhere = (): boolean => true;
const inReality = (world: string): boolean => world === REAL;
const inFiction = (world: string): boolean => world !== REAL;

/** Runs on one system at a time, and says what every rule comes to. */
function oneByOne(run: (facts: Facts) => Truth[] | Promise<Truth[]>): Work {
  return {
    run: ([item]) => item && run(item.facts),
    outcomes: async (items) => {
      const all: Truth[][] = [];
      for (const { facts } of items) all.push(await run(facts));
      return all;
    },
  };
}

function reference({ packs, catalogue }: World): Work {
  return oneByOne((facts) =>
    packs.flatMap((pack) => {
      const reading = new Reading(pack, catalogue, stated(facts), AS_OF);
      return pack.rules.map((rule) => reading.truth(reading.active(rule)));
    }),
  );
}

function lanes(world: World, choose: (facts: Facts) => readonly number[] | null): Work {
  const compiled = world.packs.map((pack) => compile(pack, world.catalogue));
  const inputs = new Inputs(compiled);
  const reader = new VectorReader(inputs, world.catalogue);
  const readers = compiled.map((one) => new VectorReader(inputs, world.catalogue, one));
  const evaluators = compiled.map((one) => new Evaluator(one, inputs));
  const every = evaluators.map((_, i) => i);
  /** For each rule of a pack whether it holds (1), does not (2) or is open (0), one after the other. */
  const results = compiled.map(({ rules }) => new Uint8Array(rules.length));
  const places = evaluators.map((evaluator) => evaluator.wordsOf(evaluator.compiled.rules));
  const run = ({ facts, vector }: Item): readonly number[] => {
    const { words } = inputs;
    const candidates = choose(facts);
    const chosen = candidates ?? every;
    const alone = [vector];
    inputs.clear();
    if (candidates === null) reader.enter(alone, AS_OF);
    else for (const i of candidates) readers[i]?.enter(alone, AS_OF);
    for (const i of chosen) {
      const evaluator = evaluators[i] as Evaluator;
      evaluator.run(1);
      const rules = places[i] as Int32Array;
      const result = results[i] as Uint8Array;
      for (let rule = 0; rule < rules.length; rule++) {
        const at = rules[rule] as number;
        result[rule] = ((words[at] as number) & 1) | (((words[at ^ 1] as number) & 1) << 1);
      }
    }
    return chosen;
  };
  return {
    run: ([item]) => item && run(item),
    outcomes: (items) =>
      items.map((item) => {
        const chosen = run(item);
        return results.flatMap((result, i) =>
          [...result].map((sign) => (chosen.includes(i) ? TRUTHS[sign] : null)),
        );
      }),
  };
}

const TRUTHS = [undefined, true, false];

function fleet(world: World): Work {
  const compiled = world.packs.map((pack) => compile(pack, world.catalogue));
  const inputs = new Inputs(compiled);
  const reader = new VectorReader(inputs, world.catalogue);
  const evaluators = compiled.map((one) => new Evaluator(one, inputs));
  const run = (items: readonly Item[]): void => {
    inputs.clear();
    reader.enter(
      items.map(({ vector }) => vector),
      AS_OF,
    );
    for (const evaluator of evaluators) evaluator.run(items.length);
  };
  return {
    run,
    outcomes: (items) => {
      const all: Truth[][] = [];
      for (let i = 0; i < items.length; i += 32) {
        const some = items.slice(i, i + 32);
        run(some);
        for (const lane of some.keys()) {
          all.push(
            evaluators.flatMap((one) => one.compiled.rules.map((literal) => one.truth(literal, lane))),
          );
        }
      }
      return all;
    },
  };
}

function engines(
  world: World,
  make: typeof jsonLogic,
  choose: (facts: Facts) => readonly number[] | null,
): Work {
  const all = world.packs.map((pack) => make(pack, world.catalogue));
  const sizes = world.packs.map(({ rules }) => rules.length);
  const every = all.map((_, i) => i);
  return {
    run: ([item]) => {
      if (!item) return;
      for (const i of choose(item.facts) ?? every) all[i]?.(item.facts);
    },
    outcomes: (items) =>
      items.map(({ facts }) => {
        const chosen = choose(facts) ?? every;
        return all.flatMap((run, i): Truth[] =>
          chosen.includes(i) ? run(facts) : Array.from({ length: sizes[i] ?? 0 }, () => null),
        );
      }),
  };
}

const all = (): null => null;

/** The first is the one the others are compared with. */
export const CONTESTANTS: readonly Contestant[] = [
  {
    ...COMPLETE,
    name: 'lanes',
    does: 'Jurismap: all rules, compiled, from packed facts',
    suits: everywhere,
    prepare: (world) => lanes(world, all),
  },
  {
    ...COMPLETE,
    name: 'lanes-partial',
    does: 'Jurismap: all rules, compiled, from packed facts, one in five unknown',
    unknown: PARTIAL,
    suits: everywhere,
    prepare: (world) => lanes(world, all),
  },
  {
    ...COMPLETE,
    name: 'lanes-candidates',
    does: 'Jurismap: the packs that can reach the system, compiled, from packed facts',
    suits: inFiction,
    prepare: (world) => lanes(world, world.candidates ?? all),
  },
  {
    ...COMPLETE,
    name: 'fleet',
    does: 'Jurismap: all rules, compiled, from packed facts, 32 systems at a time',
    systems: 32,
    suits: everywhere,
    prepare: fleet,
  },
  {
    ...COMPLETE,
    name: 'json-logic',
    does: 'json-logic-engine: all rules, made into JavaScript (`eval`)',
    warmUp: 15_000,
    suits: everywhere,
    prepare: (world) => engines(world, jsonLogic, all),
  },
  {
    ...COMPLETE,
    name: 'json-logic-candidates',
    does: 'json-logic-engine: the packs that can reach the system',
    warmUp: 15_000,
    suits: inFiction,
    prepare: (world) => engines(world, jsonLogic, world.candidates ?? all),
  },
  {
    ...COMPLETE,
    name: 'cel-partial',
    does: 'CEL (@marcbachmann/cel-js): all rules, one fact in five unknown',
    unknown: PARTIAL,
    suits: everywhere,
    prepare: ({ packs, catalogue }) => {
      const rules = packs.map((pack) => cel(pack, catalogue));
      return oneByOne((facts) => rules.flatMap((run) => run(facts)));
    },
  },
  {
    ...COMPLETE,
    name: 'json-rules',
    does: 'json-rules-engine: all rules',
    suits: inReality,
    prepare: ({ packs, catalogue }) => {
      const rules = packs.map((pack) => jsonRules(pack, catalogue));
      return oneByOne(async (facts) => (await Promise.all(rules.map((run) => run(facts)))).flat());
    },
  },
  {
    ...COMPLETE,
    name: 'reference',
    does: 'Jurismap: all rules, by the reference',
    suits: everywhere,
    prepare: reference,
  },
  {
    ...COMPLETE,
    name: 'reference-partial',
    does: 'Jurismap: all rules, by the reference, one fact in five unknown',
    unknown: PARTIAL,
    suits: everywhere,
    prepare: reference,
  },
  ...[0, PARTIAL, BEGUN].map(
    (unknown): Contestant => ({
      ...COMPLETE,
      name: `assessment-${unknown}`,
      does: `Jurismap: the whole assessment, with reasons, dates and digests, ${100 * unknown} % of the facts unknown`,
      unknown,
      suits: inReality,
      prepare: ({ packs, catalogue }) => ({
        run: ([item]) => item && packs.map((pack) => evaluate(profileOf(item.facts), pack, catalogue, AS_OF)),
      }),
    }),
  ),
  {
    ...COMPLETE,
    name: 'parse',
    does: 'JSON.parse of the stored profile',
    warmUp: 1000,
    suits: everywhere,
    prepare: () => ({ run: ([item]) => item && JSON.parse(item.text) }),
  },
];

/** A profile of nothing but facts. */
export function profileOf(facts: Facts) {
  const system = { id: 'system', name: 'System' };
  return { jurismap: 1 as const, system, facts, evidence: {}, waivers: [], measurements: {} };
}
