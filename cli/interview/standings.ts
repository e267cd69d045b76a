import { setImmediate } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { type Question, questionsOpenIn } from '../../engine/ask.ts';
import type { Day } from '../../engine/day.ts';
import type { Catalogue, Fact } from '../../engine/facts.ts';
import type { Pack } from '../../engine/pack.ts';
import type { Profile } from '../../engine/profile.ts';
import { type Standing, standingUnder } from '../../engine/standing.ts';

/** How a system stands under all packs at one point of an interview. */
export interface Standings {
  profile: Profile;
  packs: readonly Standing[];
  /** What can still change an outcome, the most telling first. */
  questions: readonly Question[];
}

/** Works out how a system stands as its profile grows. */
export class Standpoint {
  readonly #catalogue: Catalogue;
  readonly #asOf: Day;

  constructor(catalogue: Catalogue, asOf: Day) {
    this.#catalogue = catalogue;
    this.#asOf = asOf;
  }

  /** From nothing, which takes seconds for all packs and an empty profile. */
  async first(profile: Profile, packs: readonly Pack[]): Promise<Standings> {
    return this.#with(profile, packs, (pack) => standingUnder(profile, pack, this.#catalogue, this.#asOf));
  }

  /** After a fact was stated. A pack none of whose open results depends on it stands as it stood. */
  async after(before: Standings, profile: Profile, { id }: Fact): Promise<Standings> {
    const isAllNew = Object.hasOwn(before.profile.facts, id) || !differOnlyIn(id, before.profile, profile);
    return this.#with(profile, before.packs, (standing) =>
      isAllNew || standing.open.some(({ facts }) => facts.has(id))
        ? standingUnder(profile, standing.pack, this.#catalogue, this.#asOf)
        : standing,
    );
  }

  async #with<T>(profile: Profile, from: readonly T[], standing: (each: T) => Standing): Promise<Standings> {
    const packs: Standing[] = [];
    for (const each of from) {
      packs.push(standing(each));
      // Lets the terminal show that something is going on.
      await setImmediate();
    }
    const questions = questionsOpenIn(packs, profile.facts, this.#catalogue, this.#asOf);
    return { profile, packs, questions };
  }
}

function differOnlyIn(fact: string, a: Profile, b: Profile): boolean {
  const without = (profile: Profile): Profile => ({ ...profile, facts: { ...profile.facts, [fact]: false } });
  return isDeepStrictEqual(without(a), without(b));
}
