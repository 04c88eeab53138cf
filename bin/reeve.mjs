#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { runOnBundledNode } from './bundled-node.mjs'

const main = fileURLToPath(new URL('../packages/cli/src/main.ts', import.meta.url))
runOnBundledNode(['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)])
