import { digestOf } from '../../engine/digest.ts';
import { ENGINE } from '../../engine/evaluate.ts';
import type { Pack } from '../../engine/pack.ts';

/** Tells apart with what systems are looked at: the engine, and which packs are in force, whatever their contents. */
export function outfitOf(packs: readonly Pack[]): string {
  return digestOf([ENGINE, packs.map(({ id }) => id).sort()]);
}
