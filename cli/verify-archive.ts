import { type AssessmentRecord, assessmentChain, listAssessments } from '../store/assessments.ts';
import { CorruptRecordError, NotFoundError } from '../store/errors.ts';
import { type Reproduced, Reproducer } from '../store/reproduce.ts';
import { type Defect, type Newest, newestRecords, verifySystem } from '../store/verify.ts';
import { readArchive } from './archive-file.ts';

/** What an archive comes to. */
export interface VerifiedArchive extends Reproduced {
  system: string;
  newest: Newest;
  defects: Defect[];
}

/**
 * Follows every chain of digests in an archive and makes its assessments again.
 *
 * @throws InputError when the file is no archive
 */
export async function verifyArchive(file: string): Promise<VerifiedArchive> {
  const { beginning, table, faults } = await readArchive(file);
  const { tenant, system } = beginning;
  const defects: Defect[] = faults.map((what) => ({ kind: 'altered', what }));
  const known = { system, newest: { profile: '', register: null, assessments: {} } };
  const nothing = { examined: 0, reproduced: 0, different: [], notReproducible: [] };
  try {
    defects.push(...(await verifySystem(table, tenant, system)));
    const heads = await listAssessments(table, tenant, system);
    const records: AssessmentRecord[] = [];
    for (const head of heads) records.push(...(await all(assessmentChain(table, tenant, head))));
    // With the packs in the archive alone, which nobody has to have.
    const reproducer = new Reproducer(table, tenant);
    const newest = await newestRecords(table, tenant, system, heads);
    return { ...known, newest, defects, ...(await reproducer.reproduceAll(records)) };
  } catch (error) {
    if (error instanceof NotFoundError) defects.push({ kind: 'missing', what: 'current version' });
    else if (error instanceof CorruptRecordError) defects.push({ kind: 'altered', what: error.message });
    else throw error;
    return { ...known, defects, ...nothing };
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}
