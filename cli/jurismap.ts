#!/usr/bin/env node
import { enableCompileCache } from 'node:module';

// Reading compiled code from the cache takes off a good part of the start.
enableCompileCache();
const { run } = await import('./run.ts');
await run(process.argv);
