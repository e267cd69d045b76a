import type { Manifest } from './pack.ts';

/** Where the official text of a provision can be read. */
export interface ProvisionLink {
  /** The part of the pinpoint that has an address of its own, such as `Art. 26` of `Art. 26(6)`. */
  provision: string;
  /** A URI: what is not ASCII in it is percent-encoded. */
  url: string;
  /** Which of the pack's links it was made by. */
  index: number;
}

/**
 * The address of a provision itself.
 *
 * @param cite a pinpoint of the instrument, such as `Art. 26(6)`
 * @returns undefined where the pack does not know how the address of such a provision is made
 */
export function provisionLink({ links = [] }: Manifest, cite: string): ProvisionLink | undefined {
  for (const [index, link] of links.entries()) {
    const match = new RegExp(`^(?:${link.cite})`).exec(cite);
    if (match) {
      const address = link.url.replace(/\$(\d)/g, (_, group) =>
        encodeURIComponent(match[Number(group)] ?? ''),
      );
      return { provision: match[0], url: new URL(address).href, index };
    }
  }
  return undefined;
}

/**
 * Where a provision can be read.
 *
 * @param cite a pinpoint of the instrument, such as `Art. 26(6)`
 * @returns the address of the provision itself where the pack knows how it is made, otherwise that of the instrument
 */
export function provisionUrl(manifest: Manifest, cite: string): string {
  return provisionLink(manifest, cite)?.url ?? new URL(manifest.url).href;
}
