import { Catalogue } from '../../engine/facts.ts';
import { PackDifference } from '../../engine/lanes/pack-difference.ts';
import { VECTOR_FORM } from '../../engine/lanes/vector.ts';
import type { Pack } from '../../engine/pack.ts';
import { InputError } from '../../engine/problem.ts';
import { packFromSource } from '../../engine/read-pack.ts';
import { catalogueDigest } from '../../engine/rules.ts';
import { announceSift, type Carried, endSift, readCarried, startCarrying } from '../../store/carried.ts';
import { readCatalogue } from '../../store/catalogues.ts';
import { NotFoundError, StaleError } from '../../store/errors.ts';
import { readPackSource } from '../../store/pack-sources.ts';
import type { Page } from '../../store/table.ts';
import { listVectors, type StoredVector } from '../../store/vectors.ts';
import { rules } from '../http/rules.ts';
import { table } from '../http/table.ts';

/** Vectors read at a time: what one answer of DynamoDB holds, about. */
const PAGE = 2000;

/**
 * Sifts a page of a tenant's systems for a change of a pack: finds those it concerns, by their facts alone. Once all are
 * sifted the assessments of the others are carried over.
 *
 * @param start the contents the page before was sifted for, and where to go on; begins anew when they are others by now
 * @returns systems to look at, each of which has to be noted as pending before the next page is asked for
 */
export async function sift(
  tenant: string,
  pack: Pack,
  today: string,
  start: string | undefined,
): Promise<Page<{ system: string }>> {
  const carried = await readCarried(table, tenant, pack.id);
  if (carried?.digest === pack.digest && carried.next === null) return NOTHING;
  const difference = carried && (await differenceFrom(tenant, carried.digest, pack));
  if (!carried || !difference) {
    await startCarrying(table, tenant, pack.id, pack.digest, carried);
    return NOTHING;
  }
  const announced = await announceSift(table, tenant, pack.digest, carried);
  if (!announced) throw new StaleError(`"${pack.id}" is being sifted by others at the same time`);
  return siftPage(tenant, announced, difference, today, start);
}

/** What a digest stands for never changes, and pages follow one another. */
const differences = new Map<string, PackDifference>();
const MOST_DIFFERENCES = 10;

/** What has changed from an earlier content of a pack; undefined where that cannot be told. */
async function differenceFrom(
  tenant: string,
  digest: string,
  after: Pack,
): Promise<PackDifference | undefined> {
  const name = `${tenant} ${digest} ${after.digest}`;
  const known = differences.get(name);
  if (known) return known;
  const before = await earlier(tenant, after.id, digest);
  if (!before) return undefined;
  const difference = new PackDifference(before, after, rules.catalogue);
  if (differences.size >= MOST_DIFFERENCES) differences.delete([...differences.keys()][0] ?? '');
  differences.set(name, difference);
  return difference;
}

const NOTHING: Page<{ system: string }> = { items: [], next: undefined };

async function siftPage(
  tenant: string,
  carried: Carried,
  difference: PackDifference,
  today: string,
  start: string | undefined,
): Promise<Page<{ system: string }>> {
  const name = `${carried.digest}>${carried.next} `;
  const from = start?.startsWith(name) ? start.slice(name.length) : '';
  if (from === END) {
    await endSift(table, tenant, carried);
    return NOTHING;
  }
  const page = await listVectors(table, tenant, { limit: PAGE, ...(from && { start: from }) });
  const concerned = await concernedOf(page.items, difference, today);
  // That all are sifted is said after the last of them are noted.
  return { items: concerned, next: `${name}${page.next ?? END}` };
}

/** Comes after every system. */
const END = '~';

/** The systems a change concerns, as far as their vectors tell; those whose vector tells nothing are among them. */
async function concernedOf(
  vectors: readonly StoredVector[],
  difference: PackDifference,
  today: string,
): Promise<StoredVector[]> {
  const concerned: StoredVector[] = [];
  for (const [digest, of] of Map.groupBy(vectors, ({ catalogue }) => catalogue)) {
    const catalogue = await catalogueOf(digest);
    const tells = ({ form, vector, isMeasured }: StoredVector): boolean =>
      catalogue !== null &&
      form === VECTOR_FORM &&
      vector !== null &&
      !(isMeasured && difference.readsMeasurements);
    const telling = of.filter(tells);
    concerned.push(...of.filter((one) => !tells(one)));
    if (catalogue === null) continue;
    const concerns = difference.concerns(
      telling.flatMap(({ vector }) => vector ?? []),
      catalogue,
      today,
    );
    concerned.push(...telling.filter((_, i) => concerns[i]));
  }
  return concerned;
}

const catalogues = new Map<string, Catalogue | null>();

/** The catalogue a vector was made with, if it was kept. */
async function catalogueOf(digest: string): Promise<Catalogue | null> {
  if (digest === catalogueDigest(rules.catalogue)) return rules.catalogue;
  const known = catalogues.get(digest);
  if (known !== undefined) return known;
  const facts = await readCatalogue(table, digest);
  const catalogue = facts ? new Catalogue(facts) : null;
  catalogues.set(digest, catalogue);
  return catalogue;
}

/** An earlier content of a pack, if it was kept and the present fact catalogue has what it refers to. */
async function earlier(tenant: string, id: string, digest: string): Promise<Pack | undefined> {
  for (const owner of [tenant, null]) {
    try {
      return packFromSource(await readPackSource(table, owner, id, digest), rules.catalogue);
    } catch (error) {
      if (error instanceof InputError) return undefined;
      if (!(error instanceof NotFoundError)) throw error;
    }
  }
  return undefined;
}
