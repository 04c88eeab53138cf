import { expect, test } from 'vitest'
import { limitKey } from './limit-key.ts'

const ID = '9dc470d0-21e4-44df-a262-46a8bc049453'

test.each([ID, ID.toUpperCase(), ID.replaceAll('-', ''), `{${ID}}`, `urn:uuid:${ID}`])(
  '%s names a limit by its id',
  (text) => {
    expect(limitKey(text)).toEqual({ id: ID })
  },
)

test.each(['database', 'tag:gpu', 'deadbeef', `${ID}0`, 'g'.repeat(32)])(
  '%s names a limit by its name',
  (text) => {
    expect(limitKey(text)).toEqual({ name: text })
  },
)
