import * as z from 'zod';
import { check } from './check.ts';
import { type Conflict, ConflictSchema } from './conflict.ts';
import { type Control, ControlSchema } from './controls.ts';
import { digestOf } from './digest.ts';
import { Catalogue, FactSchema } from './facts.ts';
import { LedgerSchema, ManifestSchema, MeasureSchema, type Pack, RuleSchema, ScoreSchema } from './pack.ts';
import { type Parameters, ParametersSchema } from './parameters.ts';
import { packFromSource } from './read-pack.ts';

/** `build/rules.json`: everything under `rules/` in one file, checked when it was built. */
export const RulesSchema = z.strictObject({
  facts: z.array(FactSchema),
  controls: z.array(ControlSchema),
  parameters: ParametersSchema,
  conflicts: z.array(ConflictSchema),
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
  parameters: Parameters;
  conflicts: readonly Conflict[];
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
    parameters: source.parameters,
    conflicts: source.conflicts,
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
