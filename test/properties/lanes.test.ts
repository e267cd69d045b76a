import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Facts } from '../../engine/facts.ts';
import { stated } from '../../engine/known.ts';
import { fromBytes, toBytes } from '../../engine/lanes/bytes.ts';
import { compile } from '../../engine/lanes/compile.ts';
import { Evaluator } from '../../engine/lanes/evaluator.ts';
import { ExactEvaluator } from '../../engine/lanes/exact.ts';
import { Inputs } from '../../engine/lanes/inputs.ts';
import { stateOf } from '../../engine/lanes/states.ts';
import { packFacts } from '../../engine/lanes/vector.ts';
import { VectorReader } from '../../engine/lanes/vector-reader.ts';
import { packFromSource } from '../../engine/read-pack.ts';
import { referenceStates } from './reference-states.ts';
import { catalogue, DAYS, facts, packSource } from './worlds.ts';

const pack = packSource.map((source) => packFromSource(source, catalogue));
const day = fc.constantFrom(...DAYS);
const RUNS = { numRuns: 500 };

describe('the evaluation of compiled random packs', () => {
  it('comes to what the reference comes to, and leaves open exactly what it leaves open', () => {
    let unclear = 0;
    fc.assert(
      fc.property(pack, facts, day, (subject, known, on) => {
        const states = new ExactEvaluator(compile(subject, catalogue)).states(stated(known), on);
        const expected = referenceStates(subject, catalogue, stated(known), on);
        for (const [i, state] of states.entries()) {
          if (state === 'unclear') unclear += 1;
          else expect(state).toBe(expected[i]);
        }
      }),
      RUNS,
    );
    // Random packs ask about scores everywhere, which is left to the reference; it must not be everything.
    expect(unclear).toBeLessThan(RUNS.numRuns);
  });

  it('comes to the same in every lane as alone, whatever stands in the others', () => {
    const lanes = fc.array(fc.tuple(facts, day), { minLength: 2, maxLength: 32 });
    fc.assert(
      fc.property(pack, lanes, (subject, profiles) => {
        const compiled = compile(subject, catalogue);
        const together = statesOf(compiled, profiles);
        expect(together).toEqual(profiles.map((one) => statesOf(compiled, [one])[0]));
      }),
      RUNS,
    );
  });

  it('reads a packed vector as it reads the facts it was made of', () => {
    fc.assert(
      fc.property(pack, fc.array(facts, { minLength: 1, maxLength: 32 }), day, (subject, profiles, on) => {
        const compiled = compile(subject, catalogue);
        const [plain, packed] = [new Inputs([compiled]), new Inputs([compiled])];
        const evaluator = new Evaluator(compiled, plain);
        const reader = new VectorReader(packed, catalogue);
        for (const [lane, known] of profiles.entries()) evaluator.enter(stated(known), on, 1 << lane);
        reader.enter(
          profiles.map((known) => packFacts(known, catalogue)),
          on,
        );
        expect(packed.words).toEqual(plain.words);
      }),
      { numRuns: 300 },
    );
  });

  it('reads of a packed vector what one of several packs asks about', () => {
    fc.assert(
      fc.property(pack, pack, facts, day, (subject, other, known, on) => {
        const packs = [compile(subject, catalogue), compile(other, catalogue)] as const;
        const inputs = new Inputs(packs);
        for (const one of packs) {
          const evaluator = new Evaluator(one, inputs);
          inputs.clear();
          new VectorReader(inputs, catalogue, one).enter([packFacts(known, catalogue)], on);
          evaluator.run(1);
          const states = one.subjects.map((each) => stateOf(evaluator, each, 0, known));
          expect(states).toEqual(statesOf(one, [[known, on]])[0]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is bounded by what a number is at most as the reference is', () => {
    fc.assert(
      fc.property(pack, facts, day, fc.constantFrom(5, 10, 15, 20, 25), (subject, known, on, bound) => {
        const { size: _, ...others } = known;
        const partly = { facts: others, atMost: { size: bound } };
        const states = new ExactEvaluator(compile(subject, catalogue)).states(partly, on);
        const expected = referenceStates(subject, catalogue, partly, on);
        for (const [i, state] of states.entries()) if (state !== 'unclear') expect(state).toBe(expected[i]);
      }),
      { numRuns: 200 },
    );
  });

  it('survives being written and read', () => {
    fc.assert(
      fc.property(pack, (subject) => {
        const compiled = compile(subject, catalogue);
        expect(fromBytes(toBytes(compiled))).toEqual(compiled);
      }),
      { numRuns: 100 },
    );
  });
});

function statesOf(compiled: ReturnType<typeof compile>, profiles: readonly (readonly [Facts, string])[]) {
  const inputs = new Inputs([compiled]);
  const evaluator = new Evaluator(compiled, inputs);
  for (const [lane, [known, on]] of profiles.entries()) evaluator.enter(stated(known), on, 1 << lane);
  evaluator.run(profiles.length);
  return profiles.map(([known], lane) =>
    compiled.subjects.map((subject) => stateOf(evaluator, subject, lane, known)),
  );
}
