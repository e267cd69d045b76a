import { withoutMessage } from '../http/log-call.ts';

/**
 * Does a piece of work and writes one line of JSON about it: which, how it ended, how long it took. No contents and no
 * messages of errors, which could tell of people.
 *
 * @param job name of the job
 * @param id of the message or event
 * @param work returns what kind of work it was
 * @returns whether it was done
 */
export async function logJob(job: string, id: string, work: () => Promise<string>): Promise<boolean> {
  const started = performance.now();
  const log = (level: string, more: object): void => {
    const milliseconds = Math.round(performance.now() - started);
    console.log(JSON.stringify({ level, job, id, milliseconds, ...more }));
  };
  try {
    log('info', { kind: await work() });
    return true;
  } catch (error) {
    log('error', { error: withoutMessage(error) });
    return false;
  }
}
