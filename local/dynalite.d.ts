declare module 'dynalite' {
  import type { Server } from 'node:http';
  import type { AddressInfo } from 'node:net';

  interface Options {
    readonly path?: string;
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  /** An HTTP server that speaks DynamoDB; it is always bound to a port, never to a pipe. */
  interface Dynalite extends Omit<Server, 'address' | 'close'> {
    address(): AddressInfo;
    close(done: (error?: Error) => void): this;
  }

  export default function dynalite(options?: Options): Dynalite;
}
