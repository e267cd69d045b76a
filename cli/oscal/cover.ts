import type { Gate } from '../../engine/gate.ts';
import { verdict } from '../check/verdict.ts';
import type { CheckContext, CheckedSystem } from '../reporters/reporter.ts';
import type { Metadata, Party, Property, Resource } from './model.ts';
import { instrumentResource, POLICY_LINK, policyResource } from './resources.ts';
import { nameOf, OWNER_ROLE, ownerOf, seenAt } from './subject.ts';
import { NAMESPACE, paragraphs, props, some } from './text.ts';
import { uuidOf } from './uuid.ts';

/** What a document says of all its systems together. It keeps no system. */
export class Cover {
  readonly #context: CheckContext;
  readonly #identities: string[] = [];
  readonly #times = new Map<string, number>();
  readonly #owners = new Map<string, Party>();
  readonly #instruments = new Map<string, Resource>();
  #name: string;

  constructor(context: CheckContext) {
    this.#context = context;
    this.#name = `${context.count} systems`;
  }

  /** @returns the identity of the system: its id, with a number where the id came before */
  add(checked: CheckedSystem): string {
    const { system, assessments } = checked.report;
    const { id } = system;
    const owner = ownerOf(checked);
    if (owner) this.#owners.set(owner.uuid, owner);
    if (this.#context.count === 1) this.#name = nameOf(checked);
    const times = (this.#times.get(id) ?? 0) + 1;
    const identity = times === 1 ? id : `${id}#${times}`;
    this.#times.set(id, times);
    this.#identities.push(identity);
    for (const assessment of assessments) {
      const resource = instrumentResource(this.#context, assessment);
      this.#instruments.set(resource.uuid, resource);
    }
    return identity;
  }

  /** The UUID of a thing of this kind that is about these systems, on any day. */
  uuidOf(kind: string): string {
    return uuidOf(kind, ...this.#identities);
  }

  /** What a plan is for. OSCAL has no plan for several systems: together they get an id of their own. */
  systemId(): { 'identifier-type': string; id: string } {
    const [only = '', ...others] = this.#identities;
    return others.length === 0
      ? { 'identifier-type': `${NAMESPACE}:system-id`, id: only }
      : { 'identifier-type': 'https://ietf.org/rfc/rfc4122', id: this.uuidOf('systems') };
  }

  /**
   * What the document refers to: the policy and instruments.
   *
   * @param isReferred whether it refers to a resource with this UUID
   */
  backMatter(isReferred: (uuid: string) => boolean): { resources: Resource[] } {
    const instruments = [...this.#instruments.values()].filter(({ uuid }) => isReferred(uuid));
    return { resources: [policyResource(this.#context.policy), ...instruments] };
  }

  /**
   * @param what the document is, such as `Assessment of`
   * @param gate the verdict over all systems
   */
  metadata(what: string, gate: Gate): Metadata {
    const { asOf } = this.#context;
    const parties = some([...this.#owners.values()]);
    return {
      title: `${what} ${this.#name} as of ${asOf}`,
      'last-modified': seenAt(this.#context),
      version: asOf,
      'oscal-version': '1.2.1',
      props: gateProps(gate),
      links: [POLICY_LINK],
      roles: parties && [OWNER],
      parties,
      remarks: paragraphs(verdict(gate), TIMES, NO_ADVICE),
    };
  }
}

const OWNER = {
  id: OWNER_ROLE,
  title: 'System owner',
  description: 'Answers for the system: a body, a function, a team or a person.',
};

const TIMES =
  'Jurismap knows days and no times of day: every time is midnight UTC, at the beginning of the day that is meant.';

const NO_ADVICE =
  'Findings are not legal advice. They are the result of encoded rules applied to the facts that the profile states; Jurismap examines neither the system nor its evidence.';

/** Gate result and exit code, of a system or of all, and how many findings they come from. */
export function gateProps({ result, exitCode, counts }: Gate): Property[] {
  const tally = Object.entries(counts).map(([name, count]) => [`count-${name}`, count] as const);
  return props({ 'gate-result': result, 'exit-code': exitCode, ...Object.fromEntries(tally) });
}
