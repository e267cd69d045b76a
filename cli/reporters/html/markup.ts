import { printable } from '../../page.ts';

/** HTML that stands in a page as it is. Only `html` makes it, so that no text gets into a page unescaped. */
class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type { Markup };

/** What can stand in a template: text, which is escaped; markup and lists of it; and what is left out. */
type Part = string | number | Markup | readonly Part[] | undefined | null | false;

/**
 * HTML from a template. Every text in it is escaped for elements and for quoted attributes.
 *
 * @example
 * html`<a href="${url}">${name}</a>`
 */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return new Markup(strings.map((piece, i) => `${piece}${shown(parts[i])}`).join(''));
}

/** What is there of some parts, with something between them. */
export function joined(parts: readonly Part[], separator: Part): Markup {
  return new Markup(parts.map(shown).filter(Boolean).join(shown(separator)));
}

function shown(part: Part): string {
  if (part === undefined || part === null || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (Array.isArray(part)) return part.map(shown).join('');
  return escaped(String(part));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A link to an address somebody wrote: only if it is one of the web, otherwise its text. */
export function outside(address: string): Markup {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:';
  return isWeb
    ? html`<a class="outside" href="${url.href}" rel="noreferrer">${address}</a>`
    : html`${address}`;
}

/** A style sheet of ours, in which nothing is escaped. */
export function sheet(css: string): Markup {
  return new Markup(`<style>${css}</style>`);
}
