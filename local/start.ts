import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import * as z from 'zod';
import { buildIfStale } from '../scripts/build-all.ts';
import { ApiClient } from './api-client.ts';
import { findingsText } from './findings-text.ts';
import { startLocal } from './server.ts';

// npm start: builds if needed, runs the cloud on this machine, submits the examples over HTTP and shows what came of one.
const ROOT = join(import.meta.dirname, '..');
const DATA_DIR = join(ROOT, '.jurismap');
const PORT = 8787;
/** A real system, restated from a public register. */
const SHOWN_SYSTEM = 'helsinki-parking-chatbot';
const CLAIMS = {
  sub: 'local',
  'custom:tenant': 'local',
  scope: 'jurismap/legal jurismap/engineer jurismap/auditor jurismap/admin',
};
const ExampleSchema = z.looseObject({ system: z.looseObject({ id: z.string(), name: z.string() }) });
type Example = z.infer<typeof ExampleSchema>;

async function readExamples(): Promise<Example[]> {
  const dir = join(ROOT, 'examples');
  const files = (await readdir(dir)).filter((file) => file.endsWith('.yaml')).sort();
  return Promise.all(
    files.map(async (file) => ExampleSchema.parse(parse(await readFile(join(dir, file), 'utf8')))),
  );
}

async function submitExamples(api: ApiClient, examples: readonly Example[]): Promise<void> {
  for (const example of examples) {
    await api.submit(example.system.id, example);
    await api.assess(example.system.id);
  }
}

async function main(): Promise<void> {
  await buildIfStale(ROOT);
  const port = Number(process.env.PORT ?? PORT);
  const server = await startLocal({
    port,
    buildDir: join(ROOT, 'build'),
    dataDir: DATA_DIR,
    automation: true,
  });
  const interrupted = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  try {
    const token = await server.token(CLAIMS);
    await writeFile(join(DATA_DIR, 'token'), token, { mode: 0o600 });
    const api = new ApiClient(server.url, token);
    const examples = await readExamples();
    await submitExamples(api, examples);
    const shown = examples.find(({ system }) => system.id === SHOWN_SYSTEM) ?? examples[0];
    if (shown !== undefined) {
      console.log(`\n${shown.system.name}\n\n${findingsText(await api.findings(shown.system.id))}\n`);
    }
    console.log(
      `${examples.length} systems were submitted and assessed. Jurismap answers at ${server.url}; try`,
    );
    console.log(`  curl -H "authorization: Bearer $(cat .jurismap/token)" ${server.url}/v1/systems`);
    console.log('Ctrl-C stops it; what is stored stays in .jurismap/.');
    await interrupted;
  } finally {
    await server.close();
  }
}

try {
  await main();
} catch (error) {
  const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  const reason = taken ? 'port is taken; choose another: PORT=8788 npm start' : error;
  console.error(reason instanceof Error ? reason.message : reason);
  process.exitCode = 1;
}
