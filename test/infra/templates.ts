import { join } from 'node:path';
import * as z from 'zod';
import { resolve, resourceName } from '../../local/resolve.ts';
import { readAssembly } from '../../local/template.ts';

/** A resource with its references replaced by names. */
export interface Resource {
  readonly name: string;
  readonly type: string;
  readonly retained: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: a template is examined here, by assertions that say its shape
  readonly properties: any;
}

const Kept = z.looseObject({ DeletionPolicy: z.string().optional() });

/** Every resource of every stack in a build folder. */
export function readResources(buildDir: string): Resource[] {
  const assembly = readAssembly(join(buildDir, 'cdk.out'));
  const parameters = { JwtIssuer: 'https://issuer.example' };
  return [...assembly.stacks].flatMap(([stack, template]) =>
    Object.entries(template.Resources).map(([id, resource]) => {
      const { DeletionPolicy } = Kept.parse(resource);
      return {
        name: resourceName(stack, id),
        type: resource.Type,
        retained: DeletionPolicy === 'Retain',
        properties: resolve(resource.Properties, { assembly, stack, template, parameters }),
      };
    }),
  );
}
