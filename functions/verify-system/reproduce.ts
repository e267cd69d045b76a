import { withDeclarations } from '../../engine/declarations.ts';
import { digestOf } from '../../engine/digest.ts';
import { ENGINE, evaluate } from '../../engine/evaluate.ts';
import { Catalogue } from '../../engine/facts.ts';
import type { Pack } from '../../engine/pack.ts';
import { InputError } from '../../engine/problem.ts';
import { packFromSource } from '../../engine/read-pack.ts';
import { catalogueDigest } from '../../engine/rules.ts';
import { type AssessmentRecord, readDetails } from '../../store/assessments.ts';
import { readCatalogue } from '../../store/catalogues.ts';
import { CorruptRecordError, NotFoundError } from '../../store/errors.ts';
import { readPackSource } from '../../store/pack-sources.ts';
import { readRegisterAt } from '../../store/register.ts';
import { readVersion } from '../../store/systems.ts';
import { ownerOf } from '../http/pack-owner.ts';
import { readAll } from '../http/read-all.ts';
import { rules } from '../http/rules.ts';
import { table } from '../http/table.ts';
import type { NOT_REPRODUCIBLE } from './not-reproducible.ts';

/** What became of making an assessment again. */
export type Reproduction = 'equal' | 'different' | (typeof NOT_REPRODUCIBLE)[number];

/** Makes a stored assessment again from the stored inputs it names, and compares the two byte for byte. */
export async function reproduce(tenant: string, record: AssessmentRecord): Promise<Reproduction> {
  try {
    const { summary, system, profileVersion, declared = 0 } = record;
    if (summary.engine !== ENGINE) return 'other-engine';
    const catalogue = await catalogueOf(summary);
    if (!catalogue) return 'catalogue-not-kept';
    const pack = await packOf(tenant, summary, catalogue);
    if (!pack) return 'pack-not-kept';
    const [{ profile }, declarations] = await readAll(
      readVersion(table, tenant, system, profileVersion),
      readRegisterAt(table, tenant, system, declared),
    );
    const made = evaluate(withDeclarations(profile, declarations), pack, catalogue, summary.asOf);
    return digestOf(made) === digestOf(await readDetails(table, tenant, record)) ? 'equal' : 'different';
  } catch (error) {
    const isBroken = [CorruptRecordError, NotFoundError, InputError].some((kind) => error instanceof kind);
    if (isBroken) return 'inputs-broken';
    throw error;
  }
}

type Summary = AssessmentRecord['summary'];

async function catalogueOf({ catalogueDigest: digest }: Summary): Promise<Catalogue | undefined> {
  if (digest === catalogueDigest(rules.catalogue)) return rules.catalogue;
  const facts = await readCatalogue(table, digest);
  return facts && new Catalogue(facts);
}

/** The pack an assessment was made with: as it is at hand, or as it was kept. */
async function packOf(
  tenant: string,
  { pack: id, packDigest: digest }: Summary,
  catalogue: Catalogue,
): Promise<Pack | undefined> {
  const atHand = rules.packs.find((pack) => pack.id === id && pack.digest === digest);
  if (atHand && catalogue === rules.catalogue) return atHand;
  try {
    return packFromSource(await readPackSource(table, ownerOf(id, tenant), id, digest), catalogue);
  } catch (error) {
    if (error instanceof NotFoundError) return undefined;
    throw error;
  }
}
