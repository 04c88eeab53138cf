import { isDeepStrictEqual } from 'node:util'
import type { Json } from '@reeve/wire'
import { valueAt, valuesAt } from './path.ts'
import type { Relation } from './scenario.ts'
import type { Answer } from './send.ts'
import { fill, type Vocabulary } from './vocabulary.ts'

/** Texts that say which relations an answer breaks. */
export function brokenRelations(
  relations: readonly Relation[],
  answer: Answer,
  vocabulary: Vocabulary,
): string[] {
  return relations
    .map((relation) => fill(relation as unknown as Json, vocabulary) as unknown as Relation)
    .filter((relation) => !holds(relation, answer))
    .map((relation) => `does not hold: ${JSON.stringify(relation)}, found ${foundText(relation, answer)}`)
}

function holds(relation: Relation, answer: Answer): boolean {
  const value = find(relation.at, answer)
  if ('equals' in relation) return isDeepStrictEqual(value, relation.equals)
  if ('differs' in relation) return value !== undefined && !isDeepStrictEqual(value, relation.differs)
  if ('above' in relation) return value !== undefined && value !== null && value > relation.above
  if ('between' in relation)
    return Number(value) >= relation.between[0] && Number(value) <= relation.between[1]
  if ('length' in relation) return Array.isArray(value) && value.length === relation.length
  return isDescending(valuesAt(answer.body, relation.at).map(String))
}

/** Whether each text is below the one before. */
export const isDescending = (texts: readonly string[]): boolean =>
  texts.every((text, i) => i === 0 || text < (texts[i - 1] as string))

function find(at: string, answer: Answer): Json | undefined {
  if (at === 'status') return answer.status
  if (at.startsWith('header:')) return answer.headers[at.slice('header:'.length)]
  return valueAt(answer.body, at)
}

const foundText = (relation: Relation, answer: Answer): string =>
  String(JSON.stringify(find(relation.at, answer) ?? null)).slice(0, 200)
