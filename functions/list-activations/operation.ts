import * as z from 'zod';
import { ActivationEntry } from '../http/activation.ts';
import { NO_HEADERS, NO_PARAMETERS, type Operation } from '../http/operation.ts';
import { paging } from '../http/parameters.ts';
import { READERS } from '../http/scopes.ts';

export const operation = {
  name: 'list-activations',
  method: 'GET',
  path: '/v1/activations',
  scopes: READERS,
  table: 'read',
  summary: 'Which versions of your own packs were put in force, by whom, when and why',
  parameters: { path: NO_PARAMETERS, query: z.strictObject(paging), header: NO_HEADERS },
  response: {
    status: 200,
    description: 'A page of activations, the latest first',
    schema: z.strictObject({ activations: z.array(ActivationEntry), cursor: z.string().nullable() }),
  },
  problems: [],
} satisfies Operation;
