#!/usr/bin/env node
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { exceptions } from './exceptions.mjs'

/*
 * The gate: format, lint, cycles and boundaries between packages (Biome), types, unused code, duplication, length
 * of files, and documents that must agree with the sources. Prints what is wrong, exits 1 if anything is.
 */

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const MAX_LINES = 400

const bin = (name) => fileURLToPath(new URL(`../node_modules/${name}`, import.meta.url))
const node = (...args) => run(process.execPath, args)

const checks = {
  'format and lint': () =>
    node(bin('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '--error-on-warnings', '.'),
  types: () => node(bin('typescript/bin/tsc'), '--noEmit', '-p', '.'),
  'unused code': () => node(bin('knip/bin/knip.js'), '--no-progress', '--no-config-hints'),
  duplication,
  'file length': fileLength,
  'docs/settings.md': () => node('scripts/node.mjs', 'scripts/settings-docs.ts', '--check'),
  'docs/rules.md': () => node('scripts/rules.mjs'),
}

/** Runs a program; resolves with what it printed if it failed, else with nothing. */
function run(command, args) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: ROOT })
    let printed = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        printed += text
      })
    }
    child.on('error', (error) => resolve(String(error)))
    child.on('close', (code) => resolve(code === 0 ? '' : printed || `exit code ${code}`))
  })
}

async function duplication() {
  const failure = await node(bin('jscpd/run-jscpd.js'), '-c', '.jscpd.json')
  if (failure) return failure
  const { duplicates } = JSON.parse(readFileSync(`${ROOT}.cache/duplicates/jscpd-report.json`, 'utf8'))
  const isKnown = (pair) =>
    exceptions.duplicates.some((known) => pair.every((file) => file.startsWith(known.in)))
  return duplicates
    .filter(({ firstFile, secondFile }) => !isKnown([firstFile.name, secondFile.name]))
    .map(({ firstFile, secondFile, lines }) => {
      return `${firstFile.name}:${firstFile.start} and ${secondFile.name}:${secondFile.start}: ${lines} lines alike`
    })
    .join('\n')
}

async function fileLength() {
  const files = await new Promise((resolve) => {
    const child = spawn('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.mjs'], { cwd: ROOT })
    let listed = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      listed += text
    })
    child.on('close', () => resolve(listed.split('\n').filter((file) => file !== '')))
  })
  const isKnown = (file) => exceptions.longFiles.some((known) => known.file === file)
  return files
    .filter((file) => !isKnown(file))
    .map((file) => ({ file, lines: countLines(file) }))
    .filter(({ lines }) => lines > MAX_LINES)
    .map(({ file, lines }) => `${file} has ${lines} lines; split it (at most ${MAX_LINES})`)
    .join('\n')
}

function countLines(file) {
  try {
    return readFileSync(ROOT + file, 'utf8').split('\n').length - 1
  } catch {
    return 0 // deleted, and git does not know yet
  }
}

/** Runs the checks, as many at once as there are processors. */
async function main() {
  const waiting = Object.entries(checks)
  let failed = 0
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [name, check] = next
      const problems = await check()
      if (problems) failed++
      process.stdout.write(problems ? `✗ ${name}\n${problems.trimEnd()}\n\n` : `✓ ${name}\n`)
    }
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  process.exitCode = failed > 0 ? 1 : 0
}

await main()
