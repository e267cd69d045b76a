import type { Assessment } from '../../engine/finding.ts';
import type { Pack } from '../../engine/pack.ts';
import { provisionUrl } from '../../engine/provision-url.ts';
import { verdict } from '../check/verdict.ts';
import { noticesOf } from '../reporters/notices.ts';
import type { CheckContext, CheckedSystem } from '../reporters/reporter.ts';
import { headline } from '../reporters/wording.ts';
import { version } from '../version.ts';
import type { AssessmentAssets, Component, Link, Observation, Origin, Party } from './model.ts';
import { coreProp, instant, markup, paragraphs, plain, props, some } from './text.ts';
import { uuidOf } from './uuid.ts';

export const OWNER_ROLE = 'system-owner';

/** A system that a document is about, with what everything said of it needs. */
export interface Subject {
  checked: CheckedSystem;
  context: CheckContext;
  /** Tells it from all other systems: what is said of it takes its UUIDs from that. */
  identity: string;
  /** Its component, to which observations refer. */
  uuid: string;
  /** What was not looked at, or does not do what somebody may think it does; each once. */
  notices: readonly string[];
  /** Who says so: Jurismap. */
  origins: Origin[];
}

/** @param tool the UUID of the component that stands for Jurismap */
export function subjectOf(
  checked: CheckedSystem,
  context: CheckContext,
  identity: string,
  tool: string,
): Subject {
  return {
    checked,
    context,
    identity,
    uuid: uuidOf('system', identity),
    notices: [...new Set(noticesOf(checked.report))],
    origins: [{ actors: [{ type: 'tool', 'actor-uuid': tool }] }],
  };
}

/** The pack of an assessment as it was evaluated; undefined where another Jurismap did that by a pack of its own. */
export function packOf({ rules }: CheckContext, { packDigest }: Assessment): Pack | undefined {
  return rules.packs.find(({ digest }) => digest === packDigest);
}

/** Where a provision can be read, if that is known. */
export function provisionLinks(pack: Pack | undefined, cite: string): Link[] | undefined {
  return pack && [{ href: provisionUrl(pack.manifest, cite), rel: 'reference', text: markup(cite) }];
}

/** The day of the check, as the time at which everything was seen. */
export function seenAt({ asOf }: CheckContext): string {
  return instant(asOf) ?? asOf;
}

/** What refers to the system in an observation. */
export function subjectReferences({ uuid, checked }: Subject): Observation['subjects'] {
  return [{ 'subject-uuid': uuid, type: 'component', title: nameOf(checked) }];
}

/** The system itself. A profile does not say whether it runs. */
export function systemComponent({ uuid, checked, context, identity }: Subject): Component {
  const { system } = checked.report;
  const owner = ownerOf(checked);
  const version = plain(system.version ?? '');
  return {
    uuid,
    type: context.count === 1 ? 'this-system' : 'system',
    title: nameOf(checked),
    description: markup(system.description ?? '') || nameOf(checked),
    props: [
      ...(version === '' ? [] : [coreProp('version', version)]),
      ...props({
        'system-id': identity,
        profile: checked.file,
      }),
    ],
    status: { state: 'other', remarks: 'A profile does not say whether the system is in operation.' },
    'responsible-roles': some(owner ? [{ 'role-id': OWNER_ROLE, 'party-uuids': [owner.uuid] }] : []),
  };
}

/** The name of a system as Markdown; its id where the name has nothing to show. */
export function nameOf({ report: { system } }: CheckedSystem): string {
  return markup(system.name) || system.id;
}

/** Who answers for a system. Profiles mostly name a body, a function or a team. */
export function ownerOf({ report: { system } }: CheckedSystem): Party | undefined {
  const name = plain(system.owner?.name ?? '');
  if (name === '') return undefined;
  const email = system.owner?.email;
  return {
    uuid: uuidOf('party', name, email ?? null),
    type: 'organization',
    name,
    'email-addresses': some(email === undefined ? [] : [email]),
  };
}

/** Jurismap as what an assessment was made with. */
export function assessmentAssets(tool: string): AssessmentAssets {
  return {
    components: [
      {
        uuid: tool,
        type: 'software',
        title: 'Jurismap',
        description: 'Evaluates the description of an AI system against instruments of law encoded as data.',
        props: [coreProp('version', version())],
        status: { state: 'operational' },
      },
    ],
    'assessment-platforms': [
      {
        uuid: uuidOf('platform', tool),
        title: 'jurismap check',
        'uses-components': [{ 'component-uuid': tool }],
      },
    ],
  };
}

/** What to know of a system before all else, in paragraphs: the verdict, and what it does not say. */
export function summaryOf({ checked, notices }: Subject): string {
  const { gate, assessments } = checked.report;
  return paragraphs(
    verdict(gate),
    markup(headline(assessments)),
    gate.inScope.length > 0
      ? undefined
      : 'No binding law of the packs looked at is known to reach the system. That says nothing about other laws.',
    ...notices.map(markup),
  );
}
