import * as z from 'zod';
import { packOfConditions } from './condition-pack.ts';
import { type Conflict, ConflictSchema, type Side } from './conflict.ts';
import type { Day } from './day.ts';
import { evaluate } from './evaluate.ts';
import type { Catalogue } from './facts.ts';
import { type Assessment, isInForce, type Outcome } from './finding.ts';
import { stated } from './known.ts';
import type { Pack } from './pack.ts';
import type { Profile } from './profile.ts';
import { Reading } from './reading.ts';
import type { Rules } from './rules.ts';

export const ConflictResultSchema = z
  .strictObject({
    id: z.string(),
    kind: ConflictSchema.shape.kind,
    title: z.string(),
    /**
     * `now`: all sides apply. `later`: they will. `undetermined`: whether they do depends on facts nobody stated; sides are
     * judged one by one, so two that exclude each other can look possible until those facts are answered.
     */
    state: z.enum(['now', 'later', 'undetermined']),
    /** The day from which it bites, where that is still to come and known. */
    from: z.string().nullable(),
    sides: z.array(
      z.strictObject({
        pack: z.string().nullable(),
        instrument: z.string(),
        cites: z.array(z.string()),
        says: z.string(),
      }),
    ),
    explanation: z.string(),
    reconcile: z.array(z.string()),
    /** Facts that settle whether it bites. */
    missing: z.array(z.string()),
    unverified: z.string().nullable(),
  })
  .meta({ id: 'ConflictResult' });
export type ConflictResult = z.infer<typeof ConflictResultSchema>;

/** How far a side, or the facts of a conflict, hold. */
interface Holding {
  state: 'now' | 'later' | 'undetermined' | 'no';
  from: Day | null;
  missing: readonly string[];
}
const HOLDS: Holding = { state: 'now', from: null, missing: [] };
const FAILS: Holding = { state: 'no', from: null, missing: [] };

/** The declared conflicts that bite for a system, will or can. */
export function conflictsMet(
  profile: Profile,
  assessments: readonly Assessment[],
  { conflicts, packs, catalogue }: Pick<Rules, 'conflicts' | 'packs' | 'catalogue'>,
  asOf: Day,
): ConflictResult[] {
  const days = new Days(profile, packs, catalogue, assessments);
  return conflicts.flatMap((conflict) => {
    const { state, from, missing } = whenMet(conflict, days, asOf);
    if (state === 'no') return [];
    const { id, kind, title, sides, explanation, reconcile, unverified = null } = conflict;
    return [
      {
        id,
        kind,
        title,
        state,
        from,
        sides: sides.map((side) => showSide(side, packs)),
        explanation,
        reconcile,
        missing: [...missing],
        unverified,
      },
    ];
  });
}

/** What is to come must also come while the other sides still stand: each later day is looked at for itself. */
function whenMet(conflict: Conflict, days: Days, day: Day): Holding {
  const held = days.holding(conflict, day);
  if (held.state !== 'later' || held.from === null) return held;
  const then = whenMet(conflict, days, held.from);
  return then.state === 'now' ? held : then;
}

/** What holds on a day, worked out once for each pack and day. */
class Days {
  readonly #profile: Profile;
  readonly #packs: readonly Pack[];
  readonly #catalogue: Catalogue;
  readonly #assessments: Map<string, Assessment>;

  constructor(
    profile: Profile,
    packs: readonly Pack[],
    catalogue: Catalogue,
    assessments: readonly Assessment[],
  ) {
    this.#profile = profile;
    this.#packs = packs;
    this.#catalogue = catalogue;
    this.#assessments = new Map(assessments.map((one) => [`${one.pack} ${one.asOf}`, one]));
  }

  holding(conflict: Conflict, day: Day): Holding {
    const facts = factsHold(conflict, this.#profile, this.#catalogue, day);
    if (facts.state === 'no') return FAILS;
    return combine([facts, ...conflict.sides.map((side) => sideHolds(side, this.#assessment(side, day)))]);
  }

  #assessment(side: Side, day: Day): Assessment | undefined {
    if ('instrument' in side) return undefined;
    const pack = this.#packs.find(({ id }) => id === side.pack);
    if (!pack) return undefined;
    const key = `${pack.id} ${day}`;
    const known = this.#assessments.get(key) ?? evaluate(this.#profile, pack, this.#catalogue, day);
    this.#assessments.set(key, known);
    return known;
  }
}

/** All must hold: the worst of them decides, and the last to start. */
function combine(holdings: readonly Holding[]): Holding {
  const isAny = (state: Holding['state']): boolean => holdings.some((one) => one.state === state);
  if (isAny('no')) return FAILS;
  if (isAny('undetermined')) {
    const missing = new Set(holdings.flatMap((one) => one.missing));
    return { state: 'undetermined', from: null, missing: [...missing].sort() };
  }
  if (!isAny('later')) return HOLDS;
  const later = holdings.filter((one) => one.state === 'later').map(({ from }) => from);
  const days = later.filter((day) => day !== null).sort();
  return { state: 'later', from: days.length < later.length ? null : (days.at(-1) ?? null), missing: [] };
}

const RANK = ['no', 'undetermined', 'later', 'now'] as const;
const BY_SCOPE = { 'in-scope': 'now', undetermined: 'undetermined', 'out-of-scope': 'no' } as const;

/** A side of several rules holds as far as the one of them that holds most. */
function sideHolds(side: Side, assessment: Assessment | undefined): Holding {
  if ('instrument' in side) return HOLDS;
  if (!assessment) return FAILS;
  if ('cite' in side) {
    const { applicability, scopeMissing } = assessment;
    return { state: BY_SCOPE[applicability], from: null, missing: scopeMissing };
  }
  const holdings = assessment.findings
    .filter(({ rule }) => side.rules.includes(rule))
    .map(({ outcome, appliesFrom, missing }): Holding => {
      const state = stateOf(outcome);
      return { state, from: state === 'later' ? appliesFrom : null, missing };
    });
  const best = Math.max(0, ...holdings.map(({ state }) => RANK.indexOf(state)));
  const equal = holdings.filter(({ state }) => RANK.indexOf(state) === best);
  const [first = FAILS] = equal.sort((a, b) => (a.from ?? '9999').localeCompare(b.from ?? '9999'));
  return { ...first, missing: equal.flatMap(({ missing }) => missing) };
}

function stateOf(outcome: Outcome): Holding['state'] {
  if (isInForce(outcome)) return 'now';
  if (outcome === 'upcoming') return 'later';
  return outcome === 'undetermined' ? 'undetermined' : 'no';
}

function factsHold({ id, when }: Conflict, profile: Profile, catalogue: Catalogue, asOf: Day): Holding {
  if (!when) return HOLDS;
  const reading = new Reading(packOfCondition(id, when, catalogue), catalogue, stated(profile.facts), asOf);
  const diagram = reading.named(id);
  const truth = reading.truth(diagram);
  if (truth === undefined)
    return { state: 'undetermined', from: null, missing: reading.factsBehind(diagram) };
  return truth ? HOLDS : FAILS;
}

const packsOfConditions = new WeakMap<object, Pack>();

function packOfCondition(id: string, when: Record<string, unknown>, catalogue: Catalogue): Pack {
  const pack = packsOfConditions.get(when) ?? packOfConditions({ [id]: when }, catalogue);
  packsOfConditions.set(when, pack);
  return pack;
}

function showSide(side: Side, packs: readonly Pack[]): ConflictResult['sides'][number] {
  if ('instrument' in side) {
    return { pack: null, instrument: side.instrument, cites: [side.cite], says: side.says };
  }
  const pack = packs.find(({ id }) => id === side.pack);
  const cites = 'cite' in side ? [side.cite] : side.rules.flatMap((rule) => pack?.byId.get(rule)?.cite ?? []);
  return {
    pack: side.pack,
    instrument: pack?.manifest.title ?? side.pack,
    cites: [...new Set(cites)],
    says: side.says,
  };
}
