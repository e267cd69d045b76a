import type { Manifest, Rule } from '../../engine/pack.ts';
import { summaryOf } from '../../engine/pack-summary.ts';
import { provisionUrl } from '../../engine/provision-url.ts';
import { endpoint } from '../http/endpoint.ts';
import { HttpProblem } from '../http/problem.ts';
import { rulesOf } from '../http/tenant-rules.ts';
import { operation } from './operation.ts';

export const handler = endpoint(operation, async ({ identity: { tenant }, path }) => {
  const { packs } = await rulesOf(tenant);
  const pack = packs.find(({ id }) => id === path.pack);
  if (!pack) throw new HttpProblem('not-found', `there is no pack "${path.pack}"`);
  const { extent, penalties, amendedBy, notes, changes } = pack.manifest;
  return {
    status: 200,
    body: {
      ...summaryOf(pack),
      extent,
      rules: pack.rules.map((rule) => showRule(pack.manifest, rule)),
      scores: [...pack.scores.values()].map(({ id, title, cite }) => ({ id, title, cite })),
      measures: pack.measures,
      penalties,
      amendedBy,
      notes,
      changes,
    },
  };
});

function showRule(manifest: Manifest, { id, kind, title, cite, summary, roles, ...rule }: Rule) {
  const { controls, relation, missing, parameters, severity, force, penalty, notes, unverified, digest } =
    rule;
  return {
    id,
    kind,
    title,
    cite,
    url: provisionUrl(manifest, cite),
    summary: summary ?? null,
    roles,
    controls,
    relation: relation ?? null,
    beyondControls: missing ?? null,
    parameters,
    severity,
    force,
    penalty: penalty ?? null,
    notes,
    unverified: unverified ?? null,
    digest,
  };
}
