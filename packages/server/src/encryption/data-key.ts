import type { Db } from '@reeve/database'
import { addConfiguration } from '@reeve/database/queries/configuration/add-configuration'
import { readConfiguration } from '@reeve/database/queries/configuration/read-configuration'
import { type JsonObject, millisecondsOf } from '@reeve/wire'
import type { Context } from '../context.ts'
import { Refused } from '../http/errors.ts'
import { readExactData } from '../http/exact-json.ts'
import { type Fernet, newFernetKey, openFernet } from './fernet.ts'

/** Where the reference keeps its key, so that a database can go both ways. [J11] */
const KEY = 'ENCRYPTION_KEY'

/** What makes data unreadable to those who only have the database's tables of blocks. */
export interface DataKey {
  encrypt(data: JsonObject): string
  /** Undefined if it was encrypted with another key. */
  decrypt(token: string): JsonObject | undefined
}

/** The key of the settings, or of this database. Without either nothing can be read. */
export async function openDataKey(ctx: Context, db: Db): Promise<DataKey> {
  const key = ctx.settings['reeve.encryption_key'] || keyOf(await readConfiguration(db, KEY))
  return dataKey(ctx, key)
}

/** As `openDataKey`, inside of `write`: makes the key if there is none, once, whichever replica comes first. */
export async function ensureDataKey(ctx: Context, db: Db): Promise<DataKey> {
  if (!ctx.settings['reeve.encryption_key'] && (await readConfiguration(db, KEY)) === undefined) {
    const value = { fernet_key: newFernetKey() }
    await addConfiguration(db, { id: ctx.ids.next(), key: KEY, value, now: ctx.clock.now() })
  }
  return openDataKey(ctx, db)
}

const keyOf = (value: unknown): string | undefined =>
  typeof value === 'object' && value !== null && 'fernet_key' in value ? String(value.fernet_key) : undefined

function dataKey({ clock }: Context, key: string | undefined): DataKey {
  const fernet: Fernet | undefined = key === undefined ? undefined : openFernet(key)
  return {
    encrypt(data) {
      if (!fernet) throw unreadable()
      return fernet.encrypt(JSON.stringify(data), millisecondsOf(clock.now()) / 1000)
    },
    decrypt(token) {
      const text = fernet?.decrypt(token)
      return text === undefined ? undefined : readExactData(text)
    },
  }
}

/** There is no key, or it is not the one that data was encrypted with. */
export const unreadable = () =>
  new Refused(
    409,
    'Cannot read what blocks hold: it was encrypted with another key. Start the server with the key that it was' +
      ' encrypted with in PREFECT_SERVER_ENCRYPTION_KEY.',
  )
