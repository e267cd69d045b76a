import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packPage } from '../../cli/pack-page.ts';
import { readRulesFolder } from '../../cli/rules-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = join(ROOT, 'docs', 'packs');
const packs = readRulesFolder(join(ROOT, 'rules')).packs.map(({ authored }) => authored.pack);

describe('the catalogue pages', () => {
  it('are those of the packs, no more and no fewer', () => {
    expect(readdirSync(PAGES).sort()).toEqual(packs.map(({ id }) => `${id}.md`).sort());
  });

  it.each(packs)('$id is what "npm run docs" writes, with every rule and provision', (pack) => {
    const page = readFileSync(join(PAGES, `${pack.id}.md`), 'utf8');
    expect(page).toBe(packPage(pack));
    for (const { id, title, cite } of pack.rules) {
      expect(page).toContain(`### ${cite}: ${title}`);
      expect(page).toContain(`<a id="${id}"></a>`);
    }
    for (const provision of Object.keys(pack.ledger.provisions)) expect(page).toContain(`| ${provision} |`);
  });

  it('lead to nothing that is not there', () => {
    for (const { id } of packs) {
      const page = readFileSync(join(PAGES, `${id}.md`), 'utf8');
      const anchors = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => anchor));
      const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link);
      expect(links.filter((link) => !anchors.has(link))).toEqual([]);
    }
  });
});
