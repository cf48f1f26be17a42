import { defineConfig } from 'vite'

// The build that the gateway serves. `app` is the page's program, `theme` the few lines that run before anything is painted.
export default defineConfig({
  base: '/bot-performance/assets/',
  publicDir: false,
  build: {
    outDir: 'dist',
    assetsDir: '',
    manifest: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { app: 'src/main.tsx', theme: 'src/theme.ts', icon: 'src/style/icon.svg' },
      // The frame and all that it needs in one file: two dozen small ones are larger, and slower to come.
      output: { codeSplitting: { groups: [{ name: 'frame', test: /packages[\\/]dashboard[\\/]src[\\/]app[\\/]/ }] } },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
})
