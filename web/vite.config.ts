// The page is a folder of files that the program serves as they are. Nothing is inlined, because the server's content
// security policy allows neither inline scripts nor data: addresses.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
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

/// Writes each text file packed beside it, as the server sends it to browsers that take it so.
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    writeBundle({ dir }) {
      for (const name of readdirSync(dir as string, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(html|js|css|json|svg|webmanifest)$/.test(name)) continue;
        const content = readFileSync(`${dir}/${name}`);
        if (content.length < 1000) continue;
        const quality = content.length > 200_000 ? 6 : 11;
        writeFileSync(`${dir}/${name}.gz`, gzipSync(content, { level: 9 }));
        writeFileSync(`${dir}/${name}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }));
      }
    },
  };
}

export default defineConfig({
  plugins: [svelte(), serviceWorker(), packed()],
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
