import { type BaselineFile, entryOf } from '../check/baseline.ts';
import { items } from './json.ts';
import type { Reporter } from './reporter.ts';

/** What a later `check --baseline` compares with: what was not in order, and the digests it was taken from. */
export function baseline(): Reporter {
  const item = items('    ');
  return {
    system: ({ file, report }) => {
      const entry: BaselineFile['systems'][number] = { file, ...entryOf(report) };
      return item(entry);
    },
    frame: () => ({ head: '{\n  "jurismap-baseline": 1,\n  "systems": [', tail: '\n  ]\n}\n' }),
  };
}
