// Bundles the unit tests and lets Node's own runner run them.
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const here = new URL('.', import.meta.url).pathname;
const names = readdirSync(`${here}unit`).filter((name) => name.endsWith('.test.ts'));
rmSync(`${here}built`, { recursive: true, force: true });
await build({
  entryPoints: names.map((name) => `${here}unit/${name}`),
  outdir: `${here}built`,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node18',
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, ['--test', ...names.map((name) => `${here}built/${name.replace(/\.ts$/, '.mjs')}`)], { stdio: 'inherit' });
process.exit(run.status ?? 1);
