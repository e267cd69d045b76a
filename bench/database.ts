import { startDatabase } from '../local/database.ts';
import { TABLE } from './table.ts';

// node database.ts: an embedded database in a process of its own, so that its work is not counted with its client's.

const { endpoint } = await startDatabase([TABLE]);
process.send?.(endpoint);
