import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Each page is a folder with an index.html; it is served below its own path. The engine's build takes what stands in target/static.
export default defineConfig({
  root: 'desk',
  base: '/work/',
  // The engine serves its own favicon beside the pages.
  plugins: [vue({ template: { transformAssetUrls: false } })],
  build: { outDir: '../target/static/work', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false }, chunkSizeWarningLimit: 700 },
  server: { port: 8092, proxy: Object.fromEntries(['/api', '/login', '/logout', '/favicon.svg'].map(path => [path, process.env.ZHIYIN_URL ?? 'http://127.0.0.1:8093'])) },
  test: { root: '.', include: ['desk/**/*.test.ts'] }
} as Parameters<typeof defineConfig>[0]);
