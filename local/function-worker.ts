import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import * as z from 'zod';

/** What a worker thread is started with. */
export const WorkerData = z.object({ bundle: z.string(), handler: z.string(), memory: z.string() });
/** One call of the function. */
export const Invocation = z.object({
  requestId: z.string(),
  functionName: z.string(),
  /** Milliseconds since 1970 at which the function will be stopped. */
  deadline: z.number(),
  event: z.unknown(),
});
/** What comes back. */
export const Outcome = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), result: z.unknown() }),
  z.object({ ok: z.literal(false), error: z.string() }),
]);

type Handler = (event: unknown, context: unknown) => unknown;

async function loadHandler(bundle: string, path: string): Promise<Handler> {
  const [file = '', name = ''] = path.split('.');
  const module: unknown = await import(pathToFileURL(join(bundle, `${file}.mjs`)).href);
  const handler = module !== null && typeof module === 'object' ? Reflect.get(module, name) : undefined;
  if (typeof handler !== 'function') throw new Error(`${bundle}: ${path} is not a function`);
  return (event, context) => handler(event, context);
}

async function answer(handler: Handler, memory: string, message: unknown): Promise<z.infer<typeof Outcome>> {
  const { requestId, functionName, deadline, event } = Invocation.parse(message);
  try {
    const context = {
      awsRequestId: requestId,
      functionName,
      memoryLimitInMB: memory,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    };
    return { ok: true, result: await handler(event, context) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

if (parentPort !== null) {
  const port = parentPort;
  const { bundle, handler: path, memory } = WorkerData.parse(workerData);
  const handler = await loadHandler(bundle, path);
  port.on('message', async (message: unknown) => port.postMessage(await answer(handler, memory, message)));
}
