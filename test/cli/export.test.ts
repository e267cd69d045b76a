import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { inShell, jurismap } from './jurismap.ts';

// Each call starts a process, which takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const CALL = ['--packs', 'eu-ai-act', '--as-of', '2026-11-22'];
const BOM = join(import.meta.dirname, '../../cli/import/fixtures/stable-diffusion.cdx.json');

function temporary(name: string): string {
  return join(mkdtempSync(join(tmpdir(), 'jurismap-')), name);
}

describe('export', () => {
  it('writes an ML-BOM, the same bytes every time', async () => {
    const output = temporary('bom.json');
    const first = await jurismap('export', 'gap.yaml', ...CALL);
    const second = await jurismap('export', 'gap.yaml', ...CALL, '--format', 'cyclonedx', '--output', output);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(second).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(readFileSync(output, 'utf8')).toBe(first.stdout);
    const bom = JSON.parse(first.stdout);
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 });
    expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(first.stdout).toContain('"name": "jurismap:gate",\n          "value": "gap: ');
    const later = await jurismap('export', 'gap.yaml', ...CALL.slice(0, 3), '2026-11-23');
    expect(JSON.parse(later.stdout).serialNumber).not.toBe(bom.serialNumber);
  });

  it('never calls what is undetermined by another name', async () => {
    const { code, stdout } = await jurismap('export', 'undetermined.yaml', ...CALL);
    expect(code).toBe(0);
    expect(stdout).toContain('"value": "undetermined: ');
    expect(stdout).toContain('depends on ');
  });

  it('adds to a BOM in place, and says whose version the findings are about', async () => {
    const bom = temporary('bom.json');
    copyFileSync(BOM, bom);
    const ended = await jurismap('export', 'gap.yaml', ...CALL, '--bom', bom, '--output', bom);
    expect(ended).toMatchObject({ code: 0, stdout: '' });
    const [component] = JSON.parse(readFileSync(bom, 'utf8')).components;
    expect(component).toMatchObject({ name: 'stable-diffusion', version: '1.4', publisher: 'Acme Inc' });
    expect(component.modelCard.considerations.users).toContain('Data scientists and ML researchers');
    expect(component.properties[0].name).toBe('jurismap:notice');
    const again = await jurismap('export', 'gap.yaml', ...CALL, '--bom', bom);
    expect(again.stdout).toBe(readFileSync(bom, 'utf8'));
  });

  it('reads the BOM from a pipe', async () => {
    const { code, stdout } = await inShell(
      `cat ${BOM} | ${process.execPath} ../../../cli/jurismap.ts export gap.yaml ${CALL.join(' ')} --bom -`,
    );
    expect(code).toBe(0);
    expect(stdout).toContain('jurismap:finding:eu-ai-act:');
  });

  it.each([
    [
      ['gap.yaml', '--component', 'm'],
      'error: --component names a component of a BOM (name the BOM with --bom)',
    ],
    [['gap.yaml', '--bom', 'gap.yaml'], 'gap.yaml:1:1: is broken JSON'],
    [
      ['gap.yaml', '--bom', BOM, '--component', 'no'],
      'error: no component is called "no" (there is component-a)',
    ],
    [['gap.yaml', '--bom', 'none.json'], 'none.json: there is no such file'],
    [['wrong.yaml'], 'wrong.yaml:'],
    [['gap.yaml', '--format', 'spdx'], 'There is cyclonedx.'],
  ])('%j ends with 2 and says why', async (args, reason) => {
    const { code, stdout, stderr } = await jurismap('export', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
  });

  it.each([
    ['{"bomFormat": "SPDX"}', ':1:1: is no BOM in CycloneDX'],
    ['{"bomFormat": "CycloneDX", "specVersion": "1.4"}', ':1:28 /specVersion: is CycloneDX 1.4'],
  ])('refuses to add to %s', async (text, reason) => {
    const bom = temporary('bom.json');
    writeFileSync(bom, text);
    const { code, stderr } = await jurismap('export', 'gap.yaml', '--bom', bom);
    expect(code).toBe(2);
    expect(stderr).toContain(`${bom}${reason}`);
  });
});
