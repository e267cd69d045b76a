import type { Route } from './cloud.ts';

/** A route and what stands in the places of its path parameters. */
export interface Match {
  readonly route: Route;
  readonly parameters: Record<string, string>;
}

/**
 * Finds the route for a request; a path written out wins over one with parameters, as in API Gateway.
 *
 * @throws URIError when the path is not properly percent-encoded
 */
export function findRoute(routes: readonly Route[], method: string, path: string): Match | undefined {
  const matches = routes
    .filter((route) => route.method === method)
    .flatMap((route) => {
      const parameters = matchPath(route.path, path);
      return parameters === undefined ? [] : [{ route, parameters }];
    });
  const [best] = matches.sort((a, b) => Object.keys(a.parameters).length - Object.keys(b.parameters).length);
  return best;
}

function matchPath(template: string, path: string): Record<string, string> | undefined {
  const wanted = template.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parameters: Record<string, string> = Object.create(null);
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? '';
    if (!segment.startsWith('{')) {
      if (segment !== value) return undefined;
    } else if (value === '') return undefined;
    else parameters[segment.slice(1, -1)] = decodeURIComponent(value);
  }
  return { ...parameters };
}
