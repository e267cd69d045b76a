import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { PROBLEMS } from '../../functions/http/problem.ts';
import { openApiDocument } from '../../functions/openapi/document.ts';
import { OPERATIONS } from '../../functions/openapi/operations.ts';

const document = JSON.parse(JSON.stringify(openApiDocument()));
const folder = join(import.meta.dirname, '..', '..', 'functions');
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .filter(({ name }) => ['handler.ts', 'operation.ts'].every((file) => existsSync(join(folder, name, file))))
  .map(({ name }) => name);

/** Every value in a JSON document. */
function* values(value: unknown): Generator<unknown> {
  yield value;
  if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) yield* values(member);
}

describe('the OpenAPI document', () => {
  it('has every operation, under the name of its folder', () => {
    const named = Object.values(document.paths).flatMap((path) =>
      Object.values(Object(path)).map((operation) => Object(operation).operationId),
    );
    expect(named.sort()).toEqual(folders.sort());
    expect(OPERATIONS.map(({ name }) => name).sort()).toEqual(folders.sort());
  });

  it('is OpenAPI 3.1 of a licensed API that wants tokens', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Jurismap', license: { identifier: 'Apache-2.0' } },
      security: [{ token: [] }],
    });
  });

  it('is valid to the eyes of a linter', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jurismap-openapi-'));
    const file = join(folder, 'openapi.json');
    try {
      await writeFile(file, JSON.stringify(document));
      const redocly = fileURLToPath(import.meta.resolve('@redocly/cli/bin/cli.js'));
      const quiet = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
      const run = promisify(execFile)(process.execPath, [redocly, 'lint', file], {
        env: { ...process.env, ...quiet },
      });
      expect((await run).stderr).toContain('Your API description is valid');
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 30_000);

  it('refers to nothing that is not there', () => {
    const references = [...values(document)].flatMap((value) => {
      const target = Object(value).$ref;
      return typeof target === 'string' ? [target] : [];
    });
    expect(references.length).toBeGreaterThan(20);
    for (const reference of new Set(references)) {
      expect(reference).toMatch(/^#\/components\/schemas\//);
      expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1));
    }
  });

  it('shows the facts a profile can state', () => {
    expect(document.components.schemas.Facts.properties).toHaveProperty(['use.purposes']);
    expect(document.components.schemas.Profile.required).toEqual(['jurismap', 'system', 'facts']);
  });
});

describe.each(OPERATIONS)('$name', (operation) => {
  const described = document.paths[operation.path][operation.method.toLowerCase()];

  it('names its path parameters, each required', () => {
    const inTemplate = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    const parameters = (described.parameters ?? []).filter(
      ({ in: where }: { in: string }) => where === 'path',
    );
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual(inTemplate);
    for (const parameter of parameters) expect(parameter.required).toBe(true);
  });

  it('describes its answer and every problem', () => {
    const { status, mediaType = 'application/json' } = operation.response;
    expect(described.responses[status].content[mediaType].schema).toBeTruthy();
    const problems = operation.problems.map((kind) => String(PROBLEMS[kind].status));
    const others = operation.public ? ['400', '500'] : ['400', '401', '403', '500'];
    for (const problem of [...problems, ...others]) {
      expect(described.responses[problem].content['application/problem+json'].schema).toEqual({
        $ref: '#/components/schemas/Problem',
      });
    }
  });

  it('has a body only where it reads one', () => {
    expect(described.requestBody !== undefined).toBe(operation.body !== undefined);
    if (operation.method === 'GET') expect(operation.body).toBeUndefined();
  });
});
