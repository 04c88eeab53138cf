import type { JsonObject } from '@reeve/wire'
import { readExactData } from '../../http/exact-json.ts'

/** A field of a body as it was parsed, its numbers as they were written in the text. [J4] */
export const exactField = (field: string, parsed: object, text: string | undefined): JsonObject =>
  ((text === undefined ? undefined : readExactData(text)[field]) ?? parsed) as JsonObject
