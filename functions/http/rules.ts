import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadRules } from '../../engine/ready-rules.ts';

/** They lie beside a bundle; the repository has them where it builds them. */
const BESIDE = join(import.meta.dirname, 'rules');
const FOLDER = existsSync(BESIDE) ? BESIDE : join(import.meta.dirname, '..', '..', 'build', 'rules');

/** The rules this copy of Jurismap was built with. Those of a pack are read when somebody asks about them first. */
export const rules = loadRules({
  text: (file) => readFileSync(join(FOLDER, file), 'utf8'),
  bytes: (file) => readFileSync(join(FOLDER, file)),
});
