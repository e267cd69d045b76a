import source from '../../build/rules.json' with { type: 'json' };
import { check } from '../../engine/check.ts';
import { catalogueDigest, RulesSchema } from '../../engine/rules.ts';
import { keepCatalogue } from '../../store/catalogues.ts';
import { keepPack } from '../../store/pack-sources.ts';
import { rules } from '../http/rules.ts';
import { table } from '../http/table.ts';

/** Keeps every pack and the fact catalogue this deployment brings, so that assessments made with them can be made again. */
export async function publishBuiltIn(): Promise<void> {
  const at = new Date().toISOString();
  await keepCatalogue(table, catalogueDigest(rules.catalogue), rules.catalogue.facts);
  for (const pack of check(RulesSchema, source).packs) {
    const digest = rules.packs.find(({ id }) => id === pack.manifest.pack)?.digest;
    if (digest === undefined) throw new Error(`${pack.manifest.pack} was not read`);
    await keepPack(table, null, pack, { digest, by: null, at });
  }
}
