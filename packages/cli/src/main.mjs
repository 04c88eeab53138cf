import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { locateProgram } from './bundle.mjs'

// Before anything else is loaded, and in plain JavaScript: with everything in the cache, the part of Node that
// strips types is never loaded, which saves 30 ms and 17 MB, and as much again in each thread. Threads know of the
// cache by the variable alone.
const cache = fileURLToPath(new URL('../../../node_modules/.cache/reeve/compiled', import.meta.url))
process.env.NODE_COMPILE_CACHE ??= cache
enableCompileCache(process.env.NODE_COMPILE_CACHE)
const { run } = await import(locateProgram())
await run(process.argv)
