/** True for a map of JSON or YAML. */
export function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below these keys and indexes; undefined where there is none. */
export function at(value: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((inner, step) => {
    if (Array.isArray(inner)) return typeof step === 'number' ? inner[step] : undefined;
    return isMap(inner) && Object.hasOwn(inner, step) ? inner[step] : undefined;
  }, value);
}

/** A value as a list: what the formats allow to stand alone where there is only one. */
export function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

/** The text of a value that is plain text, or a number or truth value written without quotes. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

/**
 * Everything a value says, one text for each entry of a list; a map with several texts names them, `key: text`. What
 * class of thing a map is does not count as said.
 */
export function saidBy(value: unknown): string[] {
  return listOf(value).flatMap((item) => {
    if (Array.isArray(item)) return saidBy(item);
    if (!isMap(item)) return textOf(item) ?? [];
    const parts = Object.entries(item)
      .filter(([key]) => key !== 'type' && key !== '@type')
      .map(([key, inner]) => ({ key, said: saidBy(inner).join(', ') }))
      .filter(({ said }) => said !== '');
    if (parts.length === 0) return [];
    return [parts.map(({ key, said }) => (parts.length === 1 ? said : `${key}: ${said}`)).join('; ')];
  });
}
