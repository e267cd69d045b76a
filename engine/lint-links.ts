import type { Manifest } from './pack.ts';
import type { Problem } from './problem.ts';
import { provisionLink } from './provision-url.ts';
import type { AuthoredPack } from './read-pack.ts';

type Link = NonNullable<Manifest['links']>[number];

/** Every link to single provisions is used by a pinpoint, and its address names groups that its expression has. */
export function lintLinks({ pack, locateManifest }: AuthoredPack): Problem[] {
  const used = new Set(
    Object.keys(pack.ledger.provisions).map((cite) => provisionLink(pack.manifest, cite)?.index),
  );
  return (pack.manifest.links ?? []).flatMap((link, i) => [
    ...(used.has(i)
      ? []
      : [
          locateManifest(
            ['links', i, 'cite'],
            `"${link.cite}" makes the address of no provision`,
            'compare it with the pinpoints in provisions.yaml, and with the links before it: the first that fits counts',
          ),
        ]),
    ...missingGroups(link).map((group) =>
      locateManifest(
        ['links', i, 'url'],
        `"${group}" stands for no group of "${link.cite}"`,
        'groups are counted from $1',
      ),
    ),
  ]);
}

/** The `$n` of an address for which its expression has no group. */
function missingGroups({ cite, url }: Link): string[] {
  // An alternative that is empty matches any text, and a match tells how many groups there are.
  const groups = (new RegExp(`${cite}|`).exec('')?.length ?? 1) - 1;
  return [...new Set(url.match(/\$\d/g))].filter((one) => !(Number(one[1]) >= 1 && Number(one[1]) <= groups));
}
