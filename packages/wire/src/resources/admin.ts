import type { Static } from 'typebox'
import { DateTime, Maybe, Model, stored, Uuid } from '../schema.ts'
import Type from '../type.ts'

export const CsrfToken = Model('CsrfToken', {
  ...stored,
  token: Type.String(),
  client: Type.String(),
  expiration: DateTime(),
})
export type CsrfToken = Static<typeof CsrfToken>

export const ServerDefaultResultStorage = Model('ServerDefaultResultStorage', {
  default_result_storage_block_id: Maybe(Uuid()),
})
export type ServerDefaultResultStorage = Static<typeof ServerDefaultResultStorage>

export const ServerDefaultResultStorageUpdate = Model('ServerDefaultResultStorageUpdate', {
  default_result_storage_block_id: Uuid(),
})
export type ServerDefaultResultStorageUpdate = Static<typeof ServerDefaultResultStorageUpdate>
