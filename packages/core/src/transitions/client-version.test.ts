import { expect, it } from 'vitest'
import {
  CLIENT_WITH_LEASES,
  CLIENT_WITHOUT_RESULT_STORAGE,
  CURRENT_CLIENT,
  isClientAtLeast,
  isClientAtMost,
  speaksApi,
} from './client-version.ts'

it.each([
  ['3.4.11', true],
  ['3.4.11.post1', true],
  ['3.4.11+5.gabc', true],
  ['3.4.12.dev3', true],
  ['3.10.0', true],
  ['4.0.0', true],
  ['3.4.10', false],
  ['3.4.11rc1', false],
  ['3.4.11a2', false],
  ['3.4.11.dev5', false],
  ['2.20.30', false],
  ['nonsense', false],
  [null, false],
])('a client of %s renews its lease: %j', (version, renews) => {
  expect(isClientAtLeast({ version, apiVersion: null }, CLIENT_WITH_LEASES)).toBe(renews)
})

it.each([
  ['3.3.7', false],
  ['3.3.6', false],
  ['3.3.7rc1', false],
  ['2.20.30', false],
  ['3.3.7.post1', true],
  ['3.3.8', true],
  ['3.3.8.dev1', true],
  ['nonsense', true],
  [null, true],
])('a client of %s knows blocks for results: %j', (version, knows) => {
  expect(isClientAtMost({ version, apiVersion: null }, CLIENT_WITHOUT_RESULT_STORAGE)).toBe(!knows)
})

it.each([
  [null, true],
  [[0, 8, 4], true],
  [[0, 8, 3], false],
  [[0, 9, 0], true],
  [[1, 0, 0], true],
  [[0, 7, 9], false],
] as const)('API %j is at least 0.8.4: %j', (apiVersion, expected) => {
  expect(speaksApi({ version: null, apiVersion }, [0, 8, 4])).toBe(expected)
})

it('the server itself speaks the newest API', () => {
  expect(speaksApi(CURRENT_CLIENT, [99, 0, 0])).toBe(true)
})
