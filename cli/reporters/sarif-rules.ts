import type { Pack } from '../../engine/pack.ts';
import type { Issue } from './issues.ts';
import { limitRule, type SarifRule, sarifRule } from './sarif-rule.ts';

/** The rules that have results, in the order in which they came up. */
export class SarifRules {
  readonly #packs: readonly Pack[];
  readonly #indexes = new Map<string, number>();
  readonly #rules: SarifRule[] = [];

  constructor(packs: readonly Pack[]) {
    this.#packs = packs;
  }

  /**
   * Where the rule of an issue stands among all.
   *
   * @param id the id of the rule
   */
  indexOf(issue: Issue, id: string): number {
    const index = this.#indexes.get(id) ?? this.#rules.push(this.#describe(issue)) - 1;
    this.#indexes.set(id, index);
    return index;
  }

  all(): readonly SarifRule[] {
    return this.#rules;
  }

  #describe(issue: Issue): SarifRule {
    if (issue.about === 'limit') return limitRule(issue.limit);
    const pack = this.#packs.find(({ id }) => id === issue.assessment.pack);
    const rule = pack?.byId.get(issue.about === 'scope' ? pack.scope : issue.finding.rule);
    if (!pack || !rule) throw new Error(`${issue.assessment.pack} was not checked`);
    return sarifRule(rule, pack);
  }
}
