import { CallError } from '../call-error.ts';

/** What is sent to this machine leaves it never. */
const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The address of a service that is given profiles or tokens.
 *
 * @param named what names it, such as `--api`
 * @throws CallError for one that is not https, unless it is on this machine; never repeats a password in it
 */
export function serviceAddress(text: string, named: string): URL {
  if (!URL.canParse(text)) {
    throw new CallError(`${named} is no address`, 'write it in full, such as https://jurismap.example.org');
  }
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') {
    throw new CallError(`${named} has a name or a password in it`, 'give a token by JURISMAP_TOKEN instead');
  }
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && THIS_MACHINE.has(url.hostname));
  if (!isPrivate) {
    throw new CallError(
      `${named} is "${url.protocol}//${url.host}", and only https keeps a token and a profile private`,
      'http is for localhost alone',
    );
  }
  return url;
}

/**
 * Where a deployed Jurismap is, without a slash at the end; `/v1/…` follows.
 *
 * @throws CallError
 */
export function apiAddress(text: string): string {
  const url = serviceAddress(text, '--api');
  if (url.search !== '' || url.hash !== '') {
    throw new CallError('--api has more than an address in it', 'leave out what follows "?" or "#"');
  }
  return `${url.origin}${url.pathname.replace(/\/+(v1\/*)?$/, '')}`;
}
