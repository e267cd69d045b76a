import type { Condition, Test } from './condition.ts';
import type { Day } from './day.ts';
import { nextDay } from './day.ts';
import { type Diagram, Diagrams } from './diagram.ts';
import { type Cut, cutOf, domainOf } from './domain.ts';
import { type Catalogue, type Fact, type Facts, type FactValue, NEVER, placeAnswers } from './facts.ts';
import type { Known } from './known.ts';
import { type Atom, orderOf } from './order.ts';
import type { Exception, Pack, Rule } from './pack.ts';
import { isWithin } from './places.ts';
import { compares, scoreDiagram } from './score.ts';

/**
 * One profile's facts read through one pack: every condition as a function of the facts that are still unknown.
 *
 * @example
 * const reading = new Reading(pack, catalogue, stated({ roles: ['deployer'] }), '2026-11-24');
 * reading.truth(reading.active(rule)); // true, false, or undefined when it depends on an unknown fact
 */
export class Reading {
  readonly pack: Pack;
  readonly facts: Facts;
  readonly diagrams = new Diagrams<string>('true', 'false');
  readonly #atMost: Known['atMost'];
  readonly #catalogue: Catalogue;
  readonly #days: readonly Day[];
  readonly #conditions = new Map<Condition, Diagram>();
  readonly #active = new Map<string, Diagram>();
  readonly #scores = new Map<string, Diagram>();
  readonly #variables = new Map<string, number>();
  readonly #partingDays = new Map<string, readonly Day[]>();
  readonly #behind = new Map<Diagram, string[]>();

  /** @param days the days to evaluate, which tell apart an unknown date that has come from one that has not */
  constructor(pack: Pack, catalogue: Catalogue, { facts, atMost }: Known, ...days: Day[]) {
    this.pack = pack;
    this.facts = facts;
    this.#atMost = atMost;
    this.#catalogue = catalogue;
    this.#days = days;
  }

  /** True, false, or undefined when the function depends on an unknown fact. */
  truth(diagram: Diagram): boolean | undefined {
    if (diagram === this.diagrams.yes) return true;
    return diagram === this.diagrams.no ? false : undefined;
  }

  /** Where a condition holds; an absent condition always does. */
  condition(condition: Condition | undefined): Diagram {
    if (!condition) return this.diagrams.yes;
    const known = this.#conditions.get(condition);
    if (known !== undefined) return known;
    const diagram = this.#read(condition);
    this.#conditions.set(condition, diagram);
    return diagram;
  }

  /** Where a rule's `when` holds and none of its exceptions does, whatever the day, the role and the pack's scope. */
  active(rule: Rule): Diagram {
    const known = this.#active.get(rule.id);
    if (known !== undefined) return known;
    const diagram = this.#unless(this.condition(rule.when), rule.unless);
    this.#active.set(rule.id, diagram);
    return diagram;
  }

  /** Where an exception holds and is not itself excepted. */
  exception(exception: Exception): Diagram {
    return this.#unless(this.condition(exception.when), exception.unless);
  }

  /** Where the definition or class with this id holds. */
  named(id: string): Diagram {
    const rule = this.pack.byId.get(id);
    return rule ? this.active(rule) : this.diagrams.no;
  }

  /** What the score with this id comes to; the leaves are numbers. */
  score(id: string): Diagram {
    const known = this.#scores.get(id);
    if (known !== undefined) return known;
    const score = this.pack.scores.get(id);
    const diagram = score ? scoreDiagram(this, score) : this.diagrams.leaf('0');
    this.#scores.set(id, diagram);
    return diagram;
  }

  /** Where the instrument reaches the system at all. */
  scope(): Diagram {
    return this.named(this.pack.scope);
  }

  /** Where the day a fact tells is on or before `day`, and where it is after it (never is neither). */
  dayOf(fact: string, day: Day): { come: Diagram; later: Diagram } {
    const test: Test = { is: 'before', day: nextDay(day) };
    return {
      come: this.condition({ op: 'fact', fact, test }),
      later: this.condition({ op: 'fact', fact, test: { is: 'on-or-after', day: nextDay(day) } }),
    };
  }

  /** The facts behind a function, in the order of the catalogue. */
  factsBehind(diagram: Diagram): string[] {
    const known = this.#behind.get(diagram);
    if (known) return known;
    const behind = new Set<string>();
    for (const variable of this.diagrams.support(diagram)) {
      behind.add(this.diagrams.variables[variable]?.fact ?? '');
    }
    const facts = this.#catalogue.facts.filter((fact) => behind.has(fact.id)).map((fact) => fact.id);
    this.#behind.set(diagram, facts);
    return facts;
  }

  // These three leave off where the rest can change nothing any more: most conditions of most systems.

  #unless(when: Diagram, exceptions: readonly Exception[]): Diagram {
    const { diagrams } = this;
    let active = when;
    for (const exception of exceptions) {
      if (active === diagrams.no) break;
      active = diagrams.and(active, diagrams.not(this.exception(exception)));
    }
    return active;
  }

  #all(conditions: readonly Condition[]): Diagram {
    const { diagrams } = this;
    let all = diagrams.yes;
    for (const condition of conditions) {
      if (all === diagrams.no) break;
      all = diagrams.and(all, this.condition(condition));
    }
    return all;
  }

  #any(conditions: readonly Condition[]): Diagram {
    const { diagrams } = this;
    let any = diagrams.no;
    for (const condition of conditions) {
      if (any === diagrams.yes) break;
      any = diagrams.or(any, this.condition(condition));
    }
    return any;
  }

  #read(condition: Condition): Diagram {
    const { diagrams } = this;
    switch (condition.op) {
      case 'all':
        return this.#all(condition.of);
      case 'any':
        return this.#any(condition.of);
      case 'not':
        return diagrams.not(this.condition(condition.of));
      case 'is':
        return this.named(condition.id);
      case 'fact':
        return this.#readFact(condition.fact, condition.test);
      case 'score':
        return diagrams.mapLeaves(this.score(condition.score), (points) =>
          compares(condition.test, Number(points)) ? 'true' : 'false',
        );
    }
  }

  #readFact(id: string, test: Test): Diagram {
    const fact = this.#catalogue.get(id);
    if (!fact) throw new Error(`the catalogue has no fact "${id}"`);
    const value = Object.hasOwn(this.facts, id) ? this.facts[id] : undefined;
    if (value === undefined) return this.#unknown(fact, test, undefined);
    if (fact.type === 'set' && fact.options === 'places') return this.#unknown(fact, test, value);
    return passes(test, value) ? this.diagrams.yes : this.diagrams.no;
  }

  #unknown(fact: Fact, test: Test, value: FactValue | undefined): Diagram {
    switch (fact.type) {
      case 'boolean':
        return this.#where({ key: fact.id, fact: fact.id, member: undefined }, (answer) =>
          passes(test, answer === 1),
        );
      case 'enum':
        return this.#where({ key: fact.id, fact: fact.id, member: undefined }, (answer) =>
          passes(test, fact.options[answer]?.id ?? ''),
        );
      case 'set':
        return this.#members(fact, test, Array.isArray(value) ? value : undefined);
      case 'number':
        return this.#number(fact.id, test);
      case 'date':
        return this.#date(fact.id, test);
    }
  }

  #members(fact: Fact & { type: 'set' }, test: Test, listed: readonly string[] | undefined): Diagram {
    const { diagrams } = this;
    if (test.is !== 'any-of' && test.is !== 'all-of') return diagrams.no;
    const each = test.values.map((value) =>
      fact.options === 'places' ? this.#place(fact.id, value, listed) : this.#member(fact.id, value),
    );
    return test.is === 'any-of'
      ? each.reduce((any, one) => diagrams.or(any, one), diagrams.no)
      : each.reduce((all, one) => diagrams.and(all, one), diagrams.yes);
  }

  #member(fact: string, value: string): Diagram {
    return this.#where({ key: `${fact}=${value}`, fact, member: value }, (answer) => answer === 1);
  }

  /** Being within a place is being within one of the smaller places the pack looks for, or elsewhere in it. */
  #place(fact: string, target: string, listed: readonly string[] | undefined): Diagram {
    const settled = listed && placeAnswers(listed, target);
    if (settled !== undefined) return settled ? this.diagrams.yes : this.diagrams.no;
    const inside = (domainOf(this.pack).members.get(fact) ?? []).filter(
      (place) => place !== target && isWithin(place, target),
    );
    return inside
      .map((place) => this.#place(fact, place, listed))
      .reduce((any, one) => this.diagrams.or(any, one), this.#member(fact, target));
  }

  #number(fact: string, test: Test): Diagram {
    if (!('value' in test) || typeof test.value === 'boolean') return this.diagrams.no;
    const wanted = cutOf({ ...test, value: test.value });
    const cuts = domainOf(this.pack).cuts.get(fact) ?? [];
    const index = cuts.findIndex((cut) => cut.value === wanted.value && cut.above === wanted.above);
    if (index < 0) throw new Error(`the pack tells no ${fact} of ${wanted.value} apart`);
    const wantsAbove = test.is === 'at-least' || test.is === 'more-than';
    // Answers above a bound cannot be given; they count as the highest that can.
    const highest = highestAnswer(cuts, Object.hasOwn(this.#atMost, fact) ? this.#atMost[fact] : undefined);
    return this.#where(
      { key: fact, fact, member: undefined },
      (answer) => Math.min(answer, highest) > index === wantsAbove,
    );
  }

  #date(fact: string, test: Test): Diagram {
    if (test.is !== 'on-or-after' && test.is !== 'before') return this.diagrams.no;
    const days = this.#daysOf(fact);
    const index = days.indexOf(test.day);
    if (index < 0) throw new Error(`the pack tells no ${fact} of ${test.day} apart`);
    const never = days.length + 1;
    return this.#where(
      { key: fact, fact, member: undefined },
      (answer) => answer !== never && answer > index === (test.is === 'on-or-after'),
    );
  }

  /** The days that part the answers to a date. */
  #daysOf(fact: string): readonly Day[] {
    const known = this.#partingDays.get(fact);
    if (known) return known;
    const domain = domainOf(this.pack);
    const own = domain.days.get(fact) ?? [];
    const opening = domain.opening.get(fact);
    const told = opening ? [...this.#days, ...opening].map(nextDay) : [];
    const days = [...new Set([...own, ...told])].sort();
    this.#partingDays.set(fact, days);
    return days;
  }

  /** What each answer to a variable means. */
  #answers(atom: Atom): string[] {
    const fact = this.#catalogue.get(atom.fact);
    switch (fact?.type) {
      case 'boolean':
        return ['no', 'yes'];
      case 'enum':
        return fact.options.map((option) => option.id);
      case 'set':
        return [`${atom.member}: no`, `${atom.member}: yes`];
      case 'number': {
        const cuts = domainOf(this.pack).cuts.get(fact.id) ?? [];
        return ['lowest', ...cuts.map((cut) => `${cut.above ? 'more than' : 'at least'} ${cut.value}`)];
      }
      case 'date':
        return ['earliest', ...this.#daysOf(fact.id).map((day) => `from ${day}`), NEVER];
      case undefined:
        return [];
    }
  }

  /** Where the answer to a variable is one of those that `holds` accepts. */
  #where(atom: Atom, holds: (answer: number) => boolean): Diagram {
    const { yes, no } = this.diagrams;
    const variable = this.#variable(atom);
    const answers = this.diagrams.variables[variable]?.answers ?? [];
    return this.diagrams.ask(
      variable,
      answers.map((_, answer) => (holds(answer) ? yes : no)),
    );
  }

  /** The number of a variable. The first one asked for declares all of the pack, in their order. */
  #variable(atom: Atom): number {
    if (this.#variables.size === 0) {
      for (const ordered of orderOf(this.pack, this.#catalogue)) this.#declare(ordered);
    }
    return this.#variables.get(atom.key) ?? this.#declare(atom);
  }

  #declare(atom: Atom): number {
    const variable = this.diagrams.declare({ fact: atom.fact, answers: this.#answers(atom) });
    this.#variables.set(atom.key, variable);
    return variable;
  }
}

/** The range of a number that holds its upper bound: answer n lies above the first n cuts. */
function highestAnswer(cuts: readonly Cut[], bound: number | undefined): number {
  if (bound === undefined) return cuts.length;
  return cuts.filter(({ value, above }) => (above ? bound > value : bound >= value)).length;
}

/** Whether a known value passes a test. Places are read by `#place`. */
function passes(test: Test, value: FactValue): boolean {
  switch (test.is) {
    case 'equals':
      return value === test.value;
    case 'any-of':
      return Array.isArray(value)
        ? test.values.some((wanted) => value.includes(wanted))
        : test.values.some((wanted) => wanted === value);
    case 'all-of':
      return Array.isArray(value) && test.values.every((wanted) => value.includes(wanted));
    case 'at-least':
    case 'more-than':
    case 'at-most':
    case 'less-than':
      return typeof value === 'number' && compares(test, value);
    case 'on-or-after':
      return typeof value === 'string' && value !== NEVER && value >= test.day;
    case 'before':
      return typeof value === 'string' && value !== NEVER && value < test.day;
  }
}
