import { cpSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Ended } from '../cli/jurismap.ts';
import { FIXTURES } from '../cli/jurismap.ts';
import { asStranger, installed } from '../package/installed.ts';
import { startRegistry } from './registry.ts';

export const ROOT = join(import.meta.dirname, '..', '..');

/** One pack and one day, so that what the systems come to does not hang on packs and days to come. */
export const FIXED = { 'as-of': '2026-11-22', packs: 'eu-ai-act' };

let registry: Awaited<ReturnType<typeof startRegistry>>;
beforeAll(async () => {
  registry = await startRegistry(installed.tarball);
});
afterAll(() => registry.close());

/** Somebody's checked-out repository: the profiles of the fixtures in `systems/`, one of them with a space in its name. */
export function workspace(): string {
  const folder = mkdtempSync(join(installed.folder, 'workspace-'));
  mkdirSync(join(folder, 'systems'));
  for (const name of ['pass', 'gap', 'undetermined', 'prohibited', 'wrong']) {
    cpSync(join(FIXTURES, `${name}.yaml`), join(folder, 'systems', `${name}.yaml`));
  }
  cpSync(join(FIXTURES, 'gap.yaml'), join(folder, 'systems', 'with a space.yaml'));
  return folder;
}

/** Runs a program of a pipeline in a workspace; the registry it finds is the one of the tests. */
export function inPipeline(
  cwd: string,
  file: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<Ended> {
  const npm = { npm_config_offline: 'false', npm_config_registry: registry.url };
  return asStranger(file, args, { cwd, env: { ...npm, ...env } });
}
