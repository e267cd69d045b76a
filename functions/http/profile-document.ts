import * as z from 'zod';

/**
 * A profile in the contract of an operation. What it may hold depends on the fact catalogue: `checkProfile` knows, and
 * the OpenAPI document shows it.
 */
export const ProfileDocument = z.record(z.string(), z.unknown()).meta({ id: 'Profile' });
