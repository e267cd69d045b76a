import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { type InstalledPackage, installPackage } from '../../scripts/install-package.ts';

declare module 'vitest' {
  interface ProvidedContext {
    installed: InstalledPackage;
  }
}

/** Packs and installs once for all tests that need it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const scratch = await mkdtemp(join(tmpdir(), 'jurismap-package-'));
  project.provide('installed', await installPackage(join(import.meta.dirname, '..', '..'), scratch));
  return () => rm(scratch, { recursive: true });
}
