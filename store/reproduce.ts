import { withDeclarations } from '../engine/declarations.ts';
import { digestOf } from '../engine/digest.ts';
import { ENGINE, evaluate } from '../engine/evaluate.ts';
import { Catalogue } from '../engine/facts.ts';
import type { Pack } from '../engine/pack.ts';
import { InputError } from '../engine/problem.ts';
import { packFromSource } from '../engine/read-pack.ts';
import { catalogueDigest, type Rules } from '../engine/rules.ts';
import { type AssessmentRecord, readDetails } from './assessments.ts';
import { readCatalogue } from './catalogues.ts';
import { CorruptRecordError, NotFoundError } from './errors.ts';
import { readPackSource } from './pack-sources.ts';
import { readRegisterAt } from './register.ts';
import { readVersion } from './systems.ts';
import type { Table } from './table.ts';

/** Why an assessment cannot be made again. */
export const NOT_REPRODUCIBLE = [
  'other-engine',
  'catalogue-not-kept',
  'pack-not-kept',
  'inputs-broken',
] as const;

/** What became of making an assessment again. */
type Reproduction = 'equal' | 'different' | (typeof NOT_REPRODUCIBLE)[number];

/** What became of making several again. */
export interface Reproduced {
  examined: number;
  reproduced: number;
  different: { pack: string; sequence: number }[];
  notReproducible: { pack: string; sequence: number; why: (typeof NOT_REPRODUCIBLE)[number] }[];
}

type Summary = AssessmentRecord['summary'];

/** Makes stored assessments again from the stored inputs they name. */
export class Reproducer {
  private readonly table: Table;
  private readonly tenant: string;
  private readonly catalogues = new Map<string, Catalogue>();
  private readonly packs = new Map<string, Pack>();

  /** @param atHand rules that need not be read */
  constructor(table: Table, tenant: string, atHand?: Rules) {
    this.table = table;
    this.tenant = tenant;
    if (!atHand) return;
    const digest = catalogueDigest(atHand.catalogue);
    this.catalogues.set(digest, atHand.catalogue);
    for (const pack of atHand.packs) this.packs.set(`${digest} ${pack.digest}`, pack);
  }

  /** Makes assessments again, and says which are not equal to what is stored. */
  async reproduceAll(records: readonly AssessmentRecord[]): Promise<Reproduced> {
    const found: Reproduced = { examined: 0, reproduced: 0, different: [], notReproducible: [] };
    for (const record of records) {
      const { pack, sequence } = record;
      const result = await this.reproduce(record);
      found.examined += 1;
      if (result === 'equal') found.reproduced += 1;
      else if (result === 'different') found.different.push({ pack, sequence });
      else found.notReproducible.push({ pack, sequence, why: result });
    }
    return found;
  }

  /** Makes an assessment again, and compares it with what is stored, byte for byte. */
  private async reproduce(record: AssessmentRecord): Promise<Reproduction> {
    try {
      const { summary, system, profileVersion, declared = 0 } = record;
      if (summary.engine !== ENGINE) return 'other-engine';
      const catalogue = await this.catalogueOf(summary);
      if (!catalogue) return 'catalogue-not-kept';
      const pack = await this.packOf(summary, catalogue);
      if (!pack) return 'pack-not-kept';
      const { profile } = await readVersion(this.table, this.tenant, system, profileVersion);
      const declarations = await readRegisterAt(this.table, this.tenant, system, declared);
      const made = evaluate(withDeclarations(profile, declarations), pack, catalogue, summary.asOf);
      const stored = await readDetails(this.table, this.tenant, record);
      return digestOf(made) === digestOf(stored) ? 'equal' : 'different';
    } catch (error) {
      const isBroken = [CorruptRecordError, NotFoundError, InputError].some((kind) => error instanceof kind);
      if (isBroken) return 'inputs-broken';
      throw error;
    }
  }

  private async catalogueOf({ catalogueDigest: digest }: Summary): Promise<Catalogue | undefined> {
    const known = this.catalogues.get(digest);
    if (known) return known;
    const facts = await readCatalogue(this.table, digest);
    if (!facts) return undefined;
    const catalogue = new Catalogue(facts);
    if (catalogueDigest(catalogue) !== digest) throw new CorruptRecordError('the fact catalogue was altered');
    this.catalogues.set(digest, catalogue);
    return catalogue;
  }

  private async packOf(
    { pack: id, packDigest, catalogueDigest: catalogue }: Summary,
    facts: Catalogue,
  ): Promise<Pack | undefined> {
    const name = `${catalogue} ${packDigest}`;
    const known = this.packs.get(name);
    if (known) return known;
    // A digest names one content, whoever published it.
    for (const owner of [this.tenant, null]) {
      const source = await readPackSource(this.table, owner, id, packDigest).catch(notThere);
      if (!source) continue;
      const pack = packFromSource(source, facts);
      if (pack.digest !== packDigest) throw new CorruptRecordError(`${id}: the pack was altered`);
      this.packs.set(name, pack);
      return pack;
    }
    return undefined;
  }
}

function notThere(error: unknown): undefined {
  if (!(error instanceof NotFoundError)) throw error;
}
