import { pathToFileURL } from 'node:url';

// node import-once.ts FILE: prints how many milliseconds it took to import a bundle, and since the process started.

const started = performance.now();
await import(pathToFileURL(process.argv[2] ?? '').href);
const ready = performance.now();
console.log(JSON.stringify({ import: ready - started, start: ready }));
