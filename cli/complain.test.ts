import { expect, test, vi } from 'vitest';
import { complain } from './complain.ts';

test('an error of our own ends with 5, says how to report it and shows no stack trace', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(complain(new TypeError('cannot read x'))).toBe(5);
  const text = write.mock.calls.join('');
  expect(text).toContain('an error of Jurismap itself, not of your input: cannot read x');
  expect(text).toContain('CONTRIBUTING.md');
  expect(text).not.toMatch(/\n\s+at /);
  write.mockRestore();
});
