import source from '../../build/rules.json' with { type: 'json' };
import { check } from '../../engine/check.ts';
import { Catalogue } from '../../engine/facts.ts';
import { packFromSource } from '../../engine/read-pack.ts';
import { catalogueDigest, RulesSchema } from '../../engine/rules.ts';
import { keepCatalogue } from '../../store/catalogues.ts';
import { keepPack } from '../../store/pack-sources.ts';
import { table } from '../http/table.ts';

/** Keeps every pack and the fact catalogue this deployment brings, so that assessments made with them can be made again. */
export async function publishBuiltIn(): Promise<void> {
  const at = new Date().toISOString();
  const { facts, packs } = check(RulesSchema, source);
  const catalogue = new Catalogue(facts);
  await keepCatalogue(table, catalogueDigest(catalogue), facts);
  for (const pack of packs) {
    const { digest } = packFromSource(pack, catalogue);
    await keepPack(table, null, pack, { digest, by: null, at });
  }
}
