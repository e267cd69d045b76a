import * as z from 'zod';
import type { Day } from './day.ts';
import { evaluate } from './evaluate.ts';
import type { Catalogue } from './facts.ts';
import { type Assessment, type Finding, FindingSchema, isInForce, keyOf, SubjectSchema } from './finding.ts';
import type { Pack } from './pack.ts';
import { InputError } from './problem.ts';
import { type Profile, SystemSchema } from './profile.ts';

/** What a day does to one finding. */
const EventSchema = SubjectSchema.extend({
  day: z.string(),
  missing: FindingSchema.shape.missing,
  notEnforced: FindingSchema.shape.notEnforced,
  unverified: FindingSchema.shape.unverified,
  /**
   * `starts` and `ends` are about the rule, also as `may-start` and `may-end` while a fact is missing that decides it;
   * `expires` is about evidence or a waiver, `enforcement` about whether anybody enforces the rule, `changes` about
   * anything else.
   */
  change: z.enum(['starts', 'ends', 'may-start', 'may-end', 'expires', 'enforcement', 'changes']),
  before: FindingSchema.shape.outcome,
  after: FindingSchema.shape.outcome,
  reason: FindingSchema.shape.reason,
}).meta({ id: 'TimelineEvent' });
export type TimelineEvent = z.infer<typeof EventSchema>;

/** Everything that time alone changes for one system over a span of days. */
export const TimelineSchema = z
  .strictObject({
    system: SystemSchema,
    from: z.string(),
    to: z.string(),
    events: z.array(EventSchema),
  })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof TimelineSchema>;

/**
 * What starts, changes or expires for a system, with the profile as it is.
 *
 * @param from the day to start from; what happens on it is not told
 * @param to the last day told
 * @throws InputError at `/to` when it is before `from`
 */
export function timeline(
  profile: Profile,
  packs: readonly Pack[],
  catalogue: Catalogue,
  from: Day,
  to: Day,
): Timeline {
  if (to < from) {
    throw new InputError([
      { pointer: '/to', reason: `is before ${from}, where the timeline starts`, hint: 'name a later day' },
    ]);
  }
  const events = packs.flatMap((pack) => eventsOf(profile, pack, catalogue, from, to));
  return {
    system: profile.system,
    from,
    to,
    events: events.sort((a, b) => a.day.localeCompare(b.day)),
  };
}

function eventsOf(profile: Profile, pack: Pack, catalogue: Catalogue, from: Day, to: Day): TimelineEvent[] {
  const events: TimelineEvent[] = [];
  let before = evaluate(profile, pack, catalogue, from);
  while (before.nextChangeAt !== null && before.nextChangeAt <= to) {
    const after = evaluate(profile, pack, catalogue, before.nextChangeAt);
    events.push(...changesBetween(before, after));
    before = after;
  }
  return events;
}

function changesBetween(before: Assessment, after: Assessment): TimelineEvent[] {
  const earlier = new Map(before.findings.map((finding) => [keyOf(finding), finding]));
  return after.findings.flatMap((finding) => {
    const was = earlier.get(keyOf(finding));
    const change = was && changeOf(was, finding);
    if (!was || !change) return [];
    const { rule, title, cite, role, kind, force, missing, notEnforced, unverified, outcome, reason } =
      finding;
    return [
      {
        rule,
        title,
        cite,
        role,
        kind,
        force,
        missing,
        notEnforced,
        unverified,
        day: after.asOf,
        pack: after.pack,
        instrument: after.title,
        jurisdiction: after.jurisdiction,
        change,
        before: was.outcome,
        after: outcome,
        reason,
      },
    ];
  });
}

/** What happened to a finding; undefined when nothing a reader would put into a calendar did. */
function changeOf(was: Finding, is: Finding): TimelineEvent['change'] | undefined {
  if (is.outcome === 'undetermined') {
    if (isInForce(was.outcome)) return 'may-end';
    if (canBeInForce(is) !== canBeInForce(was)) return canBeInForce(is) ? 'may-start' : 'may-end';
    return was.notEnforced === is.notEnforced ? undefined : 'enforcement';
  }
  if (isInForce(is.outcome) && !isInForce(was.outcome)) return 'starts';
  if (canBeInForce(was) && !isInForce(is.outcome)) return was.outcome === 'undetermined' ? 'may-end' : 'ends';
  if (was.outcome === is.outcome && was.reason === is.reason) {
    return was.notEnforced === is.notEnforced ? undefined : 'enforcement';
  }
  return is.reason === 'expired' || was.outcome === 'waived' ? 'expires' : 'changes';
}

function canBeInForce({ outcome, possible }: Finding): boolean {
  return isInForce(outcome) || possible.some((one) => isInForce(one.outcome));
}
