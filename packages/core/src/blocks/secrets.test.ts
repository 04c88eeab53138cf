import fc from 'fast-check'
import { expect, test } from 'vitest'
import { OBFUSCATED, obfuscateSecrets, restoreSecrets } from './secrets.ts'

const fields = { secret_fields: ['password', 'deep.token', 'all.*'] }

test('secrets of any kind are made unreadable, null is none', () => {
  expect(obfuscateSecrets({ password: { a: 'x' }, deep: { token: [1], other: 2 } }, fields)).toEqual({
    password: OBFUSCATED,
    deep: { token: OBFUSCATED, other: 2 },
  })
  expect(obfuscateSecrets({ password: null, all: { a: { b: null } } }, fields)).toEqual({
    password: null,
    all: { a: { b: OBFUSCATED } },
  })
})

test('whatever was shown and is sent back leaves everything as it was', () => {
  const data = fc.dictionary(fc.constantFrom('password', 'deep', 'all', 'token', 'a'), fc.jsonValue())
  fc.assert(
    fc.property(data, (value) => {
      const current = value as never
      expect(restoreSecrets(obfuscateSecrets(current, fields), current, fields)).toEqual(current)
    }),
  )
})

test('asterisks that stand for nothing are what they are', () => {
  expect(restoreSecrets({ password: OBFUSCATED, user: OBFUSCATED }, { user: 'me' }, fields)).toEqual({
    password: OBFUSCATED,
    user: OBFUSCATED,
  })
})
