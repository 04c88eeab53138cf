import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'

const HERE = fileURLToPath(new URL('./bundle.mjs', import.meta.url))
const SOURCE = 'packages/cli/src/program.ts'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reeve-bundle-'))
  mkdirSync(join(root, 'packages/cli/src'), { recursive: true })
  cpSync(HERE, join(root, 'packages/cli/src/bundle.mjs'))
  writeFileSync(join(root, SOURCE), 'export {}')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** What lies in the temporary folder. */
const installation = () => import(pathToFileURL(join(root, 'packages/cli/src/bundle.mjs')).href)

async function makeBundle() {
  const { BUNDLE, MANIFEST, stampOf } = await installation()
  mkdirSync(BUNDLE, { recursive: true })
  writeFileSync(MANIFEST, JSON.stringify({ [SOURCE]: stampOf(join(root, SOURCE)) }))
}

/** The file that would run, from the root. */
const located = async () => fileURLToPath((await installation()).locateProgram()).slice(root.length + 1)

test('without a bundle the sources run', async () => {
  expect(await located()).toBe(SOURCE)
})

test('a bundle runs whose sources are as they were', async () => {
  await makeBundle()

  expect(await located()).toBe('node_modules/.cache/reeve/bundle/program.mjs')
})

test('a source of another size has the sources run', async () => {
  await makeBundle()
  writeFileSync(join(root, SOURCE), 'export const changed = true')

  expect(await located()).toBe(SOURCE)
})

test('a source of another time has the sources run, an older one too', async () => {
  await makeBundle()
  utimesSync(join(root, SOURCE), 1_000_000, 1_000_000)

  expect(await located()).toBe(SOURCE)
})

test('a source that is gone has the sources run', async () => {
  await makeBundle()
  rmSync(join(root, SOURCE))

  expect(await located()).toBe(SOURCE)
})

test('a bundle that was not finished has the sources run', async () => {
  await makeBundle()
  const { MANIFEST } = await installation()
  writeFileSync(MANIFEST, '{"packages/cli')

  expect(await located()).toBe(SOURCE)
})
