import type { Profile } from '../../engine/profile.ts';
import { version } from '../version.ts';
import type { Considerations } from './considerations.ts';
import type { Property } from './properties.ts';

/** 1.6 is what most tools read; 1.7 would add nothing that is used here. */
const VERSION = '1.6';

/**
 * An ML-BOM with the system as its one model, for whoever has none yet.
 *
 * @param serial the UUID of the BOM
 */
export function newBom(
  { system }: Profile,
  considerations: Considerations,
  properties: readonly Property[],
  serial: string,
): object {
  const { id, name, version: ofSystem, description, links = [] } = system;
  const given = Object.entries(considerations).filter(([, entries]) => entries.length > 0);
  return {
    $schema: `http://cyclonedx.org/schema/bom-${VERSION}.schema.json`,
    bomFormat: 'CycloneDX',
    specVersion: VERSION,
    serialNumber: `urn:uuid:${serial}`,
    version: 1,
    metadata: {
      tools: { components: [{ type: 'application', name: 'jurismap', version: version() }] },
    },
    components: [
      {
        type: 'machine-learning-model',
        'bom-ref': id,
        name,
        ...(ofSystem !== undefined && { version: ofSystem }),
        ...(description !== undefined && { description }),
        ...(links.length > 0 && {
          externalReferences: links.map((link) => ({ type: 'other', url: reference(link) })),
        }),
        modelCard: { considerations: Object.fromEntries(given) },
        properties,
      },
    ],
  };
}

/** What may not stand in a reference (RFC 3987) as it is, such as a space or a percent sign by itself. */
function reference(link: string): string {
  return link
    .toWellFormed()
    .replace(/%(?![0-9a-f]{2})/gi, '%25')
    .replace(/[\p{Cc}\s<>"{}|\\^`]/gu, encodeURIComponent);
}
