import * as z from 'zod';
import { DaySchema } from './day-schema.ts';
import type { Catalogue, Fact, Facts } from './facts.ts';
import { NEVER } from './facts.ts';
import { type Measurement, MeasurementSchema } from './measurement.ts';
import { knownPlace } from './places.ts';

const Text = z.string().min(1).max(500);

/** What evidence is about: a control, or a rule as `pack/rule`. */
export const EvidenceKeySchema = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]+(\/[a-z0-9-]+)?$/, 'name a control, or a rule as pack/rule');

/** A rule of a pack: `eu-ai-act/art-26-6`. */
export const RuleNameSchema = z
  .string()
  .max(200)
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'name the rule as pack/rule');

/** What a measurement is called. */
export const MeasurementNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'name it in small letters, digits and hyphens');

/** Who is accountable. */
export const OwnerSchema = z.strictObject({ name: Text, email: z.email().optional() });

/** What the organisation declares about a control, or about one rule (`eu-ai-act/art-26-6`). */
export const EvidenceSchema = z
  .strictObject({
    status: z.enum(['implemented', 'partial', 'planned', 'absent']),
    owner: Text.optional(),
    reviewed: DaySchema.optional(),
    /** The day it was gathered. */
    collected: DaySchema.optional(),
    /** The last day on which it counts. */
    expires: DaySchema.optional(),
    /** The version of the system it is about; it counts for that version only. */
    version: Text.optional(),
    links: z.array(z.string().max(2000)).max(50).optional(),
    note: z.string().max(2000).optional(),
    /**
     * How the digests of the rules began that it was declared for, by `pack/rule`; for a rule whose content has changed
     * since, it is to be looked at again and does not count.
     */
    ruleDigests: z
      .record(RuleNameSchema, z.string().regex(/^[0-9a-f]{16,64}$/, 'is not the beginning of a digest'))
      .optional(),
  })
  .meta({ id: 'Evidence' });
export type Evidence = z.infer<typeof EvidenceSchema>;

/** A person's decision to accept a gap for a while. */
export const WaiverSchema = z
  .strictObject({
    /** The rule whose gap is accepted: `eu-ai-act/art-26-6`. */
    rule: RuleNameSchema,
    reason: Text.regex(/\S/, 'says nothing'),
    approver: Text.regex(/\S/, 'names nobody'),
    /** The last day on which it counts. */
    expires: DaySchema,
    /** Digest of the rule content it was given for; it lapses when the content changes. */
    ruleDigest: z.string().optional(),
  })
  .meta({ id: 'Waiver' });
export type Waiver = z.infer<typeof WaiverSchema>;

export const SystemSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'write the id in small letters, digits and hyphens, at most 64'),
    name: Text,
    version: Text.optional(),
    description: z.string().max(5000).optional(),
    owner: OwnerSchema.optional(),
    links: z.array(z.string().max(2000)).max(50).optional(),
  })
  .meta({ id: 'System' });

/** A description of one AI system. Generic in the facts, because the catalogue decides what they are. */
export interface Profile {
  jurismap: 1;
  system: z.infer<typeof SystemSchema>;
  facts: Facts;
  evidence: Readonly<Record<string, Evidence>>;
  waivers: readonly Waiver[];
  /** Group counts from use or tests, by a name of their own. */
  measurements: Readonly<Record<string, Measurement>>;
}

/** The schema of a profile under a catalogue as people and editors read it, with every fact there is. */
export function profileSchema(catalogue: Catalogue): z.ZodType<Profile> {
  return profileWith(factsSchema(catalogue));
}

/** What validates a profile: accepts what `profileSchema` does, and makes ready only the facts that somebody states. */
export function profileCheck(catalogue: Catalogue): z.ZodType<Profile> {
  return profileWith(statedFacts(catalogue));
}

function profileWith(facts: z.ZodType<Facts>): z.ZodType<Profile> {
  return z
    .strictObject({
      jurismap: z.literal(1),
      system: SystemSchema,
      facts,
      evidence: z
        .record(EvidenceKeySchema, EvidenceSchema)
        .refine((evidence) => Object.keys(evidence).length <= 500, { error: 'holds more than 500 entries' })
        .default({}),
      waivers: z.array(WaiverSchema).max(500).default([]),
      measurements: z
        .record(MeasurementNameSchema, MeasurementSchema)
        .refine((measurements) => Object.keys(measurements).length <= 20, {
          error: 'holds more than 20 measurements',
        })
        .default({}),
    })
    .meta({ id: 'Profile', description: 'A versioned description of one AI system' });
}

/** The schema of a profile's facts: every fact of the catalogue, each optional, none other. */
function factsSchema(catalogue: Catalogue): z.ZodType<Facts> {
  const shape = Object.fromEntries(
    catalogue.facts.map((fact) => [
      fact.id,
      valueSchema(fact)
        .meta({ title: fact.question, description: fact.help ?? fact.question })
        .optional(),
    ]),
  );
  return z.strictObject(shape).meta({ id: 'Facts' }) as unknown as z.ZodType<Facts>;
}

/** Each stated fact by its own schema, which is made when it is stated first. */
function statedFacts(catalogue: Catalogue): z.ZodType<Facts> {
  const schemas = new Map<string, z.ZodType>();
  const schemaOf = (fact: Fact): z.ZodType => {
    const schema = schemas.get(fact.id) ?? valueSchema(fact);
    schemas.set(fact.id, schema);
    return schema;
  };
  return z.unknown().check(({ value, issues }) => {
    if (!isMap(value)) {
      issues.push({ code: 'invalid_type', expected: 'object', input: value, path: [] });
      return;
    }
    for (const id of Object.keys(value)) {
      const fact = catalogue.get(id);
      if (!fact) {
        issues.push({ code: 'unrecognized_keys', keys: [id], input: value, path: [] });
        continue;
      }
      // A fact that is there without a value is not stated.
      if (value[id] === undefined) continue;
      const { error } = schemaOf(fact).safeParse(value[id], { reportInput: true });
      for (const issue of error?.issues ?? [])
        issues.push({ ...issue, input: issue.input, path: [id, ...issue.path] } as z.core.$ZodRawIssue);
    }
  }) as unknown as z.ZodType<Facts>;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The schema of one fact's value. */
function valueSchema(fact: Fact): z.ZodType {
  switch (fact.type) {
    case 'boolean':
      return z.boolean();
    case 'enum':
      return z.enum(fact.options.map((option) => option.id));
    case 'set':
      return fact.options === 'places'
        ? z
            .array(
              z.string().refine(knownPlace, {
                error: 'is not a place Jurismap knows, such as EU, DE, US-CO or US-NY-NYC',
              }),
            )
            .max(300)
        : z.array(z.enum(fact.options.map((option) => option.id))).max(fact.options.length);
    case 'number':
      return z
        .number()
        .min(fact.minimum ?? -Number.MAX_VALUE)
        .max(fact.maximum ?? Number.MAX_VALUE);
    case 'date':
      return z.union([z.literal(NEVER), DaySchema]);
  }
}
