import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { gatewayClient } from './gateway-client.ts';

const PROFILE = join(import.meta.dirname, '..', '..', 'examples', 'recruitment-ranker.yaml');

/** Does what the product is for: submits a profile with a token, has it assessed and gated, reads the findings back. */
export async function useApi(
  call: ReturnType<typeof gatewayClient>,
  { engineer: ours, stranger: theirs }: { engineer: string; stranger: string },
): Promise<void> {
  const profile = parse(await readFile(PROFILE, 'utf8'));
  const system = `/v1/systems/${profile.system.id}`;

  assert.equal((await call('GET', '/v1/openapi.json')).json.openapi, '3.1.0');
  assert.equal((await call('GET', system)).status, 401);
  assert.equal((await call('GET', system, `${ours}x`)).status, 401);
  assert.equal((await call('GET', system, ours)).status, 404);

  const created = await call('POST', '/v1/systems', ours, profile);
  assert.equal(created.status, 201, told(created));
  const assessed = await call('POST', `${system}/assessments`, ours, { asOf: '2027-12-02' });
  assert.equal(assessed.status, 201, told(assessed));

  const { status, json } = await call('GET', `${system}/findings`, ours);
  assert.equal(status, 200);
  const recruitment = json.findings.find(({ cite }: { cite: string }) => cite === 'Annex III(4)(a)');
  assert.equal(recruitment?.outcome, 'applies');
  assert.equal((await call('GET', `${system}/findings`, theirs)).status, 404);

  const about = { commit: '7f62724ba4d1' };
  const gated = await call('POST', `${system}/gate`, ours, { asOf: '2027-12-02', about });
  assert.equal(gated.status, 201, told(gated));
  assert.equal(gated.json.gate.exitCode, assessed.json.gate.exitCode);
  const { runs } = (await call('GET', `${system}/gate-runs`, ours)).json;
  assert.deepEqual(runs[0].about, about);
  assert.equal((await call('GET', `${system}/gate-runs`, theirs)).status, 404);
}

/** An answer that was not expected, for the log. */
function told({ status, json }: { status: number; json: unknown }): string {
  return `answered ${status}: ${JSON.stringify(json)}`;
}
