import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import * as z from 'zod';

/** Where Debian puts it; `CHROMIUM` names another one. */
const PATH = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Why tests in a browser cannot run here; undefined where they can. */
export const cannotBrowse = existsSync(PATH)
  ? undefined
  : `no browser at ${PATH}: install chromium, or name one in CHROMIUM`;
if (cannotBrowse) console.warn(`SKIPPED: ${cannotBrowse}`);

/** Starts a browser that calls nobody by itself. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: PATH,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page, and everything it did that a report must not do. */
export interface Visit {
  page: Page;
  /** Requests for anything but the page, what the console says, dialogs. */
  deeds: string[];
}

/** Opens a file. */
export async function open(
  browser: Browser,
  file: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const page = await browser.newPage(options);
  const { href } = pathToFileURL(file);
  const deeds: string[] = [];
  page.on('request', (request) => {
    if (request.url() !== href) deeds.push(`asked for ${request.url()}`);
  });
  page.on('console', (message) => deeds.push(`said ${message.text()}`));
  page.on('pageerror', (error) => deeds.push(`failed with ${error.message}`));
  page.on('dialog', (dialog) => {
    deeds.push(`opened a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(href);
  return { page, deeds };
}

const ViolationsSchema = z.array(
  z.object({
    id: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

/** What hinders people with disabilities, by the rules of axe; an example of each. */
export async function hindrances(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found: unknown = await page.evaluate(
    'axe.run({ resultTypes: ["violations"] }).then(({ violations }) => violations)',
  );
  return ViolationsSchema.parse(found).map(
    ({ id, nodes: [first] }) => `${id}: ${first?.html.slice(0, 200)} ${first?.failureSummary}`,
  );
}
