import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * What a bundle may weigh, in KB. A function starts in the time it takes to read its code, so what it does not use does not
 * belong in it. Rules lie beside a bundle, in files that are read when they are needed.
 */
const PLAIN = 660;
const WITH_RULES = 800;
const OTHERWISE: Readonly<Record<string, number>> = {
  // Tells a name of a tenant and needs no client.
  'claim-tenant': 10,
  // Brings the sources of all packs, to publish them once for each deployment.
  'on-deployment': 3000,
};

const FUNCTIONS = join(import.meta.dirname, '..', '..', 'build', 'functions');
const bundles = readdirSync(FUNCTIONS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name,
    kilobytes: statSync(join(FUNCTIONS, name, 'index.mjs')).size / 1024,
    hasRules: existsSync(join(FUNCTIONS, name, 'rules', 'index.json')),
  }));

describe('the bundles of the functions', () => {
  it.each(bundles)('$name keeps to its budget', ({ name, kilobytes, hasRules }) => {
    expect(kilobytes).toBeLessThan(OTHERWISE[name] ?? (hasRules ? WITH_RULES : PLAIN));
  });

  it.each(['get-system', 'list-systems', 'get-assessment', 'list-findings', 'get-portfolio', 'notify'])(
    '%s has no rules, because it reads what is stored',
    (name) => {
      expect(bundles.find((bundle) => bundle.name === name)).toMatchObject({ hasRules: false });
    },
  );
});
