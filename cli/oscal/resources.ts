import type * as z from 'zod';
import type { Assessment } from '../../engine/finding.ts';
import type { Force } from '../../engine/pack.ts';
import type { Policy } from '../../engine/policy.ts';
import type { PolicyFileSchema } from '../check/policy.ts';
import type { CheckContext } from '../reporters/reporter.ts';
import type { Link, Resource } from './model.ts';
import { packOf } from './subject.ts';
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

/** An instrument that systems were held against. */
export function instrumentResource(context: CheckContext, assessment: Assessment): Resource {
  const { pack, version, title, jurisdiction } = assessment;
  const manifest = packOf(context, assessment)?.manifest;
  return {
    uuid: resourceOf(pack),
    title: markup(title),
    description: manifest
      ? paragraphs(
          markup(manifest.status),
          manifest.extent === undefined ? undefined : markup(manifest.extent),
        )
      : 'Another Jurismap evaluated it, by a pack that this one does not have.',
    props: [
      ...(manifest ? [coreProp('type', TYPES[manifest.force])] : []),
      ...props({ pack, 'pack-version': version, jurisdiction, force: manifest?.force }),
    ],
    citation: manifest && { text: markup(manifest.citation) },
    rlinks: manifest && [{ href: new URL(manifest.url).href }],
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

/** The policy as a file within the document, so that the verdict can be drawn again. */
export function policyResource(policy: Policy): Resource {
  const file: z.infer<typeof PolicyFileSchema> = { 'jurismap-policy': 1, ...policy };
  const text = `${JSON.stringify(file, null, 2)}\n`;
  return {
    uuid: POLICY,
    title: 'Policy of the check',
    description:
      'What stops a deployment, as a file that `jurismap check --fail-on` reads. A prohibited practice always does.',
    props: [coreProp('type', 'policy')],
    base64: {
      filename: 'policy.json',
      'media-type': 'application/json',
      value: Buffer.from(text).toString('base64'),
    },
  };
}
