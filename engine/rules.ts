import * as z from 'zod';
import { check } from './check.ts';
import { type Control, ControlSchema } from './controls.ts';
import { digestOf } from './digest.ts';
import { Catalogue, FactSchema } from './facts.ts';
import { LedgerSchema, ManifestSchema, MeasureSchema, type Pack, RuleSchema, ScoreSchema } from './pack.ts';
import { packFromSource } from './read-pack.ts';

/** `build/rules.json`: everything under `rules/` in one file, checked when it was built. */
export const RulesSchema = z.strictObject({
  facts: z.array(FactSchema),
  controls: z.array(ControlSchema),
  packs: z.array(
    z.strictObject({
      manifest: ManifestSchema,
      rules: z.array(RuleSchema),
      scores: z.array(ScoreSchema),
      measures: z.array(MeasureSchema),
      ledger: LedgerSchema,
    }),
  ),
});
export type RulesSource = z.infer<typeof RulesSchema>;

/** The rules an evaluation needs. */
export interface Rules {
  catalogue: Catalogue;
  controls: readonly Control[];
  packs: readonly Pack[];
}

/**
 * Makes the built rules ready for evaluation.
 *
 * @param json the content of `build/rules.json`
 * @throws InputError when it is not what the build writes
 */
export function loadRules(json: unknown): Rules {
  const source = check(RulesSchema, json);
  const catalogue = new Catalogue(source.facts);
  return {
    catalogue,
    controls: source.controls,
    packs: source.packs.map((pack) => packFromSource(pack, catalogue)),
  };
}

const catalogueDigests = new WeakMap<Catalogue, string>();

/** Digest of the fact catalogue, part of what identifies an assessment. */
export function catalogueDigest(catalogue: Catalogue): string {
  const digest = catalogueDigests.get(catalogue) ?? digestOf(catalogue.facts);
  catalogueDigests.set(catalogue, digest);
  return digest;
}
