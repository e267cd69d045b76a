import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LocalServer, startLocal } from '../../local/server.ts';
import { jurismap, jurismapWith } from './jurismap.ts';

// Each call starts a process, and the functions behind the API start when they are first called.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const ROOT = join(import.meta.dirname, '..', '..');
const FILE = join(mkdtempSync(join(tmpdir(), 'jurismap-archive-')), 'archive.jsonl');
const CLAIMS = { sub: 'pipeline', scope: 'jurismap/engineer', 'custom:tenant': 'acme' };

describe('archive', () => {
  const run = (...args: string[]) => jurismapWith({ JURISMAP_TOKEN: token }, ...args, '--api', server.url);
  const verify = (...args: string[]) => jurismap('verify', FILE, ...args);
  let server: LocalServer;
  let token: string;
  let lines: string[];

  beforeAll(async () => {
    server = await startLocal({ port: 0, buildDir: join(ROOT, 'build'), automation: true });
    token = await server.token(CLAIMS);
    const profile = join(ROOT, 'examples', 'recruitment-ranker.yaml');
    const checked = await run('check', profile, '--as-of', '2026-11-22', '--packs', 'eu-ai-act');
    expect([0, 1]).toContain(checked.code);
    await server.work();
    expect((await run('archive', 'recruitment-ranker', '--output', FILE)).code).toBe(0);
    lines = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  });

  afterAll(async () => server?.close());

  /** Which line holds an item whose sort key begins like this. */
  const lineOf = (prefix: string): number => lines.findIndex((line) => line.includes(`"sk":"${prefix}`));
  async function verifiedWith(change: (lines: string[]) => string[]) {
    writeFileSync(FILE, change([...lines]).join('\n'));
    const { code, stdout } = await verify('--format', 'json');
    return { code, ...JSON.parse(stdout) };
  }

  it('proves a history to whoever has the file alone', async () => {
    const { code, stdout } = await verify();
    expect(stdout).toMatch(/(\d+) assessments made again, \1 equal/);
    expect(code).toBe(0);
    expect(await verifiedWith((all) => all)).toMatchObject({
      code: 0,
      defects: [],
      different: [],
      notReproducible: [],
    });
  });

  it('can be read by people', () => {
    const version = JSON.parse(lines[lineOf('V#')] ?? '');
    expect(version.profile.json.system.name).toBe('Shortlist');
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      system: 'recruitment-ranker',
      items: lines.length - 1,
    });
  });

  it.each(['V#', 'A#', 'F#', 'G#', 'B#', 'E#'])('shows that %s is missing', async (prefix) => {
    const at = lineOf(prefix);
    expect(at).toBeGreaterThan(0);
    const found = await verifiedWith((all) => all.toSpliced(at, 1));
    expect(found.code).toBe(1);
    // One for the number of items, and one for what it is.
    expect(found.defects.length).toBeGreaterThan(1);
  });

  it.each([
    ['V#', (item: { by: string }) => ({ ...item, by: 'somebody else' })],
    ['A#', (item: { at: string }) => ({ ...item, at: '2020-01-01T00:00:00.000Z' })],
    ['H#', (item: { counts: object }) => ({ ...item, counts: {} })],
    ['G#', (item: { by: string }) => ({ ...item, by: 'somebody else' })],
    [
      'E#',
      (item: { event: { json: object } }) => ({ ...item, event: { json: { ...item.event.json, name: '' } } }),
    ],
  ] as const)('shows that %s was altered', async (prefix, change) => {
    const at = lineOf(prefix);
    const found = await verifiedWith((all) =>
      all.with(at, JSON.stringify(Object(change(JSON.parse(all[at] ?? ''))))),
    );
    expect(found.code).toBe(1);
    expect(found.defects).not.toEqual([]);
  });

  it('shows findings that were altered together with their digest', async () => {
    const found = await verifiedWith((all) =>
      all.map((line) => line.replaceAll('"outcome":"upcoming"', '"outcome":"met"')),
    );
    expect(found.code).toBe(1);
    expect(found.defects).toContainEqual({ kind: 'altered', what: 'assessment 1 under eu-ai-act' });
    expect(found.different).toContainEqual({ pack: 'eu-ai-act', sequence: 1 });
  });

  it('shows a pack or catalogue that was altered', async () => {
    for (const [prefix, from, to] of [
      ['C#', '"title":"', '"title":"Not '],
      ['', '"question":"', '"question":"Not '],
    ] as const) {
      const at = prefix ? lineOf(prefix) : lines.findIndex((line) => line.includes('"pk":"CATALOGUES"'));
      const found = await verifiedWith((all) => all.with(at, (all[at] ?? '').replaceAll(from, to)));
      expect(found.code).toBe(1);
      expect(found.notReproducible[0].why).toBe('inputs-broken');
    }
  });

  it('shows lines that are there twice, and refuses what is none', async () => {
    const at = lineOf('V#');
    const twice = await verifiedWith((all) => [...all, all[at] ?? '']);
    expect(twice.code).toBe(1);
    expect(JSON.stringify(twice.defects)).toContain('repeats an item');
    writeFileSync(FILE, [...lines, '{'].join('\n'));
    const { code, stderr } = await verify();
    expect(code).toBe(2);
    expect(stderr).toContain(`${FILE}:${lines.length + 1}:1`);
    expect((await jurismap('verify', 'no-such-file')).code).toBe(2);
  });
});
