import { answersTo, givenBy } from './answers.ts';
import { because, becauseActive } from './because.ts';
import type { Day } from './day.ts';
import { evaluate, statedFacts } from './evaluate.ts';
import type { Catalogue, FactValue } from './facts.ts';
import type { Finding } from './finding.ts';
import { knownFrom } from './measure.ts';
import type { Pack } from './pack.ts';
import type { Profile } from './profile.ts';
import { provisionUrl } from './provision-url.ts';
import { Reading } from './reading.ts';
import { type Result, resultOf } from './result.ts';
import { judge, type Subject } from './subject.ts';
import { type Step, Teller } from './teller.ts';

/** The tree behind one finding. */
export interface Explanation {
  finding: Finding;
  /** Where the provision of the rule can be read, or the instrument where no address of the provision is known. */
  url: string;
  asOf: Day;
  summary: string | null;
  /** Judgement calls the rule makes, and what it does not model. */
  notes: readonly string[];
  steps: Step[];
  /** What each answer to each missing fact would do to an undetermined result. */
  ifAnswered: IfAnswered[];
  /** Stated facts without any one of which the result would be open. */
  nearestMiss: NearMiss[];
}

/** What a result can still come to after each answer to one fact. */
export interface IfAnswered {
  fact: string;
  question: string;
  answers: { answer: string; possible: Result[] }[];
}

/** How something that many findings rest on was decided. */
export interface Grounds {
  step: Step;
  /** Stated facts that settle it; none while it is open. */
  because: Finding['because'];
}

/** A stated fact on which the result hangs. */
export interface NearMiss {
  fact: string;
  value: FactValue;
}

/**
 * Explains the finding of a rule for a profile on a day.
 *
 * @param role which of the rule's roles; needed only when it has several
 * @returns undefined when the pack gives no finding for that rule and role
 */
export function explain(
  profile: Profile,
  pack: Pack,
  catalogue: Catalogue,
  asOf: Day,
  ruleId: string,
  role?: string,
): Explanation | undefined {
  const findings = evaluate(profile, pack, catalogue, asOf).findings.filter(
    (finding) => finding.rule === ruleId,
  );
  const finding = role === undefined ? best(findings) : findings.find((candidate) => candidate.role === role);
  return finding && new Explainer(profile, pack, catalogue, asOf).explain(finding);
}

/** Of a rule's findings for several roles, the one that says most. */
export function best(findings: readonly Finding[]): Finding | undefined {
  return findings.find(({ outcome }) => outcome !== 'not-applicable' && outcome !== 'clear') ?? findings[0];
}

/**
 * Explains findings of one pack for one profile on one day. What they have in common is read once.
 *
 * @example
 * const explainer = new Explainer(profile, pack, catalogue, assessment.asOf);
 * const explanations = assessment.findings.map((finding) => explainer.explain(finding));
 */
export class Explainer {
  readonly #profile: Profile;
  readonly #pack: Pack;
  readonly #catalogue: Catalogue;
  readonly #asOf: Day;
  readonly #reading: Reading;
  /** The profile read as if it did not state a fact, by that fact. */
  readonly #without = new Map<string, Reading>();

  constructor(profile: Profile, pack: Pack, catalogue: Catalogue, asOf: Day) {
    this.#profile = profile;
    this.#pack = pack;
    this.#catalogue = catalogue;
    this.#asOf = asOf;
    this.#reading = new Reading(pack, catalogue, knownFrom(pack, profile), asOf);
  }

  /** @param finding what the pack found for the profile on the day */
  explain(finding: Finding): Explanation {
    const { rule } = this.#subjectOf(finding);
    return {
      finding,
      url: provisionUrl(this.#pack.manifest, rule.cite),
      asOf: this.#asOf,
      summary: rule.summary ?? null,
      notes: rule.notes,
      steps: this.steps(finding),
      ifAnswered: this.ifAnswered(finding),
      nearestMiss: this.nearestMiss(finding),
    };
  }

  /**
   * The steps by which a finding was decided.
   *
   * @param told definitions whose steps are told elsewhere and left out here; those told here are added
   */
  steps(finding: Finding, told = new Set<string>()): Step[] {
    const { rule, role } = this.#subjectOf(finding);
    return this.#teller(told).rule(rule, role);
  }

  /** Stated facts without any one of which the result would be open. */
  nearestMiss(finding: Finding): NearMiss[] {
    const subject = this.#subjectOf(finding);
    return finding.because.filter(({ fact }) => this.#hangsOn(fact, subject));
  }

  /**
   * What each answer to each missing fact would do to an undetermined result. Costly where much is missing: its work
   * grows with the number of answers and with all that the result can come to.
   */
  ifAnswered(finding: Finding): IfAnswered[] {
    const reading = this.#reading;
    const { diagrams } = reading;
    const { diagram } = judge(reading, this.#profile, this.#subjectOf(finding), this.#asOf);
    const support = diagrams.support(diagram);
    const variables = diagrams.variables.filter((_, index) => support.has(index));
    return reading.factsBehind(diagram).flatMap((id) => {
      const fact = this.#catalogue.get(id);
      if (!fact) return [];
      const answers = answersTo(fact, variables).map(({ answer, pick }) => {
        const given = givenBy(fact, reading, pick);
        const leaves = diagrams.leavesGiven(diagram, (variable) => given[variable]);
        return { answer, possible: leaves.map(resultOf) };
      });
      return [{ fact: id, question: fact.question, answers }];
    });
  }

  /**
   * Whether the instrument reaches the system.
   *
   * @param told as for `steps`
   */
  scope(told = new Set<string>()): Grounds {
    const scope = this.#pack.byId.get(this.#pack.scope);
    if (!scope) throw new Error(`${this.#pack.id} has no rule "${this.#pack.scope}"`);
    return this.#grounds(this.#teller(told).definition(scope), (wanted) =>
      becauseActive(this.#reading, scope, wanted),
    );
  }

  /**
   * Whether the organisation has a role of the instrument.
   *
   * @param told as for `steps`
   */
  role(role: string, told = new Set<string>()): Grounds {
    const condition = this.#pack.roles.get(role);
    return this.#grounds(this.#teller(told).role(role), (wanted) =>
      because(this.#reading, condition, wanted),
    );
  }

  #grounds(step: Step, because: (wanted: boolean) => ReadonlySet<string>): Grounds {
    return { step, because: step.value === null ? [] : statedFacts(this.#reading, because(step.value)) };
  }

  #teller(told: Set<string>): Teller {
    return new Teller(this.#reading, this.#catalogue, this.#asOf, told);
  }

  #subjectOf({ rule: id, role }: Finding): Subject {
    const rule = this.#pack.byId.get(id);
    if (!rule) throw new Error(`${this.#pack.id} has no rule "${id}"`);
    return { rule, role };
  }

  /** Whether the result would be open if a fact were not stated. */
  #hangsOn(fact: string, subject: Subject): boolean {
    const reading = this.#without.get(fact) ?? this.#readingWithout(fact);
    this.#without.set(fact, reading);
    const { diagram } = judge(reading, this.#profile, subject, this.#asOf);
    return reading.diagrams.constant(diagram) === undefined;
  }

  #readingWithout(fact: string): Reading {
    const { facts, atMost } = knownFrom(this.#pack, this.#profile);
    const { [fact]: _, ...others } = facts;
    return new Reading(this.#pack, this.#catalogue, { facts: others, atMost }, this.#asOf);
  }
}
