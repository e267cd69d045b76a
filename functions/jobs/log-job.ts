import { withoutMessage } from '../http/log-call.ts';
import { type Counts, emitMetrics } from '../http/metrics.ts';
import { takeUnits } from '../http/units.ts';

/** What kind of work was done, and what else there is to count of it. */
export interface Worked {
  kind: string;
  counts?: Counts;
}

/**
 * Does a piece of work, writes one line of JSON about it (which, how it ended, how long it took), and counts it. No contents
 * and no messages of errors, which could tell of people.
 *
 * @param job name of the job
 * @param id of the message or event
 * @returns whether it was done
 */
export async function logJob(job: string, id: string, work: () => Promise<Worked>): Promise<boolean> {
  takeUnits();
  const started = performance.now();
  const log = (level: string, more: object): number => {
    const milliseconds = Math.round(performance.now() - started);
    console.log(JSON.stringify({ level, job, id, milliseconds, ...more }));
    return milliseconds;
  };
  try {
    const { kind, counts } = await work();
    emitMetrics(kind, true, log('info', { kind }), counts);
    return true;
  } catch (error) {
    emitMetrics(job, false, log('error', { error: withoutMessage(error) }));
    return false;
  }
}
