#!/usr/bin/env node
import module from 'node:module';

// An older Node must get as far as being told so: this file uses nothing new, and loads all else afterwards.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 13)) {
  process.stderr.write(`error: jurismap needs Node 20.13 or newer, and this is ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  // Reading compiled code from the cache takes off a good part of the start. Node 20 has no such cache.
  module.enableCompileCache?.();
  if (!('groupBy' in Map)) await import('./es2024.ts');
  const { run } = await import('./run.ts');
  await run(process.argv);
}
