import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import manifest from '../../package.json' with { type: 'json' };

/**
 * A registry on this machine that has this version of Jurismap and nothing else, so that the integrations are run as
 * they are shipped, with the package they name.
 *
 * @param tarball what `npm pack` wrote
 */
export async function startRegistry(tarball: string): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    if (request.url === '/jurismap') response.end(JSON.stringify(packument(url)));
    else if (request.url === '/jurismap.tgz') response.end(readFileSync(tarball));
    else response.writeHead(404).end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const url = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : ''}`;
  return { url, close: () => server.close() };
}

function packument(url: string) {
  const { name, version, bin } = manifest;
  return {
    name,
    'dist-tags': { latest: version },
    versions: { [version]: { name, version, bin, dist: { tarball: `${url}/jurismap.tgz` } } },
  };
}
