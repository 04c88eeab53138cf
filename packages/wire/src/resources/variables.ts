import type { Static } from 'typebox'
import { lengthOf, type Problem, valueError } from '../parse/rules.ts'
import {
  Anything,
  Checked,
  Dict,
  Documented,
  FreeInteger,
  ListOf,
  Maybe,
  Model,
  Nullable,
  StrictModel,
  stored,
} from '../schema.ts'
import Type from '../type.ts'

const VariableValue = Type.Union([
  Type.String(),
  FreeInteger(),
  Type.Boolean(),
  Type.Number(),
  Dict(),
  Type.Array(Anything()),
])

const MAX_VALUE_LENGTH = 5_000
const MAX_NAME_LENGTH = 255
const utf8 = new TextEncoder()

const checkValue = (value: unknown) =>
  value !== null && utf8.encode(JSON.stringify(value)).length > MAX_VALUE_LENGTH
    ? valueError(`Variable value must be less than ${MAX_VALUE_LENGTH} characters`)
    : undefined

const checkName = (name: string) =>
  /^[a-z0-9_-]*\n?$/.test(name)
    ? undefined
    : valueError('Variable name must only contain lowercase letters, numbers, and dashes or underscores.')

const checkNameLength = (name: string): Problem | undefined => {
  const length = lengthOf(name)
  if (length <= MAX_NAME_LENGTH) return undefined
  return {
    type: 'too_long',
    msg: `Value should have at most ${MAX_NAME_LENGTH} items after validation, not ${length}`,
    ctx: { field_type: 'Value', max_length: MAX_NAME_LENGTH, actual_length: length },
  }
}

const VariableName = Documented(Checked(Type.String(), checkName, checkNameLength), {
  maxLength: MAX_NAME_LENGTH,
})

export const Variable = Model('Variable', {
  ...stored,
  name: VariableName,
  value: Nullable(VariableValue),
  tags: ListOf(Type.String()),
})
export type Variable = Static<typeof Variable>

export const VariableCreate = StrictModel('VariableCreate', {
  name: VariableName,
  value: Checked(Nullable(VariableValue), checkValue),
  tags: ListOf(Type.String()),
})
export type VariableCreate = Static<typeof VariableCreate>

export const VariableUpdate = StrictModel('VariableUpdate', {
  name: Maybe(VariableName),
  value: Checked(Maybe(VariableValue), checkValue),
  tags: Maybe(Type.Array(Type.String())),
})
export type VariableUpdate = Static<typeof VariableUpdate>
