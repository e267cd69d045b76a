import { evaluate } from '../engine/evaluate.ts';
import type { Catalogue } from '../engine/facts.ts';
import { stated } from '../engine/known.ts';
import type { Pack } from '../engine/pack.ts';
import type { Profile } from '../engine/profile.ts';
import { Reading } from '../engine/reading.ts';
import { jsonLogic } from './peers/json-logic.ts';
import { jsonRules } from './peers/json-rules.ts';

/** What every contestant evaluates: so many profiles drawn with a fixed seed, under one pack, on one day. */
export const PACK = 'eu-ai-act';
export const AS_OF = '2026-11-24';
export const PROFILES = 256;
export const SEED = 20_261_124;

/** A profile as the contestants get it: parsed, and as the text it was parsed from. */
export interface Item {
  text: string;
  profile: Profile;
}

/** What is measured. */
export interface Contestant {
  name: string;
  /** For people: what it does with one profile. */
  does: string;
  /** Share of the facts its profiles leave out. */
  unknown: number;
  /** Milliseconds after which it gets no faster; measured by watching it. */
  warmUp: number;
  /** Only those that say whether the rules hold can be held against each other. */
  compares: boolean;
  /** What runs once for all profiles. */
  prepare(pack: Pack, catalogue: Catalogue): (item: Item) => unknown;
}

/** Share of the facts that partial profiles leave out, and those of somebody who has only begun. */
const PARTIAL = 0.2;
const BEGUN = 0.8;

const conditions: Contestant['prepare'] = (pack, catalogue) => (item) => {
  const reading = new Reading(pack, catalogue, stated(item.profile.facts), AS_OF);
  return pack.rules.map((rule): boolean | undefined => reading.truth(reading.active(rule)));
};

const assessment: Contestant['prepare'] = (pack, catalogue) => (item) =>
  evaluate(item.profile, pack, catalogue, AS_OF);

const COMPLETE = { unknown: 0, warmUp: 2500, compares: false };

/** The first is the one the others are compared with. */
export const CONTESTANTS: readonly Contestant[] = [
  {
    ...COMPLETE,
    name: 'jurismap',
    does: 'Jurismap: the conditions of all rules',
    compares: true,
    prepare: conditions,
  },
  {
    ...COMPLETE,
    name: 'json-logic-engine',
    does: 'json-logic-engine: the same rules, made into JavaScript (`eval`)',
    compares: true,
    warmUp: 15_000,
    prepare: (pack, catalogue) => {
      const run = jsonLogic(pack, catalogue);
      return ({ profile }) => run(profile.facts);
    },
  },
  {
    ...COMPLETE,
    name: 'json-rules-engine',
    does: 'json-rules-engine: the same rules',
    compares: true,
    prepare: (pack, catalogue) => {
      const run = jsonRules(pack, catalogue);
      return ({ profile }) => run(profile.facts);
    },
  },
  {
    ...COMPLETE,
    name: 'jurismap-partial',
    does: 'Jurismap: the conditions of all rules, one fact in five unknown',
    unknown: PARTIAL,
    compares: true,
    prepare: conditions,
  },
  {
    ...COMPLETE,
    name: 'assessment',
    does: 'Jurismap: the whole assessment, with reasons, dates and digests',
    prepare: assessment,
  },
  {
    ...COMPLETE,
    name: 'assessment-partial',
    does: 'Jurismap: the whole assessment, one fact in five unknown',
    unknown: PARTIAL,
    prepare: assessment,
  },
  {
    ...COMPLETE,
    name: 'assessment-begun',
    does: 'Jurismap: the whole assessment, four facts in five unknown',
    unknown: BEGUN,
    prepare: assessment,
  },
  {
    ...COMPLETE,
    name: 'parse',
    does: 'JSON.parse of the complete profile',
    warmUp: 1000,
    prepare: () => (item) => JSON.parse(item.text),
  },
];
