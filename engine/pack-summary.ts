import * as z from 'zod';
import { FORCES, type Pack } from './pack.ts';

/** A pack as lists show it. */
export const PackSummary = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    citation: z.string(),
    url: z.string(),
    jurisdiction: z.string(),
    force: z.enum(FORCES),
    status: z.string(),
    version: z.string(),
    verified: z.string().meta({ description: 'The day somebody last compared it with its source' }),
    digest: z.string().meta({ description: 'Digest of everything an outcome depends on' }),
    rules: z.int().meta({ description: 'How many rules it has' }),
  })
  .meta({ id: 'PackSummary' });

/** What lists show of a pack. */
export function summaryOf({ id, version, digest, manifest, rules }: Pack): z.infer<typeof PackSummary> {
  const { title, citation, url, jurisdiction, force, status, verified } = manifest;
  return {
    id,
    title,
    citation,
    url,
    jurisdiction,
    force,
    status,
    version,
    verified,
    digest,
    rules: rules.length,
  };
}
