import { expect, test } from 'vitest'
import { newFernetKey, openFernet } from './fernet.ts'

const KEY = 'cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4='
/** Made by Python's cryptography with that key. */
const TOKEN =
  'gAAAAABpVbkAAAECAwQFBgcICQoLDA0OD9dmzqLYrsB3WLjBVOkvzX8zLEHHPbKQ6K7iafPzmXISbasRkyjcS7odQnbIlmyPDhsxOuG2mmfcA49GCitCq7acvWXHrgRfoz7x2JDaFskH'

test('reads what Python encrypted', () => {
  expect(JSON.parse(openFernet(KEY)?.decrypt(TOKEN) ?? '')).toEqual({ value: 'größe \u{1F40D}' })
})

test('what it encrypts is of Python’s form and comes back, with that key alone', () => {
  const key = newFernetKey()
  const token = openFernet(key)?.encrypt('secret', 1_767_225_600.9) ?? ''
  expect(token).toMatch(/^gAAAAABpVbkA[\w-]+={0,2}$/)
  expect(token.length % 4).toBe(0)
  expect(openFernet(key)?.decrypt(token)).toBe('secret')
  expect(openFernet(newFernetKey())?.decrypt(token)).toBeUndefined()
  expect(openFernet(key)?.decrypt(`${token.slice(0, -8)}AAAAAAA=`)).toBeUndefined()
  expect(openFernet(key)?.decrypt('nothing')).toBeUndefined()
})

test('a key is 32 bytes', () => {
  expect(openFernet('short')).toBeUndefined()
  expect(Buffer.from(newFernetKey(), 'base64url')).toHaveLength(32)
})
