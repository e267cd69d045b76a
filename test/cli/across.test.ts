import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { DifferencesSchema } from '../../engine/difference.ts';
import { PatchworkSchema } from '../../engine/patchwork.ts';
import { TimelineSchema } from '../../engine/timeline.ts';
import { jurismap } from './jurismap.ts';

// Each call starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const AS_OF = ['--as-of', '2026-11-22'];
const EU = ['--packs', 'eu-ai-act'];

describe('patchwork', () => {
  it('lays out what a system owes by control', async () => {
    const { code, stdout } = await jurismap('patchwork', 'gap.yaml', ...AS_OF, ...EU);
    expect(code).toBe(0);
    expect(stdout).toContain('Instruments that reach it, or may (1)');
    expect(stdout).toMatch(/AI literacy.*\(ai-literacy\)/);
    expect(stdout).toMatch(/eu-ai-act +Art\. 4\(1\)/);
    expect(stdout).toContain('No pack for FI');
  });

  it('is data for programs', async () => {
    const { stdout } = await jurismap('patchwork', 'gap.yaml', ...AS_OF, '--format', 'json');
    const { controls, instruments } = PatchworkSchema.parse(JSON.parse(stdout));
    expect(instruments.map(({ pack }) => pack)).toContain('eu-ai-act');
    const literacy = controls.find(({ control }) => control === 'ai-literacy');
    expect(literacy?.cells.find(({ pack }) => pack === 'eu-ai-act')?.duties.length).toBeGreaterThan(0);
  });

  it('says when nothing reaches the system', async () => {
    const { stdout } = await jurismap('patchwork', 'pass.yaml', ...AS_OF, ...EU);
    expect(stdout).toContain('No instrument looked at reaches this system');
  });
});

describe('timeline', () => {
  const SPAN = ['--from', '2026-11-22', '--to', '2031-01-01', ...EU];

  it('tells days in order', async () => {
    const { code, stdout } = await jurismap('timeline', 'undetermined.yaml', ...SPAN);
    expect(code).toBe(0);
    const days = [...stdout.matchAll(/^\d{4}-\d\d-\d\d$/gm)].map(([day]) => day);
    expect(days).toContain('2027-12-02');
    expect(days).toEqual([...days].sort());
  });

  it('is data for programs, and a calendar for people', async () => {
    const json = await jurismap('timeline', 'undetermined.yaml', ...SPAN, '--format', 'json');
    const { events } = TimelineSchema.parse(JSON.parse(json.stdout));
    const ics = await jurismap('timeline', 'undetermined.yaml', ...SPAN, '--format', 'ics');
    const starts = [...ics.stdout.matchAll(/^DTSTART;VALUE=DATE:(\d{8})\r$/gm)].map(([, day]) => day);
    expect(new Set(starts)).toEqual(new Set(events.map(({ day }) => day.replaceAll('-', ''))));
    expect(ics.stdout).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*END:VCALENDAR\r\n$/);
    expect(ics.stdout.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const again = await jurismap('timeline', 'undetermined.yaml', ...SPAN, '--format', 'ics');
    expect(again.stdout).toBe(ics.stdout);
  });

  it('writes to a file', async () => {
    const output = join(mkdtempSync(join(tmpdir(), 'jurismap-')), 'deadlines.ics');
    const { code } = await jurismap('timeline', 'gap.yaml', ...SPAN, '--format', 'ics', '--output', output);
    expect(code).toBe(0);
    expect(readFileSync(output, 'utf8')).toContain('BEGIN:VCALENDAR');
  });
});

describe('diff', () => {
  it('shows what a changed fact would do, and why', async () => {
    const call = ['diff', 'gap.yaml', ...AS_OF, ...EU, '--set', 'roles=[]'];
    const { code, stdout } = await jurismap(...call);
    expect(code).toBe(0);
    expect(stdout).toContain('On 2026-11-22; what differs: profile.');
    expect(stdout).toMatch(/gap \(none declared\) → not-applicable \(other role\), because of profile/);
    const json = await jurismap(...call, '--format', 'json');
    const { changed, differences } = DifferencesSchema.parse(JSON.parse(json.stdout));
    expect(changed).toEqual(['profile']);
    expect(differences.length).toBeGreaterThan(0);
  });

  it('compares two profiles and two days', async () => {
    const profiles = await jurismap(
      'diff',
      'gap.yaml',
      'prohibited.yaml',
      ...AS_OF,
      ...EU,
      '--format',
      'json',
    );
    expect(DifferencesSchema.parse(JSON.parse(profiles.stdout)).changed).toContain('profile');
    const days = await jurismap('diff', 'undetermined.yaml', '--from', '2025-01-01', ...AS_OF, ...EU);
    expect(days.stdout).toContain('From 2025-01-01 to 2026-11-22; what differs: time.');
  });

  it.each([
    { args: [], reason: 'there is nothing to compare' },
    { args: ['--set', 'marketz+=KR'], reason: 'did you mean "markets"?' },
    { args: ['--set', 'markets+=Atlantis'], reason: 'is not a place' },
    { args: ['--from', '2025-13-01'], reason: 'not a day' },
    { args: ['--old-pack', 'nowhere'], reason: 'nowhere' },
  ])('$args ends with 2 and says why', async ({ args, reason }) => {
    const { code, stdout, stderr } = await jurismap('diff', 'gap.yaml', ...AS_OF, ...EU, ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('    at ');
  });
});
