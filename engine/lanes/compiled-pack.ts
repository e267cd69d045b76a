import type { Day } from '../day.ts';
import type { Atom } from './atom.ts';
import type { Literal } from './graph.ts';

/** A time from which rules apply: `from`, or the day a fact tells if that is later. */
export interface Later {
  /** Where that is still to come. */
  holds: Literal;
  from: Day;
  fact: string | null;
}

/** The windows of a rule: where one of them is open, and what is still to come, the earliest first. */
export interface Schedule {
  open: Literal;
  later: readonly Later[];
  /** Whether a fact tells a day. */
  isDated: boolean;
}

/** An answer to a question of a questionnaire, and what it adds. */
export interface ScorePoints {
  given: Literal;
  points: number;
}

/** A score in terms of literals. */
export type CompiledScore =
  | {
      kind: 'questionnaire';
      /** `oneAnswer`: at most one of the answers can be given; `isWhole` when one of them must be. */
      items: readonly {
        asked: Literal;
        oneAnswer: boolean;
        isWhole: boolean;
        answers: readonly ScorePoints[];
      }[];
    }
  | { kind: 'deduction'; of: number; percent: number; when: Literal };

/** A rule for one of its roles. */
export interface CompiledSubject {
  /** Index of the rule in the pack. */
  rule: number;
  role: string | null;
  /** Where the instrument, the role, the conditions and no exception have the rule apply, whatever the day. */
  applies: Literal;
  schedule: number;
}

/**
 * A pack as a graph: what every rule comes to as "and" and "not" over atoms. Node 0 always holds, then come the atoms, then
 * the nodes, each a pair of literals of earlier ones.
 */
export interface CompiledPack {
  pack: string;
  /** Of the pack it was made from. */
  digest: string;
  atoms: readonly Atom[];
  nodes: Uint16Array | Uint32Array;
  /** How many nodes each stage ends with; after it comes the score of that number, which later atoms ask about. */
  stages: readonly number[];
  scores: readonly CompiledScore[];
  scope: Literal;
  roles: Readonly<Record<string, Literal>>;
  /** Ids of the rules, definitions included, in the order of the pack, and where each of them is active. */
  ruleIds: readonly string[];
  rules: readonly Literal[];
  schedules: readonly Schedule[];
  subjects: readonly CompiledSubject[];
  /** Of each enum an option that no condition mentions, if there is one. */
  others: readonly (readonly [fact: string, option: string])[];
}
