import { once } from 'node:events';
import type { Server } from 'node:http';

/**
 * Listens to this machine alone.
 *
 * @param port 0 takes any free port
 * @returns the server's address
 */
export async function listen(server: Server, port: number): Promise<string> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Stops at once, whoever is still connected. */
export function stop(server: Server): void {
  server.close();
  server.closeAllConnections();
}
