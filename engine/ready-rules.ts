import type { Conflict } from './conflict.ts';
import type { Control } from './controls.ts';
import { digestOf } from './digest.ts';
import { Catalogue, type Fact } from './facts.ts';
import type { Parameters } from './parameters.ts';
import { bodyOf, type PackHead, ReadyPack } from './ready-pack.ts';
import { catalogueDigest, nameCatalogue, type Rules } from './rules.ts';

/** The file that is read first. */
export const INDEX = 'index.json';

/** Changes when what an earlier version wrote cannot be read any more. */
const FORM = 1;

interface Index {
  form: number;
  facts: readonly Fact[];
  catalogueDigest: string;
  controls: readonly Control[];
  parameters: Parameters;
  conflicts: readonly Conflict[];
  packs: readonly PackHead[];
}

/** A file of the built rules; its name tells its content, but for the index. */
export interface RulesFile {
  name: string;
  text: string;
}

/**
 * Writes rules the way running code loads them: an index with what every evaluation needs, and a file for each pack. What
 * takes time to work out is worked out: references, conditions and digests.
 */
export function writeRules({ catalogue, controls, parameters, conflicts, packs }: Rules): RulesFile[] {
  const bodies = packs.map((pack) => {
    const text = bodyOf(pack, catalogue);
    return { name: `${pack.id}.${digestOf(text).slice(0, 16)}.json`, text };
  });
  const index: Index = {
    form: FORM,
    facts: catalogue.facts,
    catalogueDigest: catalogueDigest(catalogue),
    controls,
    parameters,
    conflicts,
    packs: packs.map(({ id, version, digest, manifest, measures }, i) => {
      return { id, version, digest, manifest, measures, file: bodies[i]?.name ?? '' };
    }),
  };
  return [{ name: INDEX, text: JSON.stringify(index) }, ...bodies];
}

/**
 * Makes built rules ready for evaluation. The rules of a pack are read when somebody asks about them first.
 *
 * @param read the text of a file that `writeRules` wrote
 * @throws Error when another version of Jurismap wrote them
 */
export function loadRules(read: (name: string) => string): Rules {
  const index: Index = JSON.parse(read(INDEX));
  if (index.form !== FORM) throw new Error('the built rules are of another version: build them again');
  const catalogue = new Catalogue(index.facts);
  nameCatalogue(catalogue, index.catalogueDigest);
  return {
    catalogue,
    controls: index.controls,
    parameters: index.parameters,
    conflicts: index.conflicts,
    packs: index.packs.map((head) => new ReadyPack(head, () => read(head.file))),
  };
}
