import type { Growth } from './growth.ts';

const WIDTH = 360;
const HEIGHT = 240;
const MARGIN = 48;

/** Two charts with logarithmic axes: time and memory by the number of systems, and by the number of rules. */
export function plot(systems: readonly Growth[], rules: readonly Growth[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${2 * WIDTH}" height="${HEIGHT}" font-family="sans-serif" font-size="10">`,
    '<title>Time and memory by the number of systems and of rules</title>',
    `<rect width="${2 * WIDTH}" height="${HEIGHT}" fill="white"/>`,
    chart(
      0,
      'systems',
      systems.map((one) => ({ ...one, x: one.systems })),
    ),
    chart(
      WIDTH,
      'rules',
      rules.map((one) => ({ ...one, x: one.rules })),
    ),
    '</svg>\n',
  ].join('\n');
}

type Point = Growth & { x: number };

function chart(left: number, name: string, points: readonly Point[]): string {
  const xs = points.map(({ x }) => x);
  const ys = points.flatMap(({ seconds, megabytes }) => [milliseconds(seconds), atLeastOne(megabytes)]);
  const across = scale(xs, left + MARGIN, left + WIDTH - 12);
  const up = scale(ys, HEIGHT - MARGIN, 24);
  const line = (value: (point: Point) => number, colour: string, label: string): string => {
    const at = points.map((point) => `${across(point.x).toFixed(1)},${up(value(point)).toFixed(1)}`);
    const [x = '0', y = '0'] = (at.at(-1) ?? '').split(',');
    return [
      `<polyline points="${at.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`,
      `<text x="${x}" y="${Number(y) - 6}" text-anchor="end" fill="${colour}">${label}</text>`,
    ].join('\n');
  };
  const marks = points.map(
    ({ x }) =>
      `<text x="${across(x)}" y="${HEIGHT - MARGIN + 16}" text-anchor="middle">${x.toLocaleString('en')}</text>`,
  );
  const sides = [Math.min(...ys), Math.max(...ys)].map(
    (y) =>
      `<text x="${left + MARGIN - 6}" y="${up(y)}" text-anchor="end">${Math.round(y).toLocaleString('en')}</text>`,
  );
  return [
    `<text x="${left + WIDTH / 2}" y="${HEIGHT - 12}" text-anchor="middle">${name}</text>`,
    ...marks,
    ...sides,
    line(({ seconds }) => milliseconds(seconds), '#1f5fa8', 'ms'),
    line(({ megabytes }) => atLeastOne(megabytes), '#b3541e', 'MB more'),
  ].join('\n');
}

function milliseconds(seconds: number): number {
  return atLeastOne(1000 * seconds);
}

/** Logarithms know no zero. */
function atLeastOne(value: number): number {
  return Math.max(1, value);
}

function scale(values: readonly number[], from: number, to: number): (value: number) => number {
  const [low, high] = [Math.log(Math.min(...values)), Math.log(Math.max(...values))];
  return (value) => from + ((Math.log(value) - low) / Math.max(high - low, 1e-9)) * (to - from);
}
