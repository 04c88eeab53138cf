import type { Static } from 'typebox'
import { isEmpty, isPlainObject, valueError } from '../parse/rules.ts'
import {
  Checked,
  CheckedInput,
  Dict,
  DictOf,
  Initially,
  Maybe,
  Model,
  Name,
  StrictModel,
  stored,
  Uuid,
} from '../schema.ts'
import Type from '../type.ts'
import { BlockSchema } from './block-schemas.ts'
import { BlockType } from './block-types.ts'

export const BlockDocument = Model('BlockDocument', {
  ...stored,
  name: Maybe(Name()),
  data: Initially(Dict(), {}),
  block_schema_id: Uuid(),
  block_schema: Maybe(BlockSchema),
  block_type_id: Uuid(),
  block_type_name: Maybe(Type.String()),
  block_type: Maybe(BlockType),
  block_document_references: Initially(DictOf(Dict()), {}),
  is_anonymous: Type.Boolean({ default: false }),
})
export type BlockDocument = Static<typeof BlockDocument>

const checkNamed = (block: unknown) =>
  isPlainObject(block) && isEmpty(block.is_anonymous) && isEmpty(block.name)
    ? valueError('Names must be provided for block documents.')
    : undefined

const checkName = (name: string) =>
  /^[a-z0-9-]*\n?$/.test(name)
    ? undefined
    : valueError('Block document name must only contain lowercase letters, numbers, and dashes.')

export const BlockDocumentCreate = CheckedInput(
  StrictModel('BlockDocumentCreate', {
    name: Maybe(Checked(Name(), checkName)),
    data: Initially(Dict(), {}),
    block_schema_id: Uuid(),
    block_type_id: Uuid(),
    is_anonymous: Type.Boolean({ default: false }),
  }),
  checkNamed,
)
export type BlockDocumentCreate = Static<typeof BlockDocumentCreate>

export const BlockDocumentUpdate = StrictModel('BlockDocumentUpdate', {
  block_schema_id: Maybe(Uuid()),
  data: Initially(Dict(), {}),
  merge_existing_data: Type.Boolean({ default: true }),
})
export type BlockDocumentUpdate = Static<typeof BlockDocumentUpdate>
