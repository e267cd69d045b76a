import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../cli/root.ts';
import { jurismap } from '../cli/jurismap.ts';
import { cannotBrowse, hindrances, open, startBrowser } from './browser.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'jurismap-'));
const REAL = join(FOLDER, 'real.html');
const SEVERAL = join(FOLDER, 'several.html');
const HOSTILE = join(FOLDER, 'hostile.html');

async function write(output: string, ...args: string[]): Promise<void> {
  const { stderr } = await jurismap(
    'check',
    ...args,
    '--as-of',
    '2026-11-22',
    '--format',
    'html',
    '--output',
    output,
  );
  if (!/^Exit code/.test(stderr)) throw new Error(stderr);
}

function example(name: string): string {
  return join(ROOT, 'examples', `${name}.yaml`);
}

/** A profile whose every text tries to get out of where it stands. */
function hostileProfile(): string {
  const text =
    '</style></title>"\'><script>console.log("ran")</script><img src="https://evil.example/x.png" onerror="alert(1)"><base href="https://evil.example/">';
  const file = join(FOLDER, 'hostile.json');
  const links = ['javascript:alert(1)', 'https://example.org/"onmouseover="alert(1)'];
  const profile = {
    jurismap: 1,
    system: { id: 'hostile', name: text, version: text, description: text, owner: { name: text }, links },
    facts: { markets: ['EU', 'US-UT'], roles: ['provider'], 'use.purposes': ['recruitment-screening'] },
    evidence: { 'event-logging': { status: 'partial', owner: text, note: text, version: text, links } },
    waivers: [{ rule: 'eu-ai-act/no-such-rule', reason: text, approver: text, expires: '2027-01-01' }],
  };
  writeFileSync(file, JSON.stringify(profile));
  return file;
}

describe.skipIf(cannotBrowse)('the page for counsel, in a browser', () => {
  let browser: Browser;

  beforeAll(async () => {
    browser = await startBrowser();
    await write(REAL, example('recruitment-ranker'));
    await write(
      SEVERAL,
      ...['call-centre-emotions', 'nyc-resume-scorer', 'helsinki-parking-chatbot'].map(example),
      ...['--packs', 'eu-ai-act,us-nyc-ll144,us-title-vii'],
    );
    await write(HOSTILE, hostileProfile());
  });
  afterAll(() => browser?.close());

  it.each([
    ['of a real system', REAL],
    ['of several systems', SEVERAL],
    ['with hostile texts', HOSTILE],
  ])('a page %s asks for nothing, runs nothing and says nothing', async (_, file) => {
    const { page, deeds } = await open(browser, file);
    await page.hover('h2');
    expect(deeds).toEqual([]);
    expect(await page.locator('script, img, base, iframe, object, link, form').count()).toBe(0);
    await page.close();
  });

  it('shows hostile texts as they are', async () => {
    const { page } = await open(browser, HOSTILE);
    expect(await page.locator('h2').first().textContent()).toContain('</style></title>"\'><script>');
    const kinds = await page.evaluate(
      '[...new Set([...document.links].map(({ protocol }) => protocol))].sort()',
    );
    expect(kinds).toEqual(['file:', 'https:']);
    await page.close();
  });

  // The checker looks at every element, so that large pages take it long.
  it.each([
    { name: 'by day', file: REAL, options: {} },
    { name: 'by night', file: SEVERAL, options: { colorScheme: 'dark' as const } },
    { name: 'on a telephone', file: SEVERAL, options: { viewport: { width: 390, height: 844 } } },
  ])('hinders nobody $name', async ({ file, options }) => {
    const { page } = await open(browser, file, options);
    expect(await hindrances(page)).toEqual([]);
    await page.close();
  });

  it('fits a telephone', async () => {
    const { page } = await open(browser, SEVERAL, { viewport: { width: 390, height: 844 } });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.close();
  });

  it('unfolds its explanations on paper, also those a reader has folded', async () => {
    const { page } = await open(browser, REAL);
    const facts = page.locator('.finding dd').first();
    expect(await page.locator('details:not([open])').count()).toBe(0);
    await page.locator('.finding summary').first().click();
    expect(await facts.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await facts.isVisible()).toBe(true);
    const folded =
      '[...document.querySelectorAll(".finding dl")].filter((list) => list.offsetHeight === 0).length';
    expect(await page.evaluate(folded)).toBe(0);
    expect((await page.pdf({ preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-');
    await page.close();
  });

  it('leads from what stops the deployment to its explanation', async () => {
    const { page } = await open(browser, REAL);
    const first = page.locator('[id="s1.verdict"] ul.plain a').first();
    const title = await first.textContent();
    await first.click();
    expect(await page.locator(':target h5').textContent()).toContain(title);
    await page.close();
  });
});
