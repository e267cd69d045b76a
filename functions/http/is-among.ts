/** Whether a value passes a filter; without one, every value does. */
export function isAmong<T>(value: T, wanted: readonly T[] | undefined): boolean {
  return wanted === undefined || wanted.includes(value);
}
