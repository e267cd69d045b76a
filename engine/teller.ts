import type { Condition } from './condition.ts';
import { testText } from './condition-text.ts';
import type { Day } from './day.ts';
import type { Diagram } from './diagram.ts';
import type { Catalogue, FactValue } from './facts.ts';
import type { Exception, Rule, Window } from './pack.ts';
import type { Reading } from './reading.ts';
import type { Score, ScoreItem } from './score.ts';
import { openingsOf } from './windows.ts';

/** One step of an explanation: what was asked, how it came out, and the steps below it. */
export interface Step {
  /** What was asked, in words or in the form the pack writes it. */
  text: string;
  /** True, false, or null where it depends on a fact that is still unknown. */
  value: boolean | null;
  /** The provision the step comes from. */
  cite?: string;
  fact?: { id: string; question: string; value: FactValue | null };
  /** The definition or class the step stands for. Its own steps are told where it comes up first. */
  rule?: string;
  steps: Step[];
}

/** Tells conditions as steps, each definition where it comes up first. */
export class Teller {
  readonly #reading: Reading;
  readonly #catalogue: Catalogue;
  readonly #asOf: Day;
  readonly #told: Set<string>;

  /** @param told definitions and scores told already, to which those told from now on are added */
  constructor(reading: Reading, catalogue: Catalogue, asOf: Day, told: Set<string>) {
    this.#reading = reading;
    this.#catalogue = catalogue;
    this.#asOf = asOf;
    this.#told = told;
  }

  rule(rule: Rule, role: string | null): Step[] {
    const { pack } = this.#reading;
    const steps: Step[] = [];
    const scope = pack.byId.get(pack.scope);
    if (rule.scoped && scope)
      steps.push({ ...this.definition(scope), text: `The instrument reaches the system: ${scope.title}` });
    if (role !== null && pack.roles.has(role)) steps.push(this.role(role));
    if (rule.when) {
      steps.push(
        this.#step(
          'The conditions hold',
          this.#reading.condition(rule.when),
          [this.condition(rule.when)],
          rule.cite,
        ),
      );
    }
    steps.push(...rule.unless.map((exception) => this.#exception(exception)));
    steps.push(...rule.windows.map((window) => this.#window(window)));
    return steps;
  }

  /** Whether the profile's organisation has a role. */
  role(role: string): Step {
    const condition = this.#reading.pack.roles.get(role);
    const diagram = this.#reading.condition(condition);
    return this.#step(`You are the ${role}`, diagram, condition ? [this.condition(condition)] : []);
  }

  condition(condition: Condition): Step {
    const diagram = this.#reading.condition(condition);
    switch (condition.op) {
      case 'all':
        return this.#step(
          'all of these',
          diagram,
          condition.of.map((part) => this.condition(part)),
        );
      case 'any':
        return this.#step(
          'any of these',
          diagram,
          condition.of.map((part) => this.condition(part)),
        );
      case 'not':
        return this.#step('not', diagram, [this.condition(condition.of)]);
      case 'is': {
        const rule = this.#reading.pack.byId.get(condition.id);
        return rule ? this.definition(rule) : this.#step(condition.id, diagram, []);
      }
      case 'fact': {
        const value = Object.hasOwn(this.#reading.facts, condition.fact)
          ? this.#reading.facts[condition.fact]
          : undefined;
        const question = this.#catalogue.get(condition.fact)?.question ?? condition.fact;
        return {
          ...this.#step(`${condition.fact} ${testText(condition.test)}`, diagram, []),
          fact: { id: condition.fact, question, value: value ?? null },
        };
      }
      case 'score': {
        const score = this.#reading.pack.scores.get(condition.score);
        const name = score ? score.title : condition.score;
        return this.#step(
          `${name}, ${this.#points(condition.score)} ${testText(condition.test)}`,
          diagram,
          score ? this.#scoreSteps(score) : [],
          score?.cite,
        );
      }
    }
  }

  /** What a score comes to, or all it can still come to. */
  #points(id: string): string {
    const { diagrams } = this.#reading;
    const values = diagrams.leaves(this.#reading.score(id)).map(Number);
    const [lowest, highest] = [Math.min(...values), Math.max(...values)];
    return lowest === highest ? `which is ${lowest},` : `which is from ${lowest} to ${highest},`;
  }

  /** What each question of a score adds, or when a deduction is made. Told once, like definitions. */
  #scoreSteps(score: Score): Step[] {
    const key = `score ${score.id}`;
    if (this.#told.has(key)) return [];
    this.#told.add(key);
    if (score.kind === 'questionnaire') return score.items.flatMap((item) => this.#itemSteps(item));
    const whole = this.#reading.pack.scores.get(score.of);
    return [
      { ...this.condition(score.when), text: `${score.percent} % is deducted` },
      ...(whole ? this.#scoreSteps(whole) : []),
    ];
  }

  #itemSteps({ fact, answers, when }: ScoreItem): Step[] {
    const { diagrams } = this.#reading;
    return answers
      .filter(({ points }) => points !== 0)
      .map(({ answer, given, points }) => {
        const step = this.condition(given);
        const adds = diagrams.and(this.#reading.condition(given), this.#reading.condition(when));
        return {
          ...step,
          ...this.#step(`${fact} is ${answer}: ${points} points`, adds, when ? [this.condition(when)] : []),
        };
      });
  }

  /** A definition is told once: told at every mention, the tree of some rules would have tens of thousands of steps. */
  definition(rule: Rule): Step {
    const isToldAbove = this.#told.has(rule.id);
    this.#told.add(rule.id);
    const below = (): Step[] => [
      ...(rule.when ? [this.condition(rule.when)] : []),
      ...rule.unless.map((exception) => this.#exception(exception)),
    ];
    return {
      ...this.#step(rule.title, this.#reading.active(rule), isToldAbove ? [] : below(), rule.cite),
      rule: rule.id,
    };
  }

  #exception(exception: Exception): Step {
    return this.#step(
      `exception "${exception.id}"`,
      this.#reading.exception(exception),
      [this.condition(exception.when), ...exception.unless.map((inner) => this.#exception(inner))],
      exception.cite,
    );
  }

  #window(window: Window): Step {
    const { diagrams } = this.#reading;
    const openings = openingsOf(this.#reading, window, this.#asOf);
    const open = openings.reduce((any, { now }) => diagrams.or(any, now), diagrams.no);
    const later = openings.reduce((any, opening) => diagrams.or(any, opening.later), diagrams.no);
    const isUpcoming = later !== diagrams.no;
    const start = openings.length === 1 ? openings[0]?.from : null;
    const name = window.id ? ` (${window.id})` : '';
    const bar = window.notEnforced === undefined ? '' : `, not enforced: ${window.notEnforced}`;
    const text = `${isUpcoming ? 'will apply' : 'applies'} from ${start ?? 'a day still unknown'}${name}${bar}`;
    return this.#step(
      text,
      isUpcoming ? later : open,
      window.when ? [this.condition(window.when)] : [],
      window.cite,
    );
  }

  #step(text: string, diagram: Diagram, steps: Step[], cite?: string): Step {
    return { text, value: this.#reading.truth(diagram) ?? null, ...(cite && { cite }), steps };
  }
}
