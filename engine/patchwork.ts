import * as z from 'zod';
import { ConflictResultSchema, conflictsMet } from './conflicts-met.ts';
import type { Control } from './controls.ts';
import { ControlSchema } from './controls.ts';
import { uncoveredPlaces } from './coverage.ts';
import type { Day } from './day.ts';
import { declaredFor } from './declared.ts';
import { evaluate } from './evaluate.ts';
import { type Assessment, AssessmentSchema, type Finding, FindingSchema } from './finding.ts';
import type { Pack } from './pack.ts';
import { type Profile, SystemSchema } from './profile.ts';
import { type Quantity, QuantitySchema, quantitiesOf } from './quantity.ts';
import type { Rules } from './rules.ts';

const DutySchema = FindingSchema.pick({
  rule: true,
  title: true,
  cite: true,
  role: true,
  outcome: true,
  appliesFrom: true,
  readiness: true,
  reason: true,
  relation: true,
  beyondControls: true,
  severity: true,
  force: true,
  missing: true,
  notEnforced: true,
  unverified: true,
}).extend({
  /** The other controls the duty needs. */
  alsoNeeds: z.array(z.string()),
});
export type PatchworkDuty = z.infer<typeof DutySchema>;

const RowSchema = z.strictObject({
  control: z.string(),
  title: z.string(),
  family: ControlSchema.shape.family,
  cells: z.array(z.strictObject({ pack: z.string(), duties: z.array(DutySchema) })),
  /** Duties that evidence for this control alone would settle at once, as `pack/rule` or `pack/rule@role`. */
  settles: z.array(z.string()),
  quantities: z.array(QuantitySchema),
});
export type PatchworkRow = z.infer<typeof RowSchema>;

/** What one system owes across instruments, by control. Duties stand beside each other and are never melted into one. */
export const PatchworkSchema = z
  .strictObject({
    asOf: z.string(),
    system: SystemSchema,
    /** The instruments that reach the system, or may. */
    instruments: z.array(
      AssessmentSchema.pick({
        pack: true,
        version: true,
        title: true,
        jurisdiction: true,
        applicability: true,
      }),
    ),
    controls: z.array(RowSchema),
    conflicts: z.array(ConflictResultSchema),
    uncovered: z.array(z.string()),
  })
  .meta({ id: 'Patchwork' });
export type Patchwork = z.infer<typeof PatchworkSchema>;

/** The control × instrument matrix of a system on a day. */
export function patchwork(profile: Profile, rules: Rules, asOf: Day): Patchwork {
  const { catalogue, controls, packs } = rules;
  const assessments = packs.map((pack) => evaluate(profile, pack, catalogue, asOf));
  const reaching = assessments.filter(
    ({ applicability, findings }) => applicability !== 'out-of-scope' || findings.some(isOwed),
  );
  const matrix = new Matrix(profile, reaching, rules, asOf);
  return {
    asOf,
    system: profile.system,
    instruments: reaching.map(({ pack, version, title, jurisdiction, applicability }) => ({
      pack,
      version,
      title,
      jurisdiction,
      applicability,
    })),
    controls: controls.flatMap((control) => matrix.row(control) ?? []),
    conflicts: conflictsMet(profile, assessments, rules, asOf),
    uncovered: uncoveredPlaces(profile, packs, catalogue),
  };
}

/** True for a duty that is due, will be, or can be. */
function isOwed({ kind, outcome }: Finding): boolean {
  return kind === 'duty' && outcome !== 'not-applicable';
}

interface Owed {
  pack: Pack;
  finding: Finding;
}

class Matrix {
  readonly #profile: Profile;
  readonly #rules: Rules;
  readonly #asOf: Day;
  readonly #owed: readonly Owed[];

  constructor(profile: Profile, assessments: readonly Assessment[], rules: Rules, asOf: Day) {
    this.#profile = profile;
    this.#rules = rules;
    this.#asOf = asOf;
    this.#owed = assessments.flatMap((assessment) => {
      const pack = rules.packs.find(({ id }) => id === assessment.pack);
      return pack ? assessment.findings.filter(isOwed).map((finding): Owed => ({ pack, finding })) : [];
    });
  }

  /** A control's row; undefined when no duty needs it. */
  row(control: Control): PatchworkRow | undefined {
    const names = [control.id, ...(control.aliases ?? [])];
    const owed = this.#owed.filter(({ finding }) => finding.controls.some((id) => names.includes(id)));
    if (owed.length === 0) return undefined;
    const byPack = Map.groupBy(owed, ({ pack }) => pack.id);
    return {
      control: control.id,
      title: control.title,
      family: control.family,
      cells: [...byPack].map(([pack, of]) => ({
        pack,
        duties: of.map(({ finding }) => dutyOf(finding, names)),
      })),
      settles: owed.filter((one) => this.#isSettledBy(one, names)).map(nameOf),
      quantities: this.#quantities(owed.filter(({ finding }) => names.includes(finding.control ?? ''))),
    };
  }

  /** Whether evidence for the control would meet a duty that is due and not met, or will be. */
  #isSettledBy({ pack, finding }: Owed, names: readonly string[]): boolean {
    const rule = pack.byId.get(finding.rule);
    const state = finding.readiness ?? finding.outcome;
    if (!rule || (state !== 'gap' && state !== 'partial')) return false;
    const shown = Object.fromEntries(names.map((name) => [name, { status: 'implemented' } as const]));
    const profile = { ...this.#profile, evidence: { ...this.#profile.evidence, ...shown } };
    const day = finding.outcome === 'upcoming' ? (finding.appliesFrom ?? this.#asOf) : this.#asOf;
    return declaredFor(rule, pack, profile, day).outcome === 'met';
  }

  #quantities(owed: readonly Owed[]): Quantity[] {
    return quantitiesOf(
      owed.flatMap(({ pack, finding }) =>
        Object.entries(pack.byId.get(finding.rule)?.parameters ?? {}).map(([parameter, quantity]) => ({
          parameter,
          quantity,
          pack: pack.id,
          finding,
        })),
      ),
      this.#rules.parameters,
    );
  }
}

function nameOf({ pack, finding }: Owed): string {
  return `${pack.id}/${finding.rule}${finding.role === null ? '' : `@${finding.role}`}`;
}

function dutyOf(finding: Finding, names: readonly string[]): PatchworkDuty {
  const { rule, title, cite, role, outcome, appliesFrom, readiness, reason, relation, beyondControls } =
    finding;
  const { severity, force, missing, notEnforced, unverified, controls } = finding;
  return {
    rule,
    title,
    cite,
    role,
    outcome,
    appliesFrom,
    readiness,
    reason,
    relation,
    beyondControls,
    severity,
    force,
    missing,
    notEnforced,
    unverified,
    alsoNeeds: controls.filter((id) => !names.includes(id)),
  };
}
