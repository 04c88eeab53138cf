#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { becomeBundledNode } from './bundled-node.mjs'

const main = fileURLToPath(new URL('../packages/cli/src/main.mjs', import.meta.url))
becomeBundledNode(['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)])
