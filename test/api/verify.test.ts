import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { nextReadmePack, readmePack } from '../../scripts/readme-pack.ts';
import { readAssessment } from '../../store/assessments.ts';
import * as keys from '../../store/keys.ts';
import { PackedSchema, pack, unpack } from '../../store/packing.ts';
import type { Key } from '../../store/table.ts';
import { type Api, hiringProfile, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
}, 60_000);
afterAll(async () => {
  expect(api.failures).toEqual([]);
  await api.close();
});

const EU = { packs: ['eu-ai-act', 'us-nyc-ll144'] };

/** A system with a history: two versions, a declaration, several days. */
let systems = 0;
async function withHistory(): Promise<string> {
  const id = `verified-${++systems}`;
  const profile = await hiringProfile(id);
  const path = `/v1/systems/${id}`;
  const { headers } = await api.call('POST', '/v1/systems', { body: profile });
  await api.call('POST', `${path}/assessments`, { body: { ...EU, asOf: '2026-11-01' } });
  await api.call('POST', `${path}/evidence`, { body: { of: 'event-logging', status: 'implemented' } });
  await api.call('POST', `${path}/assessments`, { body: { ...EU, asOf: '2026-11-01' } });
  const body = { ...profile, facts: { ...profile.facts, roles: ['deployer'] } };
  await api.call('PUT', path, { body, headers: { 'if-match': headers.get('etag') ?? '' } });
  await api.call('POST', `${path}/assessments`, { body: { ...EU, asOf: '2028-03-01' } });
  return path;
}

async function verified(path: string) {
  const { status, json } = await api.call('GET', `${path}/verify`);
  expect(status).toBe(200);
  return json;
}

/** Alters an attribute of an item, as somebody with access to the table could. */
async function alter(key: Key, attribute: string, value: unknown): Promise<void> {
  const { table, name } = await api.table();
  await table.client.send(
    new UpdateCommand({
      TableName: name,
      Key: key,
      UpdateExpression: 'SET #attribute = :value',
      ExpressionAttributeNames: { '#attribute': attribute },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
}

describe('a history', () => {
  it('is made again, byte for byte, from the inputs its records name', async () => {
    const path = await withHistory();
    const json = await verified(path);
    expect(json).toMatchObject({
      defects: [],
      examined: 6,
      reproduced: 6,
      different: [],
      notReproducible: [],
      cursor: null,
    });
    expect(Object.keys(json.newest.assessments)).toEqual(['eu-ai-act', 'us-nyc-ll144']);
    expect(json.newest.register).toMatch(/^[0-9a-f]{64}$/);
    const first = await api.call('GET', `${path}/verify?limit=4`);
    expect(first.json).toMatchObject({ examined: 4, reproduced: 4 });
    const rest = await api.call('GET', `${path}/verify?limit=4&cursor=${first.json.cursor}`);
    expect(rest.json).toMatchObject({ examined: 2, reproduced: 2, cursor: null });
  });

  it('shows findings somebody has altered, even where the digests were altered with them', async () => {
    const path = await withHistory();
    const system = path.split('/').at(-1) ?? '';
    const { table } = await api.table();
    const { record } = await readAssessment(table, 'acme', system, 'eu-ai-act');
    const key = keys.details('acme', system, 'eu-ai-act', record.detailsDigest);
    const stored = await table.get(key, z.object({ details: PackedSchema }));
    const details = unpack(
      stored?.details ?? new Uint8Array(),
      z.looseObject({ findings: z.array(z.looseObject({})) }),
    );
    details.findings = details.findings.map((finding) => ({ ...finding, outcome: 'met' }));
    await alter(key, 'details', pack(details));
    const json = await verified(path);
    expect(json.defects).toEqual([{ kind: 'altered', what: 'assessment 3 under eu-ai-act' }]);
    expect(json.different).toEqual([{ pack: 'eu-ai-act', sequence: 3 }]);
    expect(json.reproduced).toBe(5);
  });

  it('shows a profile somebody has altered', async () => {
    const path = await withHistory();
    const system = path.split('/').at(-1) ?? '';
    const { json: version } = await api.call('GET', `${path}/versions/1`);
    const altered = { ...version.profile, facts: { ...version.profile.facts, roles: ['importer'] } };
    await alter(keys.profileVersion('acme', system, 1, version.record), 'profile', pack(altered));
    const json = await verified(path);
    expect(json.defects).toEqual([{ kind: 'altered', what: 'version 1' }]);
    expect(json.different).toHaveLength(4);
  });

  it('under packs of one’s own stays, whatever is in force now', async () => {
    const path = '/v1/packs/is-replies-act';
    const profile = { ...(await hiringProfile('own')), facts: { 'places.affected-people': ['IS'] } };
    await api.call('POST', '/v1/systems', { body: profile });
    for (const files of [
      readmePack(),
      nextReadmePack('2.0.0', (text) => text.replace('severity: high', 'severity: low')),
    ]) {
      const { json } = await api.call('POST', `${path}/versions`, { body: { files } });
      await api.call('POST', `${path}/activation`, { body: { digest: json.version.digest, note: 'next' } });
      await api.call('POST', '/v1/systems/own/assessments', { body: { packs: ['is-replies-act'] } });
    }
    await api.call('POST', `${path}/activation`, { body: { digest: null, note: 'gone' } });
    expect(await verified('/v1/systems/own')).toMatchObject({
      examined: 2,
      reproduced: 2,
      notReproducible: [],
    });
  });
});
