import { describe, expect, it } from 'vitest';
import { patiently, type Tried } from './patience.ts';
import { UnansweredError } from './unanswered-error.ts';

/** Time that passes only while somebody waits. */
function patience(limit: number, random = 1) {
  let now = 0;
  const told: string[] = [];
  const pauses: number[] = [];
  const sleep = async (pause: number): Promise<void> => {
    pauses.push(pause);
    now += pause;
  };
  const tell = (line: string): number => told.push(line);
  return { told, pauses, patience: { limit, tell, clock: { now: () => now, sleep, random: () => random } } };
}

/** Answers one after the other. */
function answers<T>(...tried: Tried<T>[]): () => Promise<Tried<T>> {
  const left = tried.values();
  return async () => left.next().value ?? { again: 'has nothing more to say' };
}

describe('patiently', () => {
  it('gives at once what came at once', async () => {
    const { patience: own, pauses } = patience(1000);
    expect(await patiently('it', own, answers({ done: 1 }))).toBe(1);
    expect(pauses).toEqual([]);
  });

  it('waits longer each time, up to a quarter of a minute, and says so', async () => {
    const { patience: own, pauses, told } = patience(100_000);
    const busy = { again: 'answers 503' };
    const all = answers(busy, busy, busy, busy, busy, busy, busy, { done: 'yes' });
    expect(await patiently('it', own, all)).toBe('yes');
    expect(pauses).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
    expect(told[1]).toBe('it answers 503; asking again in 1.0 s');
  });

  it('waits from half of that to all of it', async () => {
    const { patience: own, pauses } = patience(100_000, 0);
    await patiently('it', own, answers({ again: 'is busy' }, { again: 'is busy' }, { done: 1 }));
    expect(pauses).toEqual([250, 500]);
  });

  it('waits as long as it is asked to', async () => {
    const { patience: own, pauses } = patience(100_000);
    const asked = answers(
      { again: 'is busy', notBefore: 7000 },
      { again: 'is busy', notBefore: 0 },
      { done: 1 },
    );
    await patiently('it', own, asked);
    expect(pauses).toEqual([7000, 1000]);
  });

  it('ends, and says how often it asked', async () => {
    const { patience: own, pauses } = patience(4000);
    const error = await patiently('it', own, answers()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UnansweredError);
    expect(error).toMatchObject({
      message: 'it has nothing more to say',
      hint: expect.stringContaining('asked 4 times in 3.5 s'),
    });
    expect(pauses).toEqual([500, 1000, 2000]);
  });

  it('does not begin to wait longer than it has patience', async () => {
    const { patience: own, pauses } = patience(60_000);
    const tomorrow = { again: 'is closed', notBefore: 86_400_000 };
    await expect(patiently('it', own, answers(tomorrow))).rejects.toThrow('it is closed');
    expect(pauses).toEqual([]);
  });
});
