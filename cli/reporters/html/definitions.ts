import type { Explainer, Grounds } from '../../../engine/explain.ts';
import type { Finding } from '../../../engine/finding.ts';
import type { Pack, Rule } from '../../../engine/pack.ts';
import type { Step } from '../../../engine/teller.ts';
import { decisive } from '../../decisive.ts';
import { html, joined, type Markup } from './markup.ts';
import { pinpoint } from './pinpoint.ts';
import { instrumentId, type Section } from './section.ts';
import { type Telling, tree } from './tree.ts';

/**
 * What findings of an instrument have in common: its scope, its roles, its definitions and classes. Each is told once,
 * below the findings, which lead to it: told in every finding, they would fill thousands of pages.
 */
export class Definitions implements Telling {
  readonly catalogue: Telling['catalogue'];
  /** Facts that settle whether the instrument reaches the system. */
  readonly scope: Finding['because'];
  readonly #id: string;
  readonly #pack: Pack;
  readonly #explainer: Explainer;
  /** Definitions whose steps were told. */
  readonly #told = new Set<string>();
  readonly #steps = new Map<string, Step>();
  readonly #roles = new Map<string, Grounds>();
  readonly #named = new Set<string>();

  constructor(section: Section, pack: Pack, explainer: Explainer) {
    this.catalogue = section.context.rules.catalogue;
    this.#id = instrumentId(section, pack.id);
    this.#pack = pack;
    this.#explainer = explainer;
    const { step, because } = explainer.scope(this.#told);
    this.#learn([step]);
    this.scope = because;
  }

  /** The steps by which a finding was decided, without those of what it has in common with others. */
  stepsOf(finding: Finding): Step[] {
    const steps = this.#explainer.steps(finding, this.#told);
    this.#learn(steps);
    return steps;
  }

  /** Where on the page a definition is told. Ids of rules and roles have no dots. */
  readonly addressOf = (rule: string): string => {
    this.#named.add(rule);
    return `#${this.#id}..${rule}`;
  };

  /** Where on the page a role is told. */
  addressOfRole(role: string): string {
    this.#role(role);
    return `#${this.#id}...${role}`;
  }

  /** Facts of a finding that it has in common with others. */
  shared({ scoped }: Rule, role: string | null): ReadonlySet<string> {
    const facts = [...(scoped ? this.scope : []), ...(role === null ? [] : this.#role(role).because)];
    return new Set(facts.map(({ fact }) => fact));
  }

  /** Every role and definition that was named, in the order of the pack. */
  get list(): Markup[] {
    const roles = [...this.#pack.roles.keys()].flatMap((role) => {
      const step = this.#roles.get(role)?.step;
      return step ? definition(`${this.#id}...${role}`, `You are the ${role}`, undefined, step, this) : [];
    });
    const definitions = new Map<string, Markup>();
    // Telling one can name others; a set gives what is added to it meanwhile.
    for (const id of this.#named) {
      const rule = this.#pack.byId.get(id);
      const step = this.#steps.get(id);
      if (!rule || !step) continue;
      const told = definition(`${this.#id}..${id}`, rule.title, pinpoint(this.#pack, rule.cite), step, this);
      definitions.set(id, told);
    }
    return [...roles, ...this.#pack.rules.flatMap(({ id }) => definitions.get(id) ?? [])];
  }

  #role(role: string): Grounds {
    const known = this.#roles.get(role);
    if (known) return known;
    const grounds = this.#explainer.role(role, this.#told);
    this.#learn([grounds.step]);
    this.#roles.set(role, grounds);
    return grounds;
  }

  #learn(steps: readonly Step[]): void {
    for (const step of steps) {
      if (step.rule !== undefined && (step.steps.length > 0 || !this.#steps.has(step.rule))) {
        this.#steps.set(step.rule, step);
      }
      this.#learn(step.steps);
    }
  }
}

function definition(
  id: string,
  title: string,
  cite: Markup | undefined,
  step: Step,
  telling: Telling,
): Markup {
  return html`
<section class="definition" id="${id}">
<h5>${joined([cite, title], ' ')}: ${HOLDS[String(step.value)]}</h5>
${tree(decisive(step), telling)}
</section>`;
}

const HOLDS: Readonly<Record<string, string>> = { true: 'yes', false: 'no', null: 'open' };
