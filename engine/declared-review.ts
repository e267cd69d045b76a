import * as z from 'zod';
import type { Day } from './day.ts';
import { type Declarations, type RequestedWaiver, SignatureSchema } from './declarations.ts';
import { evidenceState, isReopened } from './declared.ts';
import type { Pack } from './pack.ts';
import { EvidenceSchema, OwnerSchema, type Profile, WaiverSchema } from './profile.ts';
import { ruleNamed } from './rule-digests.ts';

/** Evidence, and what of it counts. */
const ReviewedEvidenceSchema = EvidenceSchema.omit({ ruleDigests: true })
  .extend({
    of: z.string(),
    /** `counts`, `counts-in-part`, or why it does not. */
    state: z.enum(['counts', 'counts-in-part', 'planned', 'declared-absent', 'expired', 'wrong-subject']),
    /** Rules whose content has changed since: for these it does not count. */
    reopened: z.array(z.string()),
    /** Who entered it in the register; null for what the profile says. */
    declared: SignatureSchema.nullable(),
  })
  .meta({ id: 'ReviewedEvidence' });

/** A waiver, and whether it counts. */
const ReviewedWaiverSchema = WaiverSchema.omit({ approver: true, ruleDigest: true })
  .extend({
    /** Null for a waiver of the profile, whose approver nobody has checked. */
    waiver: z.string().nullable(),
    state: z.enum(['requested', 'approved', 'revoked', 'lapsed', 'reopened', 'in-profile']),
    approver: z.string().nullable(),
    requested: SignatureSchema.nullable(),
    approved: SignatureSchema.nullable(),
    revoked: SignatureSchema.extend({ reason: z.string() }).nullable(),
  })
  .meta({ id: 'ReviewedWaiver' });

/** Everything declared about a system, in its profile and in its register, and what of it counts on a day. */
export const ReviewSchema = z.strictObject({
  owner: OwnerSchema.nullable(),
  dutyOwners: z.record(z.string(), OwnerSchema),
  evidence: z.array(ReviewedEvidenceSchema),
  measurements: z.array(
    z.strictObject({ name: z.string(), collected: z.string(), posted: SignatureSchema.nullable() }),
  ),
  waivers: z.array(ReviewedWaiverSchema),
});
type Review = z.infer<typeof ReviewSchema>;

/**
 * Reviews what is declared about a system.
 *
 * @param profile what is evaluated: the profile together with the declarations
 */
export function reviewOf(
  profile: Profile,
  declarations: Declarations,
  packs: readonly Pack[],
  asOf: Day,
): Review {
  return {
    owner: profile.system.owner ?? null,
    dutyOwners: declarations.dutyOwners,
    evidence: Object.keys(profile.evidence)
      .sort()
      .flatMap((of) => reviewedEvidence(of, profile, declarations, packs, asOf)),
    measurements: Object.entries(profile.measurements).map(([name, { collected }]) => ({
      name,
      collected,
      posted: own(declarations.measurements, name)?.posted ?? null,
    })),
    waivers: [...ofProfile(profile, declarations), ...ofRegister(declarations, packs, asOf)],
  };
}

function reviewedEvidence(
  of: string,
  profile: Profile,
  declarations: Declarations,
  packs: readonly Pack[],
  asOf: Day,
): Review['evidence'] {
  const stated = own(profile.evidence, of);
  if (!stated) return [];
  const { ruleDigests = {}, ...evidence } = stated;
  const reopened = Object.keys(ruleDigests).filter((id) => {
    const rule = ruleNamed(id, packs);
    return rule !== undefined && isReopened(stated, { id, digest: rule.digest });
  });
  const declared = own(declarations.evidence, of)?.declared ?? null;
  return [{ ...evidence, of, state: stateOf(stated, profile, asOf), reopened, declared }];
}

function stateOf(
  evidence: Profile['evidence'][string],
  profile: Profile,
  asOf: Day,
): Review['evidence'][number]['state'] {
  const state = evidenceState(evidence, profile, asOf);
  switch (state) {
    case 'met':
      return 'counts';
    case 'partial':
      return 'counts-in-part';
    case 'planned':
    case 'declared-absent':
    case 'expired':
    case 'wrong-subject':
      return state;
    default:
      throw new Error(`evidence by itself is never ${state}`);
  }
}

/** Waivers of the profile come first in the list of all. */
function ofProfile({ waivers }: Profile, declarations: Declarations): Review['waivers'] {
  const counting = Object.values(declarations.waivers).filter(
    ({ approved, revoked }) => approved && !revoked,
  );
  return waivers.slice(0, waivers.length - counting.length).map(({ ruleDigest: _, ...stated }) => ({
    ...stated,
    waiver: null,
    state: 'in-profile',
    requested: null,
    approved: null,
    revoked: null,
  }));
}

function ofRegister({ waivers }: Declarations, packs: readonly Pack[], asOf: Day): Review['waivers'] {
  return Object.entries(waivers).map(([waiver, requested]) => {
    const { ruleDigest: _, ...stated } = requested;
    const approver = requested.approved?.by ?? null;
    return { ...stated, waiver, approver, state: waiverState(requested, packs, asOf) };
  });
}

function waiverState(
  { rule, expires, ruleDigest, approved, revoked }: RequestedWaiver,
  packs: readonly Pack[],
  asOf: Day,
): Review['waivers'][number]['state'] {
  if (revoked) return 'revoked';
  if (expires < asOf) return 'lapsed';
  if (ruleNamed(rule, packs)?.digest !== ruleDigest) return 'reopened';
  return approved ? 'approved' : 'requested';
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
