import { HttpProblem } from './problem.ts';

/** A version of a system as far as its tag is concerned. */
interface Tagged {
  version: number;
  profileDigest: string;
}

/** The entity tag of a system's current version. */
export function entityTag({ version, profileDigest }: Tagged): string {
  return `"${version}-${profileDigest.slice(0, 16)}"`;
}

/**
 * Refuses a change unless the caller has seen the current version.
 *
 * @param ifMatch the header: entity tags with commas between, or `*` for whatever is there
 * @throws HttpProblem when it is missing, or names other versions only
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-if-match (weak tags never match)
 */
export function requireMatch(ifMatch: string | undefined, current: Tagged): void {
  const tag = entityTag(current);
  if (ifMatch === undefined) {
    throw new HttpProblem(
      'precondition-required',
      'send the ETag of the version you have seen as If-Match; GET answers with it',
    );
  }
  const named = ifMatch.split(',').map((one) => one.trim());
  if (named.includes('*') || named.includes(tag)) return;
  throw new HttpProblem('stale', `the current version is ${current.version}; read it and try again`, {
    etag: tag,
  });
}
