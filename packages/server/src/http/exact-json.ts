import { readExactJson } from '@reeve/core/blocks'
import type { JsonObject } from '@reeve/wire'
import { readJson } from './json-text.ts'

/**
 * The object of a JSON text with its numbers as they were written: checksums tell 5.0 from 5, and a secret may be an
 * integer that JavaScript cannot count to. [J4]
 */
export function readExactData(text: string): JsonObject {
  try {
    return readExactJson(text) as JsonObject
  } catch {
    // Python writes NaN and Infinity, which only the slower reader knows.
    return readJson(text) as JsonObject
  }
}
