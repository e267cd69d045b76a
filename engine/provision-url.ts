import type { Manifest } from './pack.ts';

/**
 * Where a provision can be read.
 *
 * @param cite a pinpoint of the instrument, such as `Art. 26(6)`
 * @returns the address of the provision itself where the pack knows how it is made, otherwise that of the instrument
 */
export function provisionUrl({ url, links = [] }: Manifest, cite: string): string {
  for (const link of links) {
    const match = new RegExp(`^(?:${link.cite})`).exec(cite);
    if (match)
      return link.url.replace(/\$(\d)/g, (_, group) => encodeURIComponent(match[Number(group)] ?? ''));
  }
  return url;
}
