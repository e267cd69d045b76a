import { describe, expect, it } from 'vitest';
import { catalogue, profile } from '../test/fixtures/small-pack.ts';
import { changeFacts } from './change-facts.ts';
import { InputError } from './problem.ts';

const system = profile({ markets: ['EU'], roles: ['provider'], flag: true, size: 3 });

function changed(...changes: string[]) {
  return changeFacts(system, changes, catalogue, (i) => ({ pointer: `/set/${i}` })).facts;
}

describe('a what-if', () => {
  it.each([
    ['markets+=KR', { markets: ['EU', 'KR'] }],
    ['markets+=EU', { markets: ['EU'] }],
    ['markets+=KR,JP', { markets: ['EU', 'KR', 'JP'] }],
    ['markets-=EU', { markets: [] }],
    ['markets=KR', { markets: ['KR'] }],
    ['markets=[]', { markets: [] }],
    ['flag=false', { flag: false }],
    ['size=2.5', { size: 2.5 }],
    ['kind=two', { kind: 'two' }],
    ['dates.placed=2027-01-01', { 'dates.placed': '2027-01-01' }],
  ])('%s changes one fact', (change, facts) => {
    expect(changed(change)).toEqual({ ...system.facts, ...facts });
  });

  it('makes a fact unknown', () => {
    expect(changed('flag=')).not.toHaveProperty('flag');
  });

  it('tells of every bad change at once', () => {
    expect(() => changed('marketz=KR', 'flag=true', 'markets+=Atlantis')).toThrow(
      /^\/set\/0: [^\n]*\n\/set\/2: /,
    );
  });

  it('makes one change after the other', () => {
    expect(changed('markets+=KR', 'markets-=EU')).toMatchObject({ markets: ['KR'] });
  });

  it.each([
    ['marketz+=KR', /no fact is called "marketz".*did you mean "markets"/],
    ['markets', /is no change of a fact/],
    ['markets+=Atlantis', /is not a place/],
    ['flag=perhaps', /"perhaps" is not a boolean/],
    ['flag+=true', /"flag" is not a list/],
    ['use.purposes+=hiring', /is unknown.*give the whole list first/],
    ['size=many', /"many" is not a number/],
    ['markets+=', /names nothing/],
    ['markets=,', /is not a place/],
  ])('%s is refused at its place', (change, reason) => {
    expect(() => changed('flag=true', change)).toThrow(InputError);
    expect(() => changed('flag=true', change)).toThrow(reason);
    expect(() => changed('flag=true', change)).toThrow(/^\/set\/1: /);
  });
});
