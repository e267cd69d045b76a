import * as z from 'zod';
import { MeasurementSchema } from './measurement.ts';
import {
  EvidenceKeySchema,
  EvidenceSchema,
  MeasurementNameSchema,
  OwnerSchema,
  type Profile,
  RuleNameSchema,
  WaiverSchema,
} from './profile.ts';

/** What people and monitors declare about a system beside its profile, one entry of its register each. */
export const DeclarationSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('evidence'),
    /** A control, or a rule as `pack/rule`; what was declared for it before no longer counts. */
    of: EvidenceKeySchema,
    evidence: EvidenceSchema,
  }),
  z.strictObject({
    kind: z.literal('measurement'),
    name: MeasurementNameSchema,
    measurement: MeasurementSchema,
  }),
  z.strictObject({
    kind: z.literal('waiver-requested'),
    waiver: z.string(),
    request: WaiverSchema.omit({ approver: true }),
  }),
  z.strictObject({ kind: z.literal('waiver-approved'), waiver: z.string() }),
  z.strictObject({
    kind: z.literal('waiver-revoked'),
    waiver: z.string(),
    reason: WaiverSchema.shape.reason,
  }),
  z.strictObject({
    kind: z.literal('owner'),
    /** A duty as `pack/rule`; null for the system as a whole. */
    of: RuleNameSchema.nullable(),
    /** Null takes back what was set. */
    owner: OwnerSchema.nullable(),
  }),
]);
export type Declaration = z.infer<typeof DeclarationSchema>;

/** Who declared something, and when (ISO 8601, UTC). */
export const SignatureSchema = z.strictObject({ by: z.string(), at: z.string() });
export type Signature = z.infer<typeof SignatureSchema>;

const RequestedWaiverSchema = WaiverSchema.omit({ approver: true }).extend({
  requested: SignatureSchema,
  approved: SignatureSchema.nullable(),
  revoked: SignatureSchema.extend({ reason: z.string() }).nullable(),
});
export type RequestedWaiver = z.infer<typeof RequestedWaiverSchema>;

/** What a register comes to: of everything declared, what stands. */
export const DeclarationsSchema = z.strictObject({
  evidence: z.record(z.string(), EvidenceSchema.extend({ declared: SignatureSchema })),
  measurements: z.record(z.string(), z.object({ measurement: MeasurementSchema, posted: SignatureSchema })),
  waivers: z.record(z.string(), RequestedWaiverSchema),
  owner: OwnerSchema.nullable(),
  /** Owners of duties by `pack/rule`. */
  dutyOwners: z.record(z.string(), OwnerSchema),
});
export type Declarations = z.infer<typeof DeclarationsSchema>;

/** What an empty register comes to. */
export const NOTHING_DECLARED: Declarations = {
  evidence: {},
  measurements: {},
  waivers: {},
  owner: null,
  dutyOwners: {},
};

/**
 * What a register comes to after one more entry. An approval or revocation of a waiver nobody requested changes nothing.
 *
 * @param before what the entries before come to
 */
export function withDeclaration(
  before: Declarations,
  declaration: Declaration,
  signature: Signature,
): Declarations {
  switch (declaration.kind) {
    case 'evidence': {
      const { of, evidence } = declaration;
      return { ...before, evidence: { ...before.evidence, [of]: { ...evidence, declared: signature } } };
    }
    case 'measurement': {
      const { name, measurement } = declaration;
      const posted = { measurement, posted: signature };
      return { ...before, measurements: { ...before.measurements, [name]: posted } };
    }
    case 'waiver-requested': {
      const waiver = { ...declaration.request, requested: signature, approved: null, revoked: null };
      return { ...before, waivers: { ...before.waivers, [declaration.waiver]: waiver } };
    }
    case 'waiver-approved':
      return withWaiver(before, declaration.waiver, { approved: signature });
    case 'waiver-revoked':
      return withWaiver(before, declaration.waiver, {
        revoked: { ...signature, reason: declaration.reason },
      });
    case 'owner':
      return withOwner(before, declaration);
  }
}

function withWaiver(before: Declarations, id: string, change: Partial<RequestedWaiver>): Declarations {
  const waiver = Object.hasOwn(before.waivers, id) ? before.waivers[id] : undefined;
  if (!waiver) return before;
  return { ...before, waivers: { ...before.waivers, [id]: { ...waiver, ...change } } };
}

function withOwner(
  before: Declarations,
  { of, owner }: Extract<Declaration, { kind: 'owner' }>,
): Declarations {
  if (of === null) return { ...before, owner };
  const { [of]: _, ...others } = before.dutyOwners;
  return { ...before, dutyOwners: owner === null ? others : { ...others, [of]: owner } };
}

/**
 * The profile that is evaluated: what its register says goes before what the profile itself says, but waivers of both
 * count, those of the register once a second person has approved them and while nobody has revoked them.
 */
export function withDeclarations(profile: Profile, declarations: Declarations): Profile {
  const { evidence, measurements, waivers, owner } = declarations;
  return {
    ...profile,
    system: { ...profile.system, ...(owner && { owner }) },
    evidence: { ...profile.evidence, ...mapped(evidence, ({ declared: _, ...rest }) => rest) },
    waivers: [...profile.waivers, ...Object.values(waivers).flatMap(countingWaiver)],
    measurements: { ...profile.measurements, ...mapped(measurements, ({ measurement }) => measurement) },
  };
}

function countingWaiver({ requested: _, approved, revoked, ...request }: RequestedWaiver) {
  return approved && !revoked ? [{ ...request, approver: approved.by }] : [];
}

function mapped<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
