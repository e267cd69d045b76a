import { digestOf } from '../../engine/digest.ts';
import { ENGINE } from '../../engine/evaluate.ts';
import { VECTOR_FORM } from '../../engine/lanes/vector.ts';
import type { Pack } from '../../engine/pack.ts';

/**
 * Tells apart with what systems are looked at: the engine, how vectors are written, and which packs are in force, whatever their
 * contents.
 */
export function outfitOf(packs: readonly Pack[]): string {
  return digestOf([ENGINE, VECTOR_FORM, packs.map(({ id }) => id).sort()]);
}
