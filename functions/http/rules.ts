import source from '../../build/rules.json' with { type: 'json' };
import { loadRules } from '../../engine/rules.ts';

/** The rules this copy of Jurismap was built with, read once when a function starts. */
export const rules = loadRules(source);
