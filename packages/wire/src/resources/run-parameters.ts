import { type ParseContext, type Problem, valueError } from '../parse/rules.ts'
import { Checked, Dict, Initially } from '../schema.ts'

/** Refuses parameters whose compact JSON is too large to keep. [C7] */
function checkSize(parameters: unknown, { limits: { maxParameterSize } }: ParseContext): Problem | undefined {
  if (maxParameterSize === 0) return undefined
  const size = asciiJsonLength(parameters)
  if (size <= maxParameterSize) return undefined
  const [limit, actual] = [maxParameterSize, size].map((bytes) => bytes.toLocaleString('en-US'))
  return valueError(
    `Flow run parameters must be less than ${limit} bytes when serialized (got ${actual} bytes).`,
  )
}

/** Bytes of the compact JSON in which every character beyond ASCII is an escape of six, as Python writes it. */
function asciiJsonLength(value: unknown): number {
  const text = JSON.stringify(value)
  let length = text.length
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) > 0x7f) length += 5
  return length
}

/** Parameters of a run, empty if they were not sent. */
export const RunParameters = () => Initially(Checked(Dict(), checkSize), {})
