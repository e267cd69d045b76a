import type { Pack } from '../../../engine/pack.ts';
import { provisionUrl } from '../../../engine/provision-url.ts';
import { html, type Markup } from './markup.ts';

/** A pinpoint that leads to the provision. */
export function pinpoint({ manifest }: Pack, cite: string): Markup {
  return html`<a class="pinpoint" href="${provisionUrl(manifest, cite)}" rel="noreferrer">${cite}</a>`;
}
