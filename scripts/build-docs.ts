import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packPage } from '../cli/pack-page.ts';
import { readRulesFolder } from '../cli/rules-folder.ts';

// npm run docs: writes the catalogue page of every instrument to docs/packs/.
const ROOT = join(import.meta.dirname, '..');
const folder = join(ROOT, 'docs', 'packs');
const { packs } = readRulesFolder(join(ROOT, 'rules'));
mkdirSync(folder, { recursive: true });
for (const stale of readdirSync(folder)) rmSync(join(folder, stale));
for (const { authored } of packs)
  writeFileSync(join(folder, `${authored.pack.id}.md`), packPage(authored.pack));
