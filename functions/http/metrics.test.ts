import { afterEach, expect, it, vi } from 'vitest';
import { emitMetrics } from './metrics.ts';
import { countUnits, takeUnits } from './units.ts';

afterEach(() => vi.restoreAllMocks());

it('says what was done, how long it took and what it used, in the embedded metric format', () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  takeUnits();
  countUnits({ read: 1, write: 0 });
  countUnits({ read: 0.5, write: 3 });
  emitMetrics('look', true, 12, { Changed: 2 });
  emitMetrics('look', false, 7);
  const [first, second] = write.mock.calls.map(([line]) => JSON.parse(String(line)));
  expect(first).toMatchObject({
    Kind: 'look',
    Done: 1,
    Duration: 12,
    ReadUnits: 1.5,
    WriteUnits: 3,
    Changed: 2,
  });
  expect(second).toMatchObject({ Kind: 'look', Failed: 1, ReadUnits: 0, WriteUnits: 0 });
  for (const line of [first, second]) {
    const [{ Namespace, Dimensions, Metrics }] = line._aws.CloudWatchMetrics;
    expect([Namespace, Dimensions]).toEqual(['Jurismap', [['Kind']]]);
    // Every metric it names has a value, and every value is named.
    const { _aws, Kind, ...values } = line;
    expect(Metrics.map(({ Name }: { Name: string }) => Name).sort()).toEqual(Object.keys(values).sort());
  }
});
