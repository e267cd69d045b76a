import * as z from 'zod';
import { knownJurisdiction } from '../../engine/places.ts';

/** A place in a query, or "international". */
export const Jurisdiction = z
  .string()
  .refine(knownJurisdiction, { error: 'is neither a place, such as EU, DE or US-CO, nor "international"' });
