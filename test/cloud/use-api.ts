import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { gatewayClient } from './gateway-client.ts';

const PROFILE = join(import.meta.dirname, '..', '..', 'examples', 'recruitment-ranker.yaml');

/** Does what the product is for: submits a profile with a token, has it assessed, reads the findings back. */
export async function useApi(
  call: ReturnType<typeof gatewayClient>,
  token: (claims: Record<string, unknown>) => Promise<string>,
): Promise<void> {
  const ours = await token({ sub: 'ann', scope: 'jurismap/engineer', 'custom:tenant': 'acme' });
  const theirs = await token({ sub: 'bob', scope: 'jurismap/engineer', 'custom:tenant': 'other' });
  const profile = parse(await readFile(PROFILE, 'utf8'));
  const system = `/v1/systems/${profile.system.id}`;

  assert.equal((await call('GET', '/v1/openapi.json')).json.openapi, '3.1.0');
  assert.equal((await call('GET', system)).status, 401);
  assert.equal(
    (await call('GET', system, await token({ sub: 'eve', scope: 'other', 'custom:tenant': 'acme' }))).status,
    403,
  );
  assert.equal((await call('GET', system, ours)).status, 404);

  const created = await call('POST', '/v1/systems', ours, profile);
  assert.equal(created.status, 201, JSON.stringify(created.json));
  const assessed = await call('POST', `${system}/assessments`, ours, { asOf: '2027-12-02' });
  assert.equal(Math.floor(assessed.status / 100), 2, JSON.stringify(assessed.json));

  const { status, json } = await call('GET', `${system}/findings`, ours);
  assert.equal(status, 200);
  assert.ok(json.findings.length > 0, 'no findings came back');
  assert.equal((await call('GET', `${system}/findings`, theirs)).status, 404);
}
