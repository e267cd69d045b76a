import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CallError } from '../call-error.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { ROOT } from '../root.ts';

/** What a first look needs: everything in one tenant. */
const LOCAL_TENANT = 'local';
const SCOPES = ['legal', 'engineer', 'auditor', 'admin'].map((role) => `jurismap/${role}`);

export interface ServeOptions {
  port: number;
  data: string;
}

/** `jurismap serve`: the whole product on this machine until it is interrupted. */
export async function serve({ port, data }: ServeOptions): Promise<ExitCode> {
  if (!existsSync(join(ROOT, 'local'))) {
    throw new CallError(
      'the package does not bring the cloud that serve runs',
      'run it in a clone of the repository: npm ci && npm start',
    );
  }
  const { buildIfStale } = await import('../../scripts/build-all.ts');
  await buildIfStale(ROOT);
  const { startLocal } = await import('../../local/server.ts');
  const server = await startLocal({ port, buildDir: join(ROOT, 'build'), dataDir: data, automation: true });
  const token = await server.token({ sub: 'local', 'custom:tenant': LOCAL_TENANT, scope: SCOPES.join(' ') });
  process.stdout.write(
    [
      `Jurismap answers on ${server.url}; its data are in ${data}. Press Ctrl-C to stop.`,
      `A token for the tenant "${LOCAL_TENANT}":`,
      token,
      `Try: curl -H "Authorization: Bearer $TOKEN" ${server.url}/v1/systems`,
      '',
    ].join('\n'),
  );
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  await server.close();
  return EXIT.pass;
}
