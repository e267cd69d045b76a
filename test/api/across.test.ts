import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DifferencesSchema } from '../../engine/difference.ts';
import { PatchworkSchema } from '../../engine/patchwork.ts';
import { TimelineSchema } from '../../engine/timeline.ts';
import { type Api, hiringProfile, startApi } from './api.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
  await api.call('POST', '/v1/systems', { body: await hiringProfile('hiring') });
}, 60_000);
afterAll(() => api?.close());

const AS_OF = 'asOf=2028-03-01';

describe('across instruments', () => {
  it('answers a patchwork', async () => {
    const { status, json } = await api.call('GET', `/v1/systems/hiring/patchwork?${AS_OF}`);
    expect(status).toBe(200);
    const { system, instruments, controls } = PatchworkSchema.parse(json);
    expect(system.id).toBe('hiring');
    expect(instruments.map(({ pack }) => pack)).toContain('eu-ai-act');
    expect(controls.length).toBeGreaterThan(10);
    const one = await api.call('GET', `/v1/systems/hiring/patchwork?${AS_OF}&packs=eu-ai-act`);
    expect(PatchworkSchema.parse(one.json).instruments).toHaveLength(1);
  });

  it('answers a timeline', async () => {
    const path = '/v1/systems/hiring/timeline?from=2026-11-22&to=2028-01-01&packs=eu-ai-act';
    const { events } = TimelineSchema.parse((await api.call('GET', path)).json);
    expect(events.map(({ day }) => day)).toContain('2027-12-02');
  });

  it('answers what a change would do, and stores nothing', async () => {
    const body = { asOf: '2028-03-01', set: ['roles=[]'], packs: ['eu-ai-act'] };
    const { status, json } = await api.call('POST', '/v1/systems/hiring/compare', { body });
    expect(status).toBe(200);
    const { changed, differences } = DifferencesSchema.parse(json);
    expect(changed).toEqual(['profile']);
    expect(differences.every(({ causes }) => causes.join() === 'profile')).toBe(true);
    expect((await api.call('GET', '/v1/systems/hiring')).json.version).toBe(1);
  });

  it('compares two days and two versions of a profile', async () => {
    const days = { from: '2026-11-22', asOf: '2028-03-01', packs: ['eu-ai-act'] };
    const byTime = await api.call('POST', '/v1/systems/hiring/compare', { body: days });
    expect(byTime.json.changed).toEqual(['time']);
    const versions = { version: 1, asOf: '2028-03-01', packs: ['eu-ai-act'] };
    const same = await api.call('POST', '/v1/systems/hiring/compare', { body: versions });
    expect(same.json).toMatchObject({ changed: [], differences: [] });
  });

  it.each([
    ['GET', '/v1/systems/hiring/patchwork?packs=eu-ai-atc', undefined, /did you mean/],
    ['GET', '/v1/systems/hiring/timeline', undefined, /"pointer":"\/to"/],
    ['POST', '/v1/systems/hiring/compare', { set: ['marketz+=KR'] }, /"pointer":"\/set\/0".*did you mean/],
    [
      'POST',
      '/v1/systems/hiring/compare',
      { set: ['markets+=Atlantis'] },
      /"pointer":"\/set\/0".*not a place/,
    ],
  ])('%s %s with %s says what is wrong and where', async (method, path, body, reason) => {
    const { status, json } = await api.call(method, path, body ? { body } : {});
    expect(status).toBe(400);
    expect(JSON.stringify(json)).toMatch(reason);
  });

  it.each([
    ['GET', '/v1/systems/nobody/patchwork', {}],
    ['GET', '/v1/systems/nobody/timeline?to=2030-01-01', {}],
    ['POST', '/v1/systems/nobody/compare', { body: {} }],
  ])('%s %s does not find a system nobody registered', async (method, path, options) => {
    expect((await api.call(method, path, options)).status).toBe(404);
  });
});
