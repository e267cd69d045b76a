import * as z from 'zod';
import * as keys from './keys.ts';
import type { Page, Paging, Table } from './table.ts';

const TenantSchema = z.object({ tenant: z.string() });

/** Enters a tenant in the list of tenants; one that is there already stays as it is. */
export async function enterTenant(table: Table, tenant: string): Promise<void> {
  await table.put({ ...keys.tenant(tenant), tenant }, { ConditionExpression: 'attribute_not_exists(pk)' });
}

/** Every tenant that ever registered a system. Only scheduled work asks; no request of a tenant does. */
export async function listTenants(table: Table, page: Paging): Promise<Page<string>> {
  const range = { partition: keys.TENANTS, prefix: '', ...page };
  const { items, next } = await table.list(range, TenantSchema);
  return { items: items.map(({ tenant }) => tenant), next };
}
