import { expect, test } from 'vitest'
import { dataFolder } from './folders.ts'

test.each([
  ['linux', {}, '/home/me/.local/share/reeve'],
  ['linux', { XDG_DATA_HOME: '/data' }, '/data/reeve'],
  ['darwin', {}, '/home/me/Library/Application Support/reeve'],
  ['win32', { LOCALAPPDATA: '/local' }, '/local/reeve'],
] as const)('data on %s with %j is in %s', (platform, env, folder) => {
  expect(dataFolder({ platform, env, home: '/home/me' })).toBe(folder)
})
