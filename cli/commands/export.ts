import { v5 } from 'uuid';
import { toText } from '../../engine/document.ts';
import { InputError } from '../../engine/problem.ts';
import type { Profile } from '../../engine/profile.ts';
import { reportOn } from '../../engine/system-report.ts';
import { loadBuiltRules, withPacks } from '../built-rules.ts';
import { CallError } from '../call-error.ts';
import { tell } from '../complain.ts';
import { addToBom, escaped, modelOf } from '../cyclonedx/add-to-bom.ts';
import { type BomComponent, isCycloneDx } from '../cyclonedx/bom.ts';
import { considerationsOf } from '../cyclonedx/considerations.ts';
import { newBom } from '../cyclonedx/new-bom.ts';
import { propertiesOf } from '../cyclonedx/properties.ts';
import { deliver } from '../deliver.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { type JsonText, MAX_JSON_BYTES, readJson } from '../json-text.ts';
import { textOf } from '../json-values.ts';
import { readInput } from '../read-input.ts';
import { readProfiles } from '../read-profiles.ts';

export interface ExportOptions {
  asOf: string;
  packs?: string;
  format: 'cyclonedx';
  bom?: string;
  component?: string;
  output?: string;
}

/**
 * `jurismap export FILE`: what a profile states and what it comes to, as an ML-BOM of its own or added to one. It does not
 * gate: an export of a system with gaps succeeds and says so in the BOM.
 */
export async function exportBom(file: string, options: ExportOptions): Promise<ExitCode> {
  if (options.component !== undefined && options.bom === undefined)
    throw new CallError('--component names a component of a BOM', 'name the BOM with --bom');
  const bom = options.bom === undefined ? undefined : readBomToAddTo(options.bom, options.component);
  const { packs, catalogue } = withPacks(await loadBuiltRules(), options.packs);
  const [profile] = readProfiles([file], catalogue);
  if (!profile) return EXIT.wrong;
  const report = reportOn(profile, packs, catalogue, options.asOf);
  const considerations = considerationsOf(profile, report, catalogue);
  const properties = propertiesOf(profile, report);
  if (bom) noteOtherVersion(bom.model, profile);
  const serial = v5(JSON.stringify(report.assessments.map(({ digest }) => digest)), SERIALS);
  const text = bom
    ? addToBom(bom.text, bom.json, bom.model, considerations, properties)
    : escaped(`${JSON.stringify(newBom(profile, considerations, properties, serial), null, 2)}\n`);
  return deliver(text, options.output) ? EXIT.pass : EXIT.wrong;
}

/** Equal profiles, packs and days give the same serial number. */
const SERIALS = v5('urn:jurismap:cyclonedx', v5.URL);

function readBomToAddTo(
  file: string,
  component: string | undefined,
): { text: string; json: JsonText; model: BomComponent } {
  const text = toText(readInput(file, MAX_JSON_BYTES), file, MAX_JSON_BYTES);
  const json = readJson(text, file);
  if (!isCycloneDx(json.value))
    throw new InputError([json.locate([], 'is no BOM in CycloneDX', 'leave out --bom for a new one')]);
  return { text, json, model: modelOf(json, component) };
}

/** Findings about one version must not pass for findings about another; a model and its system may differ, though. */
function noteOtherVersion({ component }: BomComponent, { system }: Profile): void {
  const version = textOf(component.version);
  if (version === undefined || system.version === undefined || version === system.version) return;
  tell(`note: the component is version ${version}, and the profile is about version ${system.version}`);
}
