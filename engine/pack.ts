import * as z from 'zod';
import type { Condition } from './condition.ts';
import type { Day } from './day.ts';
import { DaySchema } from './day-schema.ts';
import { IdSchema } from './id.ts';
import type { CompiledPack } from './lanes/compiled-pack.ts';
import { type Measured, MeasuredSchema } from './measured.ts';
import { RATES } from './measurement.ts';
import type { Atom } from './order.ts';
import { knownJurisdiction } from './places.ts';
import type { Score } from './score.ts';

const Text = z.string().min(1);
/** A condition as written; `readCondition` gives it meaning. */
const ConditionSource = z.record(z.string(), z.unknown());

export const FORCES = ['binding', 'guidance', 'voluntary', 'proposed'] as const;
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export const KINDS = ['definition', 'class', 'prohibition', 'duty', 'permission'] as const;
/**
 * How a duty relates to its controls, all of them together: it asks the same (`equal`), only part of what they show
 * (`subset`), all of it and more (`superset`), or some of it and something else (`partial`).
 */
export const RELATIONS = ['equal', 'subset', 'superset', 'partial'] as const;

const ExceptionBase = z.strictObject({
  id: IdSchema,
  cite: Text,
  when: ConditionSource,
  /** Where two exceptions can hold at once, the higher rank is the one a finding names. */
  rank: z.number().int().optional(),
  note: Text.optional(),
});
interface ExceptionSource extends z.infer<typeof ExceptionBase> {
  unless?: ExceptionSource[] | undefined;
}
/** A reason why a rule does not apply although its `when` holds. An exception can have exceptions itself. */
const ExceptionSchema: z.ZodType<ExceptionSource> = ExceptionBase.extend({
  get unless() {
    return z.array(ExceptionSchema).optional();
  },
});

/** A span of days in which a rule applies, perhaps only under a condition (route, placement date). */
const WindowSchema = z.strictObject({
  /** Names the route or transition rule, for the reader of a finding. */
  id: IdSchema.optional(),
  /** The first day; `{ fact, notBefore }` means the day the fact tells, and at the earliest `notBefore`. */
  from: z.union([DaySchema, z.strictObject({ fact: Text, notBefore: DaySchema })]),
  /** The first day on which the window is closed again. */
  until: DaySchema.optional(),
  when: ConditionSource.optional(),
  cite: Text.optional(),
  /** Why nobody enforces the rule in this window although it is law: an injunction, enforcement discretion. */
  notEnforced: Text.optional(),
});

export const ParameterSchema = z
  .strictObject({
    /** Whether the law sets a floor, a ceiling or the exact figure. */
    bound: z.enum(['at-least', 'at-most', 'exactly']),
    value: z.number(),
    unit: z.enum([
      'hours',
      'days',
      'working-days',
      'weeks',
      'months',
      'years',
      'persons',
      'items',
      'ratio',
      'percent',
    ]),
    /** The event the period runs from, or the one it ends with. */
    after: IdSchema.optional(),
    before: IdSchema.optional(),
  })
  .refine(({ after, before }) => after === undefined || before === undefined, {
    error: 'runs either after an event or before one',
  });

/** One rule, as a pack file writes it. */
export const RuleSchema = z.strictObject({
  id: IdSchema,
  kind: z.enum(KINDS),
  title: Text,
  cite: Text,
  /** What the provision asks or means, in our own words. */
  summary: Text.optional(),
  roles: z.array(IdSchema).min(1).optional(),
  when: ConditionSource.optional(),
  unless: z.array(ExceptionSchema).optional(),
  /** A schedule of the pack, or windows of its own. */
  applies: z.union([IdSchema, z.array(WindowSchema).min(1)]).optional(),
  /** False for a rule that holds outside the instrument's general scope too. */
  scoped: z.boolean().optional(),
  /** The controls that meet a duty, the first one being the primary one. */
  control: z.union([IdSchema, z.array(IdSchema).min(1)]).optional(),
  /** How a duty relates to its controls. */
  relation: z.enum(RELATIONS).optional(),
  /** What a `superset` or `partial` duty asks that its controls do not show. */
  missing: Text.optional(),
  /** What a duty asks to be measured, beside the evidence for it. */
  measured: z.array(MeasuredSchema).min(1).optional(),
  severity: z.enum(SEVERITIES).optional(),
  penalty: IdSchema.optional(),
  force: z.enum(FORCES).optional(),
  parameters: z.record(IdSchema, ParameterSchema).optional(),
  /** What would show a regulator that the duty is met. */
  evidence: z.array(Text).optional(),
  /** Judgement calls the rule makes, what it does not model, open questions. */
  notes: z.array(Text).optional(),
  /** Why the rule was not compared with the official text, when it was not. */
  unverified: Text.optional(),
});
export type RuleSource = z.infer<typeof RuleSchema>;

const PenaltySchema = z.strictObject({
  id: IdSchema,
  cite: Text,
  title: Text,
  amount: z.number().optional(),
  currency: z.string().length(3).optional(),
  /** Per cent of `of`. */
  percent: z.number().optional(),
  of: Text.optional(),
  which: z.enum(['higher', 'lower']).optional(),
  notes: z.array(Text).optional(),
});

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** `pack.yaml`: what the instrument is and what its rules share. */
export const ManifestSchema = z.strictObject({
  pack: IdSchema,
  title: Text,
  citation: Text,
  url: z.url(),
  /** Where the official text of single provisions can be read, by the form of their pinpoints; the first that fits counts. */
  links: z
    .array(
      z.strictObject({
        /** A regular expression for the whole or the beginning of a pinpoint. */
        cite: Text.refine(isPattern, { error: 'is no regular expression' }),
        /** The address; `$1` stands for the first group of the expression. It cannot stand in the name of the host. */
        url: z.url({
          protocol: /^https$/,
          hostname: z.regexes.domain,
          error: 'is no address that begins with "https://"',
        }),
      }),
    )
    .optional(),
  /** A place, or `international`. */
  jurisdiction: Text.refine(knownJurisdiction, {
    error: 'is neither a place, such as EU, DE, US-CO or US-NY-NYC, nor "international"',
  }),
  force: z.enum(FORCES),
  status: Text,
  /** Which part of the instrument the pack covers; absent when it is the whole. */
  extent: Text.optional(),
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'write a version as "1.0.0", in quotes'),
  /** The day somebody last compared the pack with its source. */
  verified: DaySchema,
  enforcers: z.array(Text).optional(),
  amendedBy: z.array(z.strictObject({ citation: Text, url: z.url(), inForce: DaySchema })).optional(),
  /** The definition that decides whether the instrument reaches the system at all. */
  scope: IdSchema,
  /** Whom each role of the instrument means. */
  roles: z.record(IdSchema, ConditionSource),
  /** Windows that many rules share, or names of schedules to include. `default` applies to rules that name none. */
  schedules: z.record(IdSchema, z.array(z.union([WindowSchema, IdSchema])).min(1)),
  penalties: z.array(PenaltySchema).optional(),
  /** What changed, oldest first. `rules` is the digest of the rules as released, so that a change needs a new version. */
  changes: z
    .array(z.strictObject({ version: Text, date: DaySchema, what: Text, rules: z.string().optional() }))
    .min(1),
  notes: z.array(Text).optional(),
});
export type Manifest = z.infer<typeof ManifestSchema>;
export type WindowSource = z.infer<typeof WindowSchema>;
export type Parameter = z.infer<typeof ParameterSchema>;
export type Force = (typeof FORCES)[number];
export type Severity = (typeof SEVERITIES)[number];
export type Kind = (typeof KINDS)[number];
export type Relation = (typeof RELATIONS)[number];

const ScoreBase = { id: IdSchema, title: Text, cite: Text, notes: z.array(Text).optional() };
/** A weighted questionnaire, or a score less a percentage. */
export const ScoreSchema = z.union([
  z.strictObject({
    ...ScoreBase,
    items: z
      .array(
        z.strictObject({
          fact: Text,
          /** By option of an enum or set, `yes` and `no` of a boolean; each chosen option of a set counts. */
          points: z.record(Text, z.number().int()),
          /** The question counts only where this holds. */
          when: ConditionSource.optional(),
          /** Its name, or names, in the official questionnaire. */
          source: z.union([Text, z.array(Text).min(1)]).optional(),
        }),
      )
      .min(1),
  }),
  z.strictObject({
    ...ScoreBase,
    /** The score from which a part is taken. */
    of: IdSchema,
    deduct: z.strictObject({
      percent: z.number().int().min(1).max(100),
      /** The result is a whole number; halves are rounded up. */
      round: z.literal('half-up'),
      when: ConditionSource,
    }),
  }),
]);
export type ScoreSource = z.infer<typeof ScoreSchema>;

/** A statistic over groups of people, computed from the counts a profile declares. */
export const MeasureSchema = z.strictObject({
  id: IdSchema,
  title: Text,
  cite: Text,
  /** `selection`: selected of those assessed. `scoring`: scored above the median of all, of those assessed. */
  rate: z.enum(RATES),
  /** The tables the law asks for, each by one or more dimensions. */
  tables: z.array(z.array(IdSchema).min(1)).min(1),
  /** The categories the law names, by dimension. */
  groups: z.record(IdSchema, z.array(IdSchema).min(1)).optional(),
  /** Groups below this share of the people in a table may be left out of the ratios. */
  smallGroups: z.strictObject({ below: z.number().min(0).max(1), cite: Text }).optional(),
  /** A mark below which a ratio is pointed out; only where the law, or guidance, sets one. */
  flagBelow: z.strictObject({ ratio: z.number().min(0).max(1), cite: Text }).optional(),
  /** The number fact that the lowest ratio over all tables answers. */
  supplies: Text.optional(),
  notes: z.array(Text).optional(),
});
export type Measure = z.infer<typeof MeasureSchema>;

/** `rules:`, `scores:` and `measures:` of every rule file. */
export const RuleFileSchema = z
  .strictObject({
    rules: z.array(RuleSchema).min(1).optional(),
    scores: z.array(ScoreSchema).min(1).optional(),
    measures: z.array(MeasureSchema).min(1).optional(),
  })
  .refine((file) => Object.keys(file).length > 0, { error: 'holds no rules, scores or measures' });

/** A provision is answered by rules, or by the reason why it needs none. */
const NO_RULE_REASONS = [
  'purpose',
  'defines',
  'authorities',
  'procedure',
  'notified-bodies',
  'standards',
  'empowers-commission',
  'amends-other-law',
  'heading',
  'content-of',
  'repealed',
  'saving-clause',
  'final',
] as const;
const LedgerEntrySchema = z.union([
  z.array(IdSchema).min(1),
  z.strictObject({ none: z.enum(NO_RULE_REASONS), note: Text, see: z.array(IdSchema).optional() }),
]);
/** `provisions.yaml`: the answer to every provision of the instrument, in the order of the text. */
export const LedgerSchema = z.strictObject({
  /** Provisions a later act inserted into the instrument, which the index of the base text lacks. */
  inserted: z.array(Text).optional(),
  provisions: z.record(Text, LedgerEntrySchema),
});
export type Ledger = z.infer<typeof LedgerSchema>;

/** `provisions.index.json`: every provision of the official text. */
export const ProvisionIndexSchema = z.object({
  provisions: z.array(z.object({ id: Text, heading: z.string().optional() })).min(1),
});

export interface Exception {
  id: string;
  cite: string;
  when: Condition;
  rank: number;
  note: string | undefined;
  unless: readonly Exception[];
}

export interface Window {
  id: string | undefined;
  from: Day | { fact: string; notBefore: Day };
  until: Day | undefined;
  when: Condition | undefined;
  cite: string | undefined;
  notEnforced: string | undefined;
}

/** A rule with its conditions read. */
export interface Rule {
  id: string;
  kind: Kind;
  title: string;
  cite: string;
  summary: string | undefined;
  roles: readonly string[];
  when: Condition | undefined;
  unless: readonly Exception[];
  windows: readonly Window[];
  scoped: boolean;
  controls: readonly string[];
  relation: Relation | undefined;
  missing: string | undefined;
  measured: readonly Measured[];
  severity: Severity;
  penalty: string | undefined;
  force: Force;
  parameters: Readonly<Record<string, Parameter>>;
  evidence: readonly string[];
  notes: readonly string[];
  unverified: string | undefined;
  /** Digest of the rule's content: what evidence and waivers bind to. */
  digest: string;
}

/** An instrument ready to be evaluated. */
export interface Pack {
  id: string;
  version: string;
  manifest: Manifest;
  /** Digest of everything an outcome depends on. */
  digest: string;
  scope: string;
  roles: ReadonlyMap<string, Condition>;
  rules: readonly Rule[];
  byId: ReadonlyMap<string, Rule>;
  /** In the order of the pack: a score may rest on those before it. */
  scores: ReadonlyMap<string, Score>;
  measures: readonly Measure[];
  /** What `orderOf` comes to, where that was worked out when the pack was built. */
  order?: readonly Atom[];
  /** The pack as a graph, where it was made into one when it was built. */
  compiled?: CompiledPack;
}

/** A pack with the answer to every provision of its instrument, which its authors and readers need, and no evaluation. */
export interface WholePack extends Pack {
  ledger: Ledger;
}
