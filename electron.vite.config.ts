import { resolve } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'

const at = (path: string) => resolve(import.meta.dirname, path)

// electron-vite's preset makes addresses relative, for pages in files. Ours are served, and one opened at /work/<id> must find its parts too.
const absoluteBase: Plugin = { name: 'absolute-base', enforce: 'post', config: () => ({ base: '/' }) }

// Small packages of many files become part of ours: looking each file up would be half of a thread's start.
const bundled = ['@orpc/client', '@orpc/contract', '@orpc/server', 'chardet', 'commander', 'file-type', 'franc', 'zod']

// Every entry of the Node side is built in one pass, so that hosts, threads and the command line share their chunks.
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      externalizeDeps: { exclude: bundled },
      rolldownOptions: {
        input: {
          electron: at('src/main/hosts/electron/main.ts'),
          web: at('src/main/hosts/web/main.ts'),
          cli: at('src/main/hosts/cli/main.ts'),
          'core-thread': at('src/main/workers/core-thread.ts'),
          'compute-thread': at('src/main/workers/compute-thread.ts'),
          'archive-thread': at('src/main/workers/archive-thread.ts'),
          'index-thread': at('src/main/workers/index-thread.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      externalizeDeps: false,
      rolldownOptions: {
        input: { bridge: at('src/preload/bridge.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react(), tailwindcss(), absoluteBase],
    build: {
      outDir: 'out/renderer',
      // Fonts and pictures stay files of their own: the content policy allows no data: fonts.
      assetsInlineLimit: 0,
      rolldownOptions: { input: at('src/renderer/index.html') },
    },
  },
})
