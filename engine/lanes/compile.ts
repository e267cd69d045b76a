import type { Condition, Test } from '../condition.ts';
import { nextDay } from '../day.ts';
import { cutOf } from '../domain.ts';
import type { Catalogue, Fact } from '../facts.ts';
import type { Exception, Pack, Rule, Window } from '../pack.ts';
import type { Score, ScoreItem } from '../score.ts';
import { subjectsOf } from '../subject.ts';
import type { Atom } from './atom.ts';
import type {
  CompiledPack,
  CompiledScore,
  CompiledSubject,
  Later,
  Schedule,
  ScorePoints,
} from './compiled-pack.ts';
import { ALWAYS, Graph, type Literal, NEVER_HOLDS, not } from './graph.ts';
import { layOut } from './lay-out.ts';

/** The graph of a pack, as it was built; a pack that was not built is made into one. */
export function compiledOf(pack: Pack, catalogue: Catalogue): CompiledPack {
  return pack.compiled ?? compile(pack, catalogue);
}

/** Makes a pack into a graph. */
export function compile(pack: Pack, catalogue: Catalogue): CompiledPack {
  return new Compiler(pack, catalogue).compiled();
}

class Compiler {
  readonly #pack: Pack;
  readonly #catalogue: Catalogue;
  readonly #graph = new Graph();
  readonly #conditions = new Map<Condition, Literal>();
  readonly #active = new Map<string, Literal>();
  readonly #scores: CompiledScore[] = [];
  readonly #scoreNumbers = new Map<string, number>();
  readonly #schedules: Schedule[] = [];
  readonly #scheduleNumbers = new Map<readonly Window[], number>();

  constructor(pack: Pack, catalogue: Catalogue) {
    this.#pack = pack;
    this.#catalogue = catalogue;
  }

  compiled(): CompiledPack {
    const { id, digest, rules, roles } = this.#pack;
    const scope = this.#named(this.#pack.scope);
    return layOut(this.#graph, {
      pack: id,
      digest,
      scores: this.#scores,
      scope,
      roles: Object.fromEntries([...roles].map(([role, when]) => [role, this.#condition(when)])),
      ruleIds: rules.map((rule) => rule.id),
      rules: rules.map((rule) => this.#activeLiteral(rule)),
      subjects: subjectsOf(this.#pack).map(({ rule, role }) => this.#subject(rule, role)),
      schedules: this.#schedules,
      others: othersOf(this.#graph, this.#catalogue),
    });
  }

  #subject(rule: Rule, role: string | null): CompiledSubject {
    const scope = rule.scoped ? this.#named(this.#pack.scope) : ALWAYS;
    const ofRole = role === null ? ALWAYS : this.#condition(this.#pack.roles.get(role));
    return {
      rule: this.#pack.rules.indexOf(rule),
      role,
      applies: this.#graph.all([scope, ofRole, this.#activeLiteral(rule)]),
      schedule: this.#schedule(rule.windows),
    };
  }

  #named(id: string): Literal {
    const rule = this.#pack.byId.get(id);
    return rule ? this.#activeLiteral(rule) : NEVER_HOLDS;
  }

  #activeLiteral(rule: Rule): Literal {
    const literal = this.#active.get(rule.id) ?? this.#defeasible(rule);
    this.#active.set(rule.id, literal);
    return literal;
  }

  #defeasible({ when, unless }: { when: Condition | undefined; unless: readonly Exception[] }): Literal {
    const exceptions = unless.map((exception) => not(this.#defeasible(exception)));
    return this.#graph.all([this.#condition(when), ...exceptions]);
  }

  #condition(condition: Condition | undefined): Literal {
    if (!condition) return ALWAYS;
    const literal = this.#conditions.get(condition) ?? this.#read(condition);
    this.#conditions.set(condition, literal);
    return literal;
  }

  #read(condition: Condition): Literal {
    switch (condition.op) {
      case 'all':
        return this.#graph.all(condition.of.map((part) => this.#condition(part)));
      case 'any':
        return this.#graph.any(condition.of.map((part) => this.#condition(part)));
      case 'not':
        return not(this.#condition(condition.of));
      case 'is':
        return this.#named(condition.id);
      case 'score':
        return this.#graph.atom({ is: 'score', score: this.#score(condition.score), test: condition.test });
      case 'fact':
        return this.#fact(condition.fact, condition.test);
    }
  }

  #fact(id: string, test: Test): Literal {
    const fact = this.#catalogue.get(id);
    if (!fact) throw new Error(`the catalogue has no fact "${id}"`);
    switch (test.is) {
      case 'equals':
        return this.#graph.atom({ is: 'yes', fact: id }) ^ (test.value ? 0 : 1);
      case 'any-of':
        return this.#graph.atom(oneOf(fact, test.values));
      case 'all-of':
        return this.#graph.all(test.values.map((value) => this.#graph.atom(oneOf(fact, [value]))));
      case 'at-least':
      case 'more-than':
        return this.#graph.atom({ is: 'number', fact: id, ...cutOf(test) });
      case 'at-most':
      case 'less-than':
        return not(this.#graph.atom({ is: 'number', fact: id, ...cutOf(test) }));
      case 'before':
        return not(this.#graph.atom({ is: 'date', fact: id, day: test.day, never: true }));
      case 'on-or-after':
        return this.#graph.atom({ is: 'date', fact: id, day: test.day, never: false });
    }
  }

  #schedule(windows: readonly Window[]): number {
    const known = this.#scheduleNumbers.get(windows);
    if (known !== undefined) return known;
    const parts = windows.map((window) => this.#window(window));
    const later = new Map<string, Later>();
    for (const part of parts.flatMap((window) => window.later)) {
      const key = `${part.from} ${part.fact}`;
      const holds = this.#graph.or(part.holds, later.get(key)?.holds ?? NEVER_HOLDS);
      if (holds !== NEVER_HOLDS) later.set(key, { ...part, holds });
    }
    const open = this.#graph.any(parts.map((window) => window.open));
    const sorted = [...later.values()].sort(
      (a, b) => a.from.localeCompare(b.from) || Number(a.fact !== null) - Number(b.fact !== null),
    );
    const isDated = sorted.some(({ fact }) => fact !== null);
    this.#schedules.push({ open, later: sorted, isDated });
    this.#scheduleNumbers.set(windows, this.#schedules.length - 1);
    return this.#schedules.length - 1;
  }

  #window({ from, until, when }: Window): Omit<Schedule, 'isDated'> {
    const graph = this.#graph;
    const isOver = until === undefined ? NEVER_HOLDS : graph.atom({ is: 'today', day: until });
    const possible = graph.and(this.#condition(when), not(isOver));
    const hasCome = graph.atom({ is: 'today', day: typeof from === 'string' ? from : from.notBefore });
    const soon = graph.and(possible, not(hasCome));
    if (typeof from === 'string') {
      return { open: graph.and(possible, hasCome), later: [{ holds: soon, from, fact: null }] };
    }
    const { fact, notBefore } = from;
    const after = nextDay(notBefore);
    const hasNotCome = graph.atom({ is: 'to-come', fact, never: true });
    const isToCome = graph.and(hasCome, graph.atom({ is: 'to-come', fact, never: false }));
    const comesAfter = graph.atom({ is: 'date', fact, day: after, never: false });
    const comesBy = not(graph.atom({ is: 'date', fact, day: after, never: true }));
    const isLater = graph.or(isToCome, graph.and(not(hasCome), comesAfter));
    return {
      open: graph.all([possible, hasCome, not(hasNotCome)]),
      // What comes up to `notBefore` counts from that day.
      later: [
        { holds: graph.and(soon, comesBy), from: notBefore, fact: null },
        { holds: graph.and(possible, isLater), from: notBefore, fact },
      ],
    };
  }

  /** The number of a score; scores it rests on have lower ones. */
  #score(id: string): number {
    const known = this.#scoreNumbers.get(id);
    if (known !== undefined) return known;
    const score = this.#pack.scores.get(id);
    const compiled = score ? this.#compileScore(score) : NO_SCORE;
    this.#scores.push(compiled);
    this.#scoreNumbers.set(id, this.#scores.length - 1);
    return this.#scores.length - 1;
  }

  #compileScore(score: Score): CompiledScore {
    return score.kind === 'questionnaire'
      ? { kind: 'questionnaire', items: score.items.map((item) => this.#item(item)) }
      : {
          kind: 'deduction',
          of: this.#score(score.of),
          percent: score.percent,
          when: this.#condition(score.when),
        };
  }

  #item({ fact: id, answers, when }: ScoreItem) {
    const fact = this.#catalogue.get(id);
    const all = fact?.type === 'boolean' ? 2 : fact?.type === 'enum' ? fact.options.length : 0;
    return {
      asked: this.#condition(when),
      oneAnswer: fact?.type !== 'set',
      isWhole: answers.length === all,
      answers: answers.map(({ given, points }): ScorePoints => ({ given: this.#condition(given), points })),
    };
  }
}

const NO_SCORE: CompiledScore = { kind: 'questionnaire', items: [] };

function oneOf(fact: Fact, values: readonly string[]): Atom {
  const is = fact.type !== 'set' ? 'one-of' : fact.options === 'places' ? 'within' : 'has';
  return { is, fact: fact.id, values: [...new Set(values)].sort() };
}

/** Of each enum an option that no condition mentions. */
function othersOf({ nodes }: Graph, catalogue: Catalogue): CompiledPack['others'] {
  const atoms = nodes.flatMap((node) => (node && 'is' in node && node.is === 'one-of' ? [node] : []));
  const byFact = Map.groupBy(atoms, ({ fact }) => fact);
  return [...byFact].flatMap(([id, own]) => {
    const fact = catalogue.get(id);
    const mentioned = new Set(own.flatMap(({ values }) => values));
    const other =
      fact?.type === 'enum' ? fact.options.find((option) => !mentioned.has(option.id)) : undefined;
    return other ? [[id, other.id] as const] : [];
  });
}
