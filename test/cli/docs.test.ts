import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packPage } from '../../cli/pack-page.ts';
import { readRulesFolder } from '../../cli/rules-folder.ts';
import { provisionUrl } from '../../engine/provision-url.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PAGES = join(ROOT, 'docs', 'packs');
const packs = readRulesFolder(join(ROOT, 'rules')).packs.map(({ authored }) => authored.pack);

/** A link whose address stands elsewhere, under the second text or, when that is empty, under the first. */
const REFERENCE = /\[([^\][]+)\]\[([^\][]*)\]/g;

describe('the catalogue pages', () => {
  it('are those of the packs, no more and no fewer', () => {
    expect(readdirSync(PAGES).sort()).toEqual(packs.map(({ id }) => `${id}.md`).sort());
  });

  it.each(packs)('$id is what "npm run docs" writes, with every rule and provision', (pack) => {
    const page = readFileSync(join(PAGES, `${pack.id}.md`), 'utf8');
    expect(page).toBe(packPage(pack));
    const text = page.replace(REFERENCE, '$1');
    for (const { id, title, cite } of pack.rules) {
      expect(text).toContain(`### ${cite}: ${title}`);
      expect(text).toContain(`<a id="${id}"></a>`);
    }
    for (const provision of Object.keys(pack.ledger.provisions)) expect(text).toContain(`| ${provision} |`);
  });

  it('lead to nothing that is not there', () => {
    for (const { id } of packs) {
      const page = readFileSync(join(PAGES, `${id}.md`), 'utf8');
      const anchors = new Set([...page.matchAll(/<a id="([^"]+)">/g)].map(([, anchor]) => anchor));
      const links = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, link]) => link);
      expect(links.filter((link) => !anchors.has(link))).toEqual([]);
    }
  });

  it.each(packs)('$id leads from every pinpoint to where it can be read, if that is known', (pack) => {
    const page = readFileSync(join(PAGES, `${pack.id}.md`), 'utf8');
    // Markdown takes labels that differ in case alone for the same one.
    const addresses = [...page.matchAll(/^\[([^\][]+)\]: (\S+)$/gm)].map(
      ([, label = '', url]) => [label.toLowerCase(), url] as const,
    );
    const urlOf = new Map(addresses);
    expect(addresses).toHaveLength(urlOf.size);
    const read = [...page.matchAll(REFERENCE)].map(
      ([, cite = '', label]) => [cite, urlOf.get((label || cite).toLowerCase())] as const,
    );
    const known = Object.keys(pack.ledger.provisions).flatMap((cite) => {
      const url = provisionUrl(pack.manifest, cite);
      return url === provisionUrl({ ...pack.manifest, links: [] }, cite) ? [] : [[cite, url] as const];
    });
    expect(new Map(read)).toEqual(new Map(known));
  });
});
