import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const ResourceSchema = z.looseObject({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
});

const TemplateSchema = z.object({
  Parameters: z.record(z.string(), z.object({ Default: z.string().optional() })).default({}),
  Resources: z.record(z.string(), ResourceSchema),
  Outputs: z
    .record(z.string(), z.object({ Value: z.unknown(), Export: z.object({ Name: z.string() }).optional() }))
    .default({}),
});
export type Template = z.infer<typeof TemplateSchema>;

const ManifestSchema = z.object({
  artifacts: z.record(
    z.string(),
    z.object({ type: z.string(), properties: z.object({ templateFile: z.string().optional() }).optional() }),
  ),
});

const AssetsSchema = z.object({
  files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })),
});

/** What `cdk synth` wrote: the templates by stack, and where the code of each function lies. */
export interface Assembly {
  readonly stacks: ReadonlyMap<string, Template>;
  /** Folder of an asset by its key in the deployment bucket. */
  readonly assets: ReadonlyMap<string, string>;
}

/**
 * Reads the synthesised cloud, which is all the local server knows about it.
 *
 * @param dir the assembly, `build/cdk.out`
 */
export function readAssembly(dir: string): Assembly {
  const stacks = new Map<string, Template>();
  const assets = new Map<string, string>();
  for (const [name, { type, properties }] of Object.entries(
    read(dir, 'manifest.json', ManifestSchema).artifacts,
  )) {
    if (type !== 'aws:cloudformation:stack' || properties?.templateFile === undefined) continue;
    stacks.set(name, read(dir, properties.templateFile, TemplateSchema));
    for (const [hash, { source }] of Object.entries(read(dir, `${name}.assets.json`, AssetsSchema).files)) {
      assets.set(`${hash}.zip`, join(dir, source.path));
    }
  }
  return { stacks, assets };
}

function read<T>(dir: string, file: string, schema: z.core.$ZodType<T>): T {
  return z.parse(schema, JSON.parse(readFileSync(join(dir, file), 'utf8')));
}
