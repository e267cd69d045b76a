import type { Property } from './model.ts';

/** The namespace of everything in a document that is Jurismap's and not OSCAL's. */
export const NAMESPACE = 'urn:jurismap:oscal';

/** Control characters, characters that change the direction of writing, and anything that breaks a line. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Z}]+/gu;

/** Text as one line without markup, as OSCAL's `string` wants it; empty where nothing can be shown. */
export function plain(text: string): string {
  return text.toWellFormed().replace(UNPRINTABLE, ' ').trim();
}

/**
 * Characters that mean something in the Markdown of OSCAL: anywhere, at the end of a word, before an entity, or at the
 * beginning of a block.
 */
const MARKUP =
  /[\\`*~^[\]<{]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|&(?=[#\p{L}])|^[#>+=-]|(?<=^\d{1,9})[.)](?=\s|$)/gu;

/** Somebody's text as a line of Markdown that shows it as it is. */
export function markup(text: string): string {
  return plain(text).replace(MARKUP, '\\$&');
}

/** Paragraphs of Markdown from texts that need no escaping; those that are undefined are left out. */
export function paragraphs(...texts: (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined).join('\n\n');
}

/** An id, or ids from the outer to the inner one, as an OSCAL token, which starts with a letter or an underscore. */
export function token(...ids: string[]): string {
  const text = ids.join('.');
  return /^[a-z]/.test(text) ? text : `_${text}`;
}

/** Properties in Jurismap's namespace; what is null, undefined or has nothing to show is left out. */
export function props(values: Readonly<Record<string, Value | readonly Value[]>>): Property[] {
  return Object.entries(values).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => {
      const text = plain(String(one ?? ''));
      return text === '' ? [] : [{ name, ns: NAMESPACE, value: text }];
    }),
  );
}
type Value = string | number | null | undefined;

/** A property that OSCAL itself defines. */
export function coreProp(name: string, value: string): Property {
  return { name, value };
}

/** A list for a member that must not be empty: without items the member is left out. */
export function some<T>(items: readonly T[]): T[] | undefined {
  return items.length > 0 ? [...items] : undefined;
}

/**
 * The first moment of a day in UTC.
 *
 * @returns undefined for days that OSCAL cannot write, such as one in the year 9999
 */
export function instant(day: string): string | undefined {
  return /^(19|2\d)\d\d-/.test(day) ? `${day}T00:00:00Z` : undefined;
}

/** Everything that cannot stand in a URI as it is. Brackets could, but only in the address of a host. */
const NOT_IN_URI = /[^\w\-.~:/?#@!$&'()*+,;=%]/gu;

/**
 * The address of a link that somebody wrote.
 *
 * @returns undefined where it is no address of the web and no path, which a reader should not be led to
 */
export function hrefOf(link: string): string | undefined {
  const href = plain(link)
    .replace(/%(?![\da-f]{2})/gi, '%25')
    .replace(NOT_IN_URI, encodeURIComponent);
  if (href.indexOf('#') !== href.lastIndexOf('#')) return undefined;
  const isWeb = /^https?:\/\//i.test(href) && URL.canParse(href);
  const isPath = /^[^:/?#]+(?:[/?#]|$)/.test(href) || /^\/(?!\/)/.test(href);
  return isWeb || isPath ? href : undefined;
}
