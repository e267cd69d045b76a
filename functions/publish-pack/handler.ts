import { check } from '../../engine/check.ts';
import { lint } from '../../engine/lint.ts';
import { lintScenarios } from '../../engine/lint-scenarios.ts';
import { isPackPath, type PackContents, readPackFiles } from '../../engine/pack-files.ts';
import { InputError, type Problem, toPointer } from '../../engine/problem.ts';
import { runScenarios } from '../../engine/scenario-run.ts';
import { keepPack, listPackVersions } from '../../store/pack-sources.ts';
import { readCursor, writeCursor } from '../http/cursor.ts';
import { endpointWithBody } from '../http/endpoint.ts';
import { changeBy } from '../http/now.ts';
import { HttpProblem, RequestError } from '../http/problem.ts';
import { rules } from '../http/rules.ts';
import { table } from '../http/table.ts';
import { impactOf } from './impact.ts';
import { operation } from './operation.ts';

export const handler = endpointWithBody(
  operation,
  (value) => check(operation.body, value),
  async ({ identity, path, query, body }) => {
    const { authored } = checkedPack(path.pack, body.files);
    const { pack, source } = authored;
    await refuseSilentChange(identity.tenant, pack.id, pack.version, pack.digest);
    const change = changeBy(identity);
    if (query.dryRun === 'true') {
      const list = [identity.tenant, operation.name, pack.digest];
      const page = { limit: query.limit, start: readCursor(list, query.cursor) };
      const { next, ...impact } = await impactOf(identity.tenant, pack, page);
      const cursor = next === undefined ? null : writeCursor(list, next);
      const { title, verified } = pack.manifest;
      const version = {
        pack: pack.id,
        version: pack.version,
        digest: pack.digest,
        title,
        verified,
        ...change,
      };
      return { status: 201, body: { version, impact: { ...impact, cursor } } };
    }
    const version = await keepPack(table, identity.tenant, source, { digest: pack.digest, ...change });
    return { status: 201, body: { version, impact: null } };
  },
);

/** @throws RequestError with everything that is wrong with the files */
function checkedPack(id: string, files: Readonly<Record<string, string>>): PackContents {
  const known = rules.packs.some((pack) => pack.id === id);
  if (known) throw new HttpProblem('conflict', `"${id}" is a pack Jurismap brings; give yours another id`);
  const foreign = Object.keys(files).filter((path) => !isPackPath(path));
  refuse(
    foreign.map((file) => ({ pointer: '', file, reason: 'is no file of a pack', hint: 'leave it out' })),
  );
  try {
    const contents = readPackFiles(
      Object.entries(files).map(([path, content]) => ({ path, content, shown: path })),
      rules.catalogue,
    );
    refuse(problemsOf(id, contents));
    return contents;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return refuse(error.problems) as never;
  }
}

function problemsOf(id: string, contents: PackContents): Problem[] {
  const { authored, index } = contents;
  const isOther = authored.pack.id !== id;
  const runs = runScenarios(contents, rules.catalogue);
  return [
    ...(isOther
      ? [authored.locateManifest(['pack'], `is "${authored.pack.id}", but the path says "${id}"`)]
      : []),
    ...lint(authored, rules, index),
    ...lintScenarios(contents),
    ...runs.flatMap(({ problems, failures }) => [...problems, ...failures.map(({ problem }) => problem)]),
  ];
}

/** @throws RequestError unless there is no problem */
function refuse(problems: readonly Problem[]): void {
  if (problems.length === 0) return;
  throw new RequestError(
    problems.map(({ file = 'pack.yaml', line, column = 1, pointer, reason, hint }) => ({
      in: 'body',
      pointer: toPointer(['files', file]),
      reason,
      ...(hint !== undefined && { hint }),
      ...(line !== undefined && { place: { file, line, column, pointer } }),
    })),
  );
}

/** Whoever relies on a version has to be able to tell it from others by its number. */
async function refuseSilentChange(
  tenant: string,
  id: string,
  version: string,
  digest: string,
): Promise<void> {
  const { items } = await listPackVersions(table, tenant, id, { limit: 1000 });
  const same = items.find((item) => item.version === version);
  if (same && same.digest !== digest) {
    throw new HttpProblem(
      'conflict',
      `version ${version} of "${id}" was published with another content; give this one another number`,
    );
  }
}
