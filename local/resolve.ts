import * as z from 'zod';
import type { Assembly, Template } from './template.ts';

/** Where a value stands, and what the deployer would have said. */
export interface Scope {
  readonly assembly: Assembly;
  readonly stack: string;
  readonly template: Template;
  /** Values of template parameters by name; a parameter that is not here has its default. */
  readonly parameters: Readonly<Record<string, string>>;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': '000000000000',
  'AWS::Partition': 'aws',
  'AWS::Region': 'local',
  'AWS::URLSuffix': 'localhost',
};

const Ref = z.strictObject({ Ref: z.string() });
const GetAtt = z.strictObject({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) });
const Join = z.strictObject({ 'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]) });
const Sub = z.strictObject({ 'Fn::Sub': z.string() });
const ImportValue = z.strictObject({ 'Fn::ImportValue': z.string() });

/**
 * Replaces the intrinsic functions in a template's value, as CloudFormation would. A resource's name is its stack and
 * logical id, and an attribute is the name, a colon and the attribute.
 *
 * @throws on a function or parameter it does not know, so that nothing is run half resolved
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(item, scope));
  if (value === null || typeof value !== 'object') return value;
  const [key, ...more] = Object.keys(value);
  if (more.length === 0 && (key === 'Ref' || key?.startsWith('Fn::'))) return intrinsic(value, key, scope);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item, scope)]));
}

/** The name a resource has on this machine. */
export function resourceName(stack: string, logicalId: string): string {
  return `${stack}-${logicalId}`;
}

function intrinsic(value: object, key: string, scope: Scope): unknown {
  switch (key) {
    case 'Ref':
      return reference(Ref.parse(value).Ref, scope);
    case 'Fn::GetAtt': {
      const [logicalId, attribute] = GetAtt.parse(value)['Fn::GetAtt'];
      return `${resourceName(scope.stack, logicalId)}:${attribute}`;
    }
    case 'Fn::Join': {
      const [separator, parts] = Join.parse(value)['Fn::Join'];
      return parts.map((part) => String(resolve(part, scope))).join(separator);
    }
    case 'Fn::Sub':
      return Sub.parse(value)['Fn::Sub'].replace(/\$\{([^}]+)\}/g, (_, name: string) =>
        reference(name, scope),
      );
    case 'Fn::ImportValue':
      return exported(ImportValue.parse(value)['Fn::ImportValue'], scope);
    default:
      throw new Error(`${scope.stack}: the local server does not know ${key}`);
  }
}

function reference(name: string, { stack, template, parameters }: Scope): string {
  const pseudo = PSEUDO[name];
  if (pseudo !== undefined) return pseudo;
  const parameter = template.Parameters[name];
  if (parameter !== undefined) {
    const given = parameters[name] ?? parameter.Default;
    if (given === undefined) throw new Error(`${stack}: parameter ${name} has no value`);
    return given;
  }
  if (template.Resources[name] === undefined) throw new Error(`${stack}: nothing is called ${name}`);
  return resourceName(stack, name);
}

function exported(name: string, scope: Scope): unknown {
  for (const [stack, template] of scope.assembly.stacks) {
    const output = Object.values(template.Outputs).find((candidate) => candidate.Export?.Name === name);
    if (output !== undefined) return resolve(output.Value, { ...scope, stack, template });
  }
  throw new Error(`${scope.stack}: no stack exports ${name}`);
}
