import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AttributeValue, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { parse } from 'yaml';
import * as z from 'zod';
import { type LocalServer, startLocal } from '../local/server.ts';
import { itemsOf } from '../scripts/backup.ts';
import { nextReadmePack, readmePack } from '../scripts/readme-pack.ts';
import shape from '../store/table.json' with { type: 'json' };

/** What a step costs for one system, as the mean over all examples. */
export interface StepCost {
  step: string;
  /** Units of the table; those of its indexes are reckoned from the sizes of items, as the engine here does not count them. */
  read: number;
  write: number;
  index: number;
  /** Milliseconds of functions, on this machine. */
  milliseconds: number;
  /** Messages on queues. */
  messages: number;
}

const CLAIMS = {
  sub: 'cost',
  'custom:tenant': 'cost',
  scope: 'jurismap/legal jurismap/engineer jurismap/auditor jurismap/admin',
};
const PACK = '/v1/packs/is-replies-act';
const ProfileSchema = z.looseObject({ system: z.looseObject({ id: z.string() }) });
type Profile = z.infer<typeof ProfileSchema>;

/** Lines that functions write for CloudWatch to make metrics of. */
const MetricsSchema = z.object({
  Kind: z.string(),
  Duration: z.number(),
  ReadUnits: z.number(),
  WriteUnits: z.number(),
});

/**
 * Takes every example through its life in the local cloud, and counts what its functions say they used.
 *
 * @param root of the repository, built
 */
export async function measureCost(root: string): Promise<StepCost[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jurismap-cost-'));
  const server = await startLocal({ port: 0, buildDir: join(root, 'build'), dataDir });
  try {
    return await new Life(server, join(dataDir, 'functions.log'), readExamples(root)).live();
  } finally {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function readExamples(root: string): Profile[] {
  const dir = join(root, 'examples');
  const files = readdirSync(dir).filter((file) => file.endsWith('.yaml'));
  return files.map((file) => ProfileSchema.parse(parse(readFileSync(join(dir, file), 'utf8'))));
}

class Life {
  private readonly server: LocalServer;
  private readonly log: string;
  private readonly profiles: readonly Profile[];
  private readonly steps: StepCost[] = [];

  constructor(server: LocalServer, log: string, profiles: readonly Profile[]) {
    this.server = server;
    this.log = log;
    this.profiles = profiles;
  }

  async live(): Promise<StepCost[]> {
    await this.step('register a system', () =>
      this.each(
        'POST',
        () => '/v1/systems',
        (profile) => profile,
      ),
    );
    await this.step('assess it for the first time, under every pack', () => this.server.work());
    await this.step('read its findings', () =>
      this.each('GET', (id) => `/v1/systems/${id}/findings?limit=1000`),
    );
    await this.step('gate it', () =>
      this.each(
        'POST',
        (id) => `/v1/systems/${id}/gate`,
        () => ({}),
      ),
    );
    await this.step('look at it after the gate', () => this.server.work());
    const evidence = { of: 'event-logging', status: 'implemented' };
    await this.step('declare evidence', () =>
      this.each(
        'POST',
        (id) => `/v1/systems/${id}/evidence`,
        () => evidence,
      ),
    );
    await this.step('make every assessment again', () => this.server.work());
    await this.activate(readmePack(), 'a new pack');
    await this.step('find it, and make its assessment under a new pack', () => this.server.work());
    await this.activate(
      nextReadmePack('2.0.0', (rules) => rules.replace('severity: high', 'severity: low')),
      'next',
    );
    await this.step('find it, and make its assessment under a changed pack again', () => this.server.work());
    await this.send('POST', '/v1/runs');
    await this.step('a run that finds nothing, for a whole tenant', () => this.server.work(), 1);
    return this.steps;
  }

  private async activate(files: Record<string, string>, note: string): Promise<void> {
    const { version } = z
      .object({ version: z.object({ digest: z.string() }) })
      .parse(await this.send('POST', `${PACK}/versions`, { files }));
    await this.send('POST', `${PACK}/activation`, { digest: version.digest, note });
  }

  private async step(step: string, act: () => Promise<void>, systems = this.profiles.length): Promise<void> {
    const [before, from] = [await this.items(), this.metrics().length];
    await act();
    const used = this.metrics().slice(from);
    const index = indexUnits(before, await this.items());
    const sum = (value: (line: z.infer<typeof MetricsSchema>) => number) =>
      used.reduce((total, line) => total + value(line), 0) / systems;
    this.steps.push({
      step,
      read: sum(({ ReadUnits }) => ReadUnits),
      write: sum(({ WriteUnits }) => WriteUnits),
      index: index / systems,
      milliseconds: sum(({ Duration }) => Duration),
      messages: used.filter(({ Kind }) => Kind !== 'request').length / systems,
    });
  }

  private metrics(): z.infer<typeof MetricsSchema>[] {
    return readFileSync(this.log, { encoding: 'utf8', flag: 'a+' })
      .split('\n')
      .filter((line) => line.startsWith('{"_aws"'))
      .map((line) => MetricsSchema.parse(JSON.parse(line)));
  }

  private async items(): Promise<Map<string, Item>> {
    const client = new DynamoDBClient({ endpoint: this.server.database, region: 'local', credentials: KEYS });
    try {
      const { TableNames: [name = ''] = [] } = await client.send(new ListTablesCommand());
      const items = new Map<string, Item>();
      for await (const item of itemsOf(client, name)) items.set(`${item.pk?.S} ${item.sk?.S}`, item);
      return items;
    } finally {
      client.destroy();
    }
  }

  private async each(
    method: string,
    path: (id: string) => string,
    body?: (profile: Profile) => unknown,
  ): Promise<void> {
    for (const profile of this.profiles) await this.send(method, path(profile.system.id), body?.(profile));
  }

  private async send(method: string, path: string, body?: unknown): Promise<unknown> {
    const token = await this.server.token(CLAIMS);
    const response = await fetch(this.server.url + path, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

const KEYS = { accessKeyId: 'local', secretAccessKey: 'local' };
type Item = Record<string, AttributeValue>;

/** An item is written to each index it has keys for: once for each KB, and twice where its key there is another. */
function indexUnits(before: ReadonlyMap<string, Item>, after: ReadonlyMap<string, Item>): number {
  let units = 0;
  for (const [name, item] of after) {
    const old = before.get(name);
    if (old && JSON.stringify(old) === JSON.stringify(item)) continue;
    // A position that moves is written twice, and only the second is seen here.
    const writes = item.sk?.S === 'POSITION' ? 2 : 1;
    for (const { sortKey } of shape.indexes) {
      const [from, to] = [old?.[sortKey]?.S, item[sortKey]?.S];
      const isMoved = from !== undefined && to !== undefined && from !== to;
      if (from !== undefined || to !== undefined) units += kilobytes(item) * writes * (isMoved ? 2 : 1);
    }
  }
  return units;
}

function kilobytes(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) {
    bytes += name.length + (value.B?.byteLength ?? JSON.stringify(value).length);
  }
  return Math.ceil(bytes / 1024);
}
