import type { Pack } from '../../engine/pack.ts';
import type { SystemReport } from '../../engine/system-report.ts';

/**
 * Says which packs a deployed Jurismap evaluates in other versions than this command has. Its verdict counts, but this
 * command explains it with its own texts.
 *
 * @param packs those of this command
 */
export function otherPacks({ assessments }: SystemReport, packs: readonly Pack[]): string[] {
  const here = new Map(packs.map((pack) => [pack.id, pack]));
  const there = new Set(assessments.map(({ pack }) => pack));
  return [
    ...assessments.flatMap(({ pack, version, packDigest }) => {
      const own = here.get(pack);
      if (!own) return `${pack} ${version} is deployed, and this command does not have it`;
      if (own.version !== version)
        return `${pack} is deployed as ${version}, and this command has ${own.version}`;
      return own.digest === packDigest
        ? []
        : `${pack} ${version} is deployed with another content than this command has`;
    }),
    ...packs
      .filter(({ id }) => !there.has(id))
      .map(({ id, version }) => `${id} ${version} is not deployed, and was not looked at`),
  ];
}
