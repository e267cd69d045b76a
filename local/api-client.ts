import * as z from 'zod';

const FindingSchema = z.object({
  pack: z.string(),
  rule: z.string(),
  kind: z.string(),
  force: z.string(),
  severity: z.string(),
  title: z.string(),
  cite: z.string(),
  role: z.string().nullable(),
  outcome: z.string(),
  appliesFrom: z.string().nullable(),
  missing: z.array(z.string()),
});
export type ApiFinding = z.infer<typeof FindingSchema>;

const FindingsPage = z.object({ findings: z.array(FindingSchema), cursor: z.string().nullish() });
const ProblemSchema = z.object({ title: z.string(), detail: z.string().optional() });

/** Calls the API as any program would: over HTTP, with a token. */
export class ApiClient {
  private readonly url: string;
  private readonly token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  /** Registers a system, or gives one that is there a new version of its profile. */
  async submit(system: string, profile: unknown): Promise<void> {
    const path = `/v1/systems/${system}`;
    const current = await this.send('GET', path);
    if (current.status === 404) await this.expect(201, 'POST', '/v1/systems', profile);
    else await this.expect(200, 'PUT', path, profile, { 'if-match': current.headers.get('etag') ?? '' });
  }

  /** Evaluates the stored profile under every pack and stores the findings. */
  async assess(system: string): Promise<void> {
    await this.expect(201, 'POST', `/v1/systems/${system}/assessments`, {});
  }

  /** All current findings of a system. */
  async findings(system: string): Promise<ApiFinding[]> {
    const findings: ApiFinding[] = [];
    let cursor: string | null | undefined;
    do {
      const query = cursor ? `?cursor=${encodeURIComponent(cursor)}` : '';
      const response = await this.expect(200, 'GET', `/v1/systems/${system}/findings${query}`);
      const page = FindingsPage.parse(await response.json());
      findings.push(...page.findings);
      cursor = page.cursor;
    } while (cursor);
    return findings;
  }

  private async expect(
    status: number,
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await this.send(method, path, body, headers);
    if (response.status === status) return response;
    const problem = ProblemSchema.safeParse(await response.json().catch(() => undefined));
    const reason = problem.success ? (problem.data.detail ?? problem.data.title) : 'no reason given';
    throw new Error(`${method} ${path} was answered ${response.status}: ${reason}`);
  }

  private send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    return fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}
