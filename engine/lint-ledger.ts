import type { Exception, Measure, Pack, Rule } from './pack.ts';
import type { Path, Problem } from './problem.ts';
import { suggest } from './problem.ts';
import type { AuthoredPack } from './read-pack.ts';

/** Every provision has an answer, and every pinpoint exists. */
export function lintLedger(authored: AuthoredPack, index: readonly string[]): Problem[] {
  const { pack, locateLedger, locatePart } = authored;
  const { provisions, inserted = [] } = pack.ledger;
  const official = new Set([...index, ...inserted]);
  const parts = new Map<string, { cite: string }>([
    ...pack.byId,
    ...pack.scores,
    ...pack.measures.map((measure) => [measure.id, measure] as const),
  ]);
  const problems: Problem[] = [];
  for (const id of official) {
    if (!Object.hasOwn(provisions, id)) {
      problems.push(
        locateLedger(['provisions'], `"${id}" has no answer`, 'name its rules, or why it needs none'),
      );
    }
  }
  for (const [id, answer] of Object.entries(provisions)) {
    const path = ['provisions', id];
    if (!official.has(id))
      problems.push(locateLedger(path, `"${id}" is no provision of the instrument`, suggest(id, official)));
    for (const rule of Array.isArray(answer) ? answer : (answer.see ?? [])) {
      if (!parts.has(rule))
        problems.push(locateLedger(path, `no rule is called "${rule}"`, suggest(rule, parts.keys())));
    }
  }
  for (const [id, { cite }] of parts) {
    const answer = Object.hasOwn(provisions, cite) ? provisions[cite] : undefined;
    if (answer && !(Array.isArray(answer) && answer.includes(id))) {
      problems.push(
        locateLedger(['provisions', cite], `the answer to "${cite}" does not name "${id}", which cites it`),
      );
    }
  }
  for (const { id, cite, path } of citesIn(pack)) {
    if (!official.has(cite))
      problems.push(
        locatePart(id, path, `"${cite}" is no provision of the instrument`, suggest(cite, official)),
      );
  }
  for (const [i, penalty] of (pack.manifest.penalties ?? []).entries()) {
    if (!official.has(penalty.cite)) {
      problems.push(
        authored.locateManifest(
          ['penalties', i, 'cite'],
          `"${penalty.cite}" is no provision of the instrument`,
        ),
      );
    }
  }
  return problems;
}

/** Every pinpoint of a pack, with the part it stands in. */
function citesIn(pack: Pack): { id: string; cite: string; path: Path }[] {
  const ofMeasure = ({ cite, smallGroups, flagBelow }: Measure): { cite: string; path: Path }[] => [
    { cite, path: ['cite'] },
    ...(smallGroups ? [{ cite: smallGroups.cite, path: ['smallGroups', 'cite'] }] : []),
    ...(flagBelow ? [{ cite: flagBelow.cite, path: ['flagBelow', 'cite'] }] : []),
  ];
  return [
    ...pack.rules.flatMap((rule) => citesOf(rule).map((at) => ({ id: rule.id, ...at }))),
    ...[...pack.scores.values()].map(({ id, cite }) => ({ id, cite, path: ['cite'] })),
    ...pack.measures.flatMap((measure) => ofMeasure(measure).map((at) => ({ id: measure.id, ...at }))),
  ];
}

function citesOf(rule: Rule): { cite: string; path: Path }[] {
  const ofExceptions = (exceptions: readonly Exception[], path: Path): { cite: string; path: Path }[] =>
    exceptions.flatMap((exception, i) => [
      { cite: exception.cite, path: [...path, i, 'cite'] },
      ...ofExceptions(exception.unless, [...path, i, 'unless']),
    ]);
  const ofWindows = rule.windows.flatMap(({ cite }, i) =>
    cite ? [{ cite, path: ['applies', i, 'cite'] }] : [],
  );
  return [{ cite: rule.cite, path: ['cite'] }, ...ofExceptions(rule.unless, ['unless']), ...ofWindows];
}
