import {
  type BlockDocument,
  type BlockSchema,
  type BlockType,
  type JsonObject,
  printInstant,
} from '@reeve/wire'

/** Blocks below each other at most. [J10] */
const MAX_DEPTH = 50
/** Blocks that one answer may show inside of a block, each counted as often as it is shown. */
const MAX_NESTED = 10_000

/** A block as it is kept, its data readable. */
export interface StoredDocument extends Omit<BlockDocument, 'block_document_references' | 'block_schema'> {
  readonly block_type: BlockType
}

/** That one block holds another. */
export interface DocumentEdge {
  readonly name: string
  readonly parent_block_document_id: string
  readonly reference_block_document_id: string
}

/** Everything that the answer to a request for blocks is made of. */
export interface DocumentParts {
  readonly documents: readonly StoredDocument[]
  readonly edges: readonly DocumentEdge[]
  readonly schemas: ReadonlyMap<string, BlockSchema>
}

/** Blocks hold so many others, or so deep, that they cannot be shown. */
export interface TooManyNested {
  readonly tooManyNested: string
}

/** What a block shows of those inside of it. */
interface Nested {
  readonly data: JsonObject
  readonly references: JsonObject
  /** Blocks inside, each counted as often as it is shown. */
  readonly count: number
  /** Blocks below each other. */
  readonly height: number
}

/** The blocks with these ids, in this order, each with the blocks that it holds in its data. [J10] */
export function buildDocuments(
  ids: readonly string[],
  { documents, edges, schemas }: DocumentParts,
): BlockDocument[] | TooManyNested {
  const byId = new Map(documents.map((document) => [document.id, document]))
  const below = Map.groupBy(edges, (edge) => edge.parent_block_document_id)
  const known = new Map<string, Nested>()

  function nest(document: StoredDocument, depth: number): Nested {
    const done = known.get(document.id)
    if (done) return done
    if (depth > MAX_DEPTH) throw new Unshowable()
    const data: JsonObject = { ...document.data }
    const references: JsonObject = {}
    let [count, height] = [0, 0]
    for (const { name, reference_block_document_id } of below.get(document.id) ?? []) {
      const child = byId.get(reference_block_document_id)
      if (!child) continue
      const inside = nest(child, depth + 1)
      count += inside.count + 1
      height = Math.max(height, inside.height + 1)
      if (count > MAX_NESTED || height > MAX_DEPTH) throw new Unshowable()
      data[name] = inside.data
      references[name] = { block_document: nestedReference(child, inside.references) }
    }
    const nested = { data, references, count, height }
    known.set(document.id, nested)
    return nested
  }

  try {
    return ids.flatMap((id): BlockDocument[] => {
      const document = byId.get(id)
      const schema = document && schemas.get(document.block_schema_id)
      if (!document || !schema) return []
      const { data, references } = nest(document, 0)
      return [
        {
          ...document,
          data,
          block_schema: schema,
          block_document_references: references as BlockDocument['block_document_references'],
        },
      ]
    })
  } catch (error) {
    if (!(error instanceof Unshowable)) throw error
    return {
      tooManyNested: `Block document reference graph exceeds max depth ${MAX_DEPTH}; refusing to recurse further.`,
    }
  }
}

/** Stops the walk from wherever it is. */
class Unshowable extends Error {}

const nestedReference = (document: StoredDocument, references: JsonObject): JsonObject => ({
  id: document.id,
  name: document.name ?? null,
  block_type: {
    ...document.block_type,
    created: printInstant(document.block_type.created as never),
    updated: printInstant(document.block_type.updated as never),
  } as never,
  is_anonymous: document.is_anonymous,
  block_document_references: references,
})
