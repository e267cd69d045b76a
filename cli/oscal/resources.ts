import type { Force, Pack } from '../../engine/pack.ts';
import type { Policy } from '../../engine/policy.ts';
import type { CheckContext } from '../reporters/reporter.ts';
import type { Link, Resource } from './model.ts';
import { coreProp, markup, paragraphs, props } from './text.ts';
import { uuidOf } from './uuid.ts';

const TYPES: Readonly<Record<Force, string>> = {
  binding: 'law',
  guidance: 'external-guidance',
  voluntary: 'standard',
  proposed: 'law',
};

/** The UUID of the resource that stands for an instrument. */
export function resourceOf(pack: string): string {
  return uuidOf('instrument', pack);
}

/**
 * What a document refers to: the policy and instruments.
 *
 * @param isReferred whether the document refers to a resource with this UUID
 */
export function backMatterOf(
  { policy, rules }: CheckContext,
  isReferred: (uuid: string) => boolean,
): { resources: Resource[] } {
  const instruments = rules.packs.map(instrumentResource).filter(({ uuid }) => isReferred(uuid));
  return { resources: [policyResource(policy), ...instruments] };
}

function instrumentResource({ id, version, manifest }: Pack): Resource {
  const { title, citation, url, jurisdiction, force, status, extent } = manifest;
  return {
    uuid: resourceOf(id),
    title: markup(title),
    description: paragraphs(markup(status), extent === undefined ? undefined : markup(extent)),
    props: [
      coreProp('type', TYPES[force]),
      ...props({ pack: id, 'pack-version': version, jurisdiction, force }),
    ],
    citation: { text: markup(citation) },
    rlinks: [{ href: new URL(url).href }],
  };
}

const POLICY = uuidOf('policy');

/** What decides whether a deployment stops. */
export const POLICY_LINK: Link = { href: `#${POLICY}`, rel: 'policy', text: 'Policy of the check' };

/** What stands for the assessment plan: there is none, and OSCAL asks for one. */
export const PLAN = {
  href: POLICY_LINK.href,
  remarks:
    'There is no assessment plan. Jurismap holds a system against every rule of its packs; the policy in the resource named here says what stops a deployment.',
};

function policyResource(policy: Policy): Resource {
  const text = `${JSON.stringify(policy, null, 2)}\n`;
  return {
    uuid: POLICY,
    title: 'Policy of the check',
    description:
      'What stops a deployment, in the form that `jurismap check --fail-on` reads. A prohibited practice always does.',
    props: [coreProp('type', 'policy')],
    base64: {
      filename: 'policy.json',
      'media-type': 'application/json',
      value: Buffer.from(text).toString('base64'),
    },
  };
}
