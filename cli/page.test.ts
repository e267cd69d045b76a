import { expect, test } from 'vitest';
import { printable } from './page.ts';

test.each([
  ['a\u001b[2Jb\u202ec', 'a [2Jb c'],
  ['::stop-commands::x', ': :stop-commands: :x'],
  ['a ##[error]b', 'a # #[error]b'],
  ['::::', ': :: :'],
  ['Traffic: 3 # of 4', 'Traffic: 3 # of 4'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});
