import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadBuiltRules } from '../cli/built-rules.ts';
import { measureCost } from './cost.ts';
import { costPage } from './cost-page.ts';

// npm run cost: measures what things cost, and writes the figures of docs/cost.md anew.
const ROOT = join(import.meta.dirname, '..');
const PAGE = join(ROOT, 'docs', 'cost.md');
const MARK = '<!-- figures -->';

const systems = readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.yaml')).length;
const { packs } = await loadBuiltRules();
const figures = costPage(await measureCost(ROOT), systems, packs.length);
const [before = '', , after = ''] = readFileSync(PAGE, 'utf8').split(MARK);
writeFileSync(PAGE, [before, `\n${figures}\n`, after].join(MARK));
console.log(figures);
