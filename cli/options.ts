import { InvalidArgumentError, Option } from 'commander';
import { type Day, isDay, isInSpan, NO_DAY, OUTSIDE_SPAN } from '../engine/day.ts';
import { suggest } from '../engine/problem.ts';

/** Today in UTC; the engine has no clock, so days that nobody names are set here. */
export function today(): Day {
  return new Date().toISOString().slice(0, 10);
}

/** The same day some years later. */
export function yearsAfter(day: Day, years: number): Day {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + years);
  return date.toISOString().slice(0, 10);
}

/** `--as-of DAY` */
export function asOfOption(): Option {
  return dayOption('--as-of <day>', 'the day to evaluate, YYYY-MM-DD').default(today(), 'today in UTC');
}

/** An option that names a day. */
export function dayOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    if (!isDay(text)) throw new InvalidArgumentError(`It ${NO_DAY}.`);
    if (!isInSpan(text)) throw new InvalidArgumentError(`It ${OUTSIDE_SPAN}.`);
    return text;
  });
}

/** Collects an option that can be given several times. */
export function several(text: string, before: string[] = []): string[] {
  return [...before, text];
}

/** `--packs IDS`; given again, it adds to those before, as only the last ones would leave out what somebody counts on. */
export function packsOption(): Option {
  return new Option('--packs <ids>', 'only these packs, separated by commas; repeatable').argParser(
    (text: string, before?: string) => (before === undefined ? text : `${before},${text}`),
  );
}

/** `--format NAME`, the first being the default. */
export function formatOption(formats: readonly string[]): Option {
  return new Option('--format <name>', `how to show it: ${formats.join(' or ')}`)
    .default(formats[0])
    .argParser((text) => oneOf(text, formats));
}

/** `--report FORMAT=FILE`, repeatable. */
export function reportOption(formats: readonly string[]): Option {
  return new Option('--report <format=file>', 'write it in another format too; repeatable').argParser(
    (text: string, before: { format: string; output: string }[] = []) => {
      const at = text.indexOf('=');
      const output = text.slice(at + 1);
      if (at < 0 || output === '') throw new InvalidArgumentError('Write it as sarif=report.sarif.');
      return [...before, { format: oneOf(text.slice(0, at), formats), output }];
    },
  );
}

function oneOf(text: string, formats: readonly string[]): string {
  if (formats.includes(text)) return text;
  const near = suggest(text, formats);
  throw new InvalidArgumentError(`There is ${formats.join(' and ')}.${near ? ` ${near}` : ''}`);
}

/** How long a deployed Jurismap that does not answer is asked again. */
export function retryForOption(): Option {
  return new Option('--retry-for <seconds>', 'how long to ask again when it does not answer')
    .argParser(wholeNumber(0, 3600))
    .default(120);
}

/** Reads a whole number of at least `minimum`. */
export function wholeNumber(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`It is not a whole number from ${minimum} to ${maximum}.`);
  };
}
