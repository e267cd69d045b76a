/** Everything XML 1.0 has no place for, even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Text as the content of an element. */
export function xmlText(text: string): string {
  return allowed(text).replace(/[&<>\r]/g, entity);
}

/** An element with attributes; without content it is empty. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content = '',
): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  const start = `<${name}${list.join('')}`;
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

function attribute(text: string): string {
  return allowed(text).replace(/[&<>"\t\n\r]/g, entity);
}

function allowed(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd');
}

function entity(character: string): string {
  return ENTITIES[character] ?? character;
}
