import type { Reporter } from './reporter.ts';

/** One system is its own object; several stand in `systems` beside the verdict over all of them. */
export const json: Reporter = ({ asOf, gate, systems }) => {
  const [first, ...others] = systems.map(({ report }) => report);
  const content = others.length === 0 ? first : { asOf, gate, systems: [first, ...others] };
  return `${JSON.stringify(content, null, 2)}\n`;
};
