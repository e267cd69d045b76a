import { UnavailableError } from '../../store/errors.ts';
import { takePermits } from '../../store/permits.ts';
import { HttpProblem } from './problem.ts';
import { table } from './table.ts';

/** Milliseconds of a span, in which a tenant has so many requests. */
const SPAN = 10_000;
/** Requests a copy of a function takes permits for at once, at most: unused ones are lost at the end of a span. */
const MOST_AT_ONCE = 16;
/** Requests of a tenant in a span; without it, as many as there are. */
const most = Number(process.env.REQUESTS_PER_TENANT);

/** What this copy of the function has left for a tenant. */
interface Lease {
  span: number;
  left: number;
  /** How many permits it took the last time; 0 when there were none left. */
  size: number;
}
const leases = new Map<string, Lease>();
/** Beyond so many tenants the oldest are forgotten. */
const MOST_LEASES = 1000;

/**
 * Counts a request of a tenant, so that none can take what others need. Copies of functions take permits in growing lots: a
 * rare caller costs one read and one write, a busy one a sixteenth of that.
 *
 * @throws HttpProblem when the tenant has no request left; what cannot be counted is let through
 */
export async function throttle(tenant: string): Promise<void> {
  if (!(most > 0)) return;
  const span = Math.floor(Date.now() / SPAN);
  const lease = leases.get(tenant);
  const current = lease?.span === span ? lease : undefined;
  if (current && current.left > 0) {
    current.left -= 1;
    return;
  }
  const wanted = current ? Math.min(2 * current.size, MOST_AT_ONCE) : 1;
  const given = wanted === 0 ? 0 : await takePermits(table, tenant, span, wanted, most).catch(letThrough);
  if (!current && leases.size >= MOST_LEASES) leases.delete([...leases.keys()][0] ?? '');
  leases.set(tenant, { span, left: given - 1, size: given });
  if (given > 0) return;
  const seconds = Math.ceil(((span + 1) * SPAN - Date.now()) / 1000);
  throw new HttpProblem(
    'too-many-requests',
    `your organisation has ${most} requests in ${SPAN / 1000} seconds`,
    {
      'retry-after': String(Math.max(1, seconds)),
    },
  );
}

function letThrough(error: unknown): number {
  if (error instanceof UnavailableError) return 1;
  throw error;
}
