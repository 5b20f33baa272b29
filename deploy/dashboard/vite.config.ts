import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: {
    target: 'es2022',
    // The chart library is most of it; it changes seldom and is cached for good.
    chunkSizeWarningLimit: 900,
    assetsInlineLimit: 0,
  },
  server: { host: '127.0.0.1' },
});
