import { describe, expect, it } from 'vitest';
import { resolve, type Scope } from './resolve.ts';
import type { Template } from './template.ts';

const table = { Type: 'AWS::DynamoDB::GlobalTable', Properties: {} };
const data: Template = {
  Parameters: {},
  Resources: { Table: table },
  Outputs: {
    Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'data:Arn' } },
    Unexported: { Value: 1 },
  },
};
const api: Template = {
  Parameters: { Issuer: {}, Audience: { Default: 'jurismap' } },
  Resources: { Route: table },
  Outputs: {},
};
const scope: Scope = {
  assembly: {
    stacks: new Map([
      ['data', data],
      ['api', api],
    ]),
    assets: new Map(),
  },
  stack: 'api',
  template: api,
  parameters: { Issuer: 'https://issuer.example' },
};

describe('resolve', () => {
  it.each([
    ['a resource', { Ref: 'Route' }, 'api-Route'],
    ['an attribute', { 'Fn::GetAtt': ['Route', 'Arn'] }, 'api-Route:Arn'],
    ['a given parameter', { Ref: 'Issuer' }, 'https://issuer.example'],
    ['a default', { Ref: 'Audience' }, 'jurismap'],
    ['a pseudo parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
    ['a value of another stack', { 'Fn::ImportValue': 'data:Arn' }, 'data-Table:Arn'],
    ['a join', { 'Fn::Join': ['/', ['a', { Ref: 'Route' }]] }, 'a/api-Route'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template's own syntax
    ['a substitution', { 'Fn::Sub': 'x-${Audience}-${AWS::Partition}' }, 'x-jurismap-aws'],
    ['what is nested', [{ a: { Ref: 'Route' }, b: null }, 1], [{ a: 'api-Route', b: null }, 1]],
  ])('replaces %s', (_, value, expected) => {
    expect(resolve(value, scope)).toEqual(expected);
  });

  it.each([
    ['an unknown function', { 'Fn::Select': [0, []] }, /does not know Fn::Select/],
    ['an unknown name', { Ref: 'Nothing' }, /nothing is called Nothing/],
    ['an unknown export', { 'Fn::ImportValue': 'data:Name' }, /no stack exports data:Name/],
  ])('refuses %s', (_, value, reason) => {
    expect(() => resolve(value, scope)).toThrow(reason);
  });

  it('refuses a parameter without a value', () => {
    expect(() => resolve({ Ref: 'Issuer' }, { ...scope, parameters: {} })).toThrow(
      'parameter Issuer has no value',
    );
  });
});
