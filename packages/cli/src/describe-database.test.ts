import { expect, test } from 'vitest'
import { describeDatabase } from './describe-database.ts'

test.each([
  ['/home/me/reeve.db', '/home/me/reeve.db'],
  ['postgresql+asyncpg://me:se@cret@host:5432/db', 'postgresql+asyncpg://me:***@host:5432/db'],
  ['postgres://host/db?user=me&password=secret&x=1', 'postgres://host/db?user=me&password=***&x=1'],
  ['postgres://me@host/db', 'postgres://me@host/db'],
])('%s is shown as %s', (url, shown) => {
  expect(describeDatabase(url)).toBe(shown)
})
