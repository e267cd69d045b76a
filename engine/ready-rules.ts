import { createHash } from 'node:crypto';
import type { Conflict } from './conflict.ts';
import type { Control } from './controls.ts';
import { Catalogue, type Fact } from './facts.ts';
import type { Atom } from './lanes/atom.ts';
import { toBytes } from './lanes/bytes.ts';
import { compile } from './lanes/compile.ts';
import type { Parameters } from './parameters.ts';
import { bodyOf, type PackHead, ReadyPack, type RulesReader } from './ready-pack.ts';
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
  content: string | Uint8Array;
}

/**
 * Writes rules the way running code loads them: an index with what every evaluation needs, and for each pack a file with its
 * rules and one with its graph. What takes time to work out is worked out: references, conditions, digests and graphs.
 */
export function writeRules({ catalogue, controls, parameters, conflicts, packs }: Rules): RulesFile[] {
  const bodies = packs.map((pack) => named(pack.id, 'json', bodyOf(pack, catalogue)));
  const graphs = packs.map((pack) => named(pack.id, 'graph', toBytes(compile(pack, catalogue))));
  const index: Index = {
    form: FORM,
    facts: catalogue.facts,
    catalogueDigest: catalogueDigest(catalogue),
    controls,
    parameters,
    conflicts,
    packs: packs.map(({ id, version, digest, manifest, measures }, i) => {
      return {
        id,
        version,
        digest,
        manifest,
        measures,
        file: bodies[i]?.name ?? '',
        graph: graphs[i]?.name ?? '',
      };
    }),
  };
  return [{ name: INDEX, content: JSON.stringify(index) }, ...bodies, ...graphs];
}

function named(id: string, kind: string, content: string | Uint8Array): RulesFile {
  const digest = createHash('sha256').update(content).digest('hex');
  return { name: `${id}.${digest.slice(0, 16)}.${kind}`, content };
}

/**
 * Makes built rules ready for evaluation. The rules of a pack are read when somebody asks about them first.
 *
 * @throws Error when another version of Jurismap wrote them
 */
export function loadRules(reader: RulesReader): Rules {
  const index: Index = JSON.parse(reader.text(INDEX));
  if (index.form !== FORM) throw new Error('the built rules are of another version: build them again');
  const catalogue = new Catalogue(index.facts);
  nameCatalogue(catalogue, index.catalogueDigest);
  const shared = new Map<string, Atom>();
  return {
    catalogue,
    controls: index.controls,
    parameters: index.parameters,
    conflicts: index.conflicts,
    packs: index.packs.map((head) => new ReadyPack(head, reader, shared)),
  };
}
