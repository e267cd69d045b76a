import { InvalidArgumentError, Option } from 'commander';
import { AsOfSchema } from '../engine/day.ts';
import { suggest } from '../engine/problem.ts';

/** `--as-of DAY`; the engine has no clock, so the default is set here. */
export function asOfOption(): Option {
  return new Option('--as-of <day>', 'the day to evaluate, YYYY-MM-DD')
    .default(new Date().toISOString().slice(0, 10), 'today in UTC')
    .argParser((text) => {
      const result = AsOfSchema.safeParse(text);
      if (result.success) return result.data;
      throw new InvalidArgumentError(`It ${result.error.issues[0]?.message ?? 'is no day'}.`);
    });
}

export function packsOption(): Option {
  return new Option('--packs <ids>', 'only these packs, separated by commas');
}

/** `--format NAME`, the first being the default. */
export function formatOption(formats: readonly string[]): Option {
  return new Option('--format <name>', `how to show it: ${formats.join(' or ')}`)
    .default(formats[0])
    .argParser((text) => {
      if (formats.includes(text)) return text;
      throw new InvalidArgumentError(
        `There is ${formats.join(' and ')}.${suggest(text, formats) ? ` ${suggest(text, formats)}` : ''}`,
      );
    });
}

/** Reads a whole number of at least `minimum`. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It is not a whole number from ${minimum} to ${maximum}.`);
  };
}
