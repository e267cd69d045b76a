import type { CheckContext, Reporter } from './reporter.ts';

/** One system is its own object; several stand in `systems` beside the verdict over all of them. */
export function json({ asOf, count }: CheckContext): Reporter {
  if (count === 1) {
    return { system: ({ report }) => indented(report), frame: () => ({ head: '', tail: '\n' }) };
  }
  const item = items('    ');
  return {
    system: ({ report }) => item(report),
    frame: (gate) => ({
      head: `{\n  "asOf": "${asOf}",\n  "gate": ${indented(gate, '  ')},\n  "systems": [`,
      tail: '\n  ]\n}\n',
    }),
  };
}

/** Writes one value after another as the items of a list. */
export function items(indent: string): (value: unknown) => string {
  let separator = '';
  return (value) => {
    const text = `${separator}\n${indent}${indented(value, indent)}`;
    separator = ',';
    return text;
  };
}

/** JSON whose lines after the first start with `indent`. */
export function indented(value: unknown, indent = ''): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}
