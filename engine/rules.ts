import * as z from 'zod';
import { type Conflict, ConflictSchema } from './conflict.ts';
import { type Control, ControlSchema } from './controls.ts';
import { digestOf } from './digest.ts';
import { type Catalogue, FactSchema } from './facts.ts';
import { LedgerSchema, ManifestSchema, MeasureSchema, type Pack, RuleSchema, ScoreSchema } from './pack.ts';
import { type Parameters, ParametersSchema } from './parameters.ts';

/** `build/rules.json`: everything under `rules/` in one file, as its authors wrote it. */
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

const catalogueDigests = new WeakMap<Catalogue, string>();

/** Digest of the fact catalogue, part of what identifies an assessment. */
export function catalogueDigest(catalogue: Catalogue): string {
  const digest = catalogueDigests.get(catalogue) ?? digestOf(catalogue.facts);
  catalogueDigests.set(catalogue, digest);
  return digest;
}

/** Says what the digest of a catalogue is, so that nobody has to work it out. */
export function nameCatalogue(catalogue: Catalogue, digest: string): void {
  catalogueDigests.set(catalogue, digest);
}
