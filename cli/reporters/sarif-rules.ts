import type { Pack } from '../../engine/pack.ts';
import type { FindingIssue, Issue, ScopeIssue } from './issues.ts';
import { limitRule, type SarifRule, sarifRule, strangeRule } from './sarif-rule.ts';

/** The rules that have results, in the order in which they came up. */
export class SarifRules {
  readonly #packs: readonly Pack[];
  readonly #indexes = new Map<string, number>();
  readonly #rules: SarifRule[] = [];

  /** @param packs those this copy of Jurismap has; a finding can come from another one's */
  constructor(packs: readonly Pack[]) {
    this.#packs = packs;
  }

  /**
   * Where the rule of an issue stands among all.
   *
   * @param id the id of the rule
   */
  indexOf(issue: Issue, id: string): number {
    const index = this.#indexes.get(id) ?? this.#rules.push(this.#describe(issue, id)) - 1;
    this.#indexes.set(id, index);
    return index;
  }

  all(): readonly SarifRule[] {
    return this.#rules;
  }

  #describe(issue: Issue, id: string): SarifRule {
    return issue.about === 'limit' ? limitRule(issue.limit) : (this.#known(issue) ?? strangeRule(issue, id));
  }

  /** The rule as it was evaluated. */
  #known(issue: FindingIssue | ScopeIssue): SarifRule | undefined {
    const { assessment } = issue;
    const pack = this.#packs.find(({ digest }) => digest === assessment.packDigest);
    const rule = pack?.byId.get(issue.about === 'scope' ? pack.scope : issue.finding.rule);
    return pack && rule && sarifRule(rule, pack);
  }
}
