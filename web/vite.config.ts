// The page is a folder of files that the program serves as they are. Nothing is inlined, because the server's content
// security policy allows neither inline scripts nor data: addresses.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { transformWithEsbuild, defineConfig, type Plugin } from 'vite';

/// Writes service_worker.js at the root (its scope is its folder), with the names of the files that make up the shell.
function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const files = Object.keys(bundle).filter((name) => !/countries-(10|50)m/.test(name) && name !== 'index.html');
      const path = new URL('src/service_worker.ts', import.meta.url).pathname;
      const source = await transformWithEsbuild(readFileSync(path, 'utf8'), path, { minify: true, target: 'es2022' });
      const shell = ['/', ...files.sort().map((name) => `/${name}`)];
      const version = createHash('sha256').update(source.code + shell.join()).digest('hex').slice(0, 12);
      const head = `const SHELL=${JSON.stringify(shell)},VERSION=${JSON.stringify(version)};`;
      this.emitFile({ type: 'asset', fileName: 'service_worker.js', source: head + source.code });
    },
  };
}

export default defineConfig({
  plugins: [svelte(), serviceWorker()],
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: true,
    sourcemap: false,
    reportCompressedSize: false,
  },
});
