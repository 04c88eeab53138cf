export {
  type BadReference,
  type DocumentReference,
  type Separated,
  separateReferences,
} from './block-references.ts'
export {
  buildDocuments,
  type DocumentEdge,
  type DocumentParts,
  type StoredDocument,
} from './build-documents.ts'
export { fieldsBuilder, type SchemaEdge, type StoredSchema } from './build-fields.ts'
export { readExactJson } from './exact-json.ts'
export {
  definitionOf,
  definitionsOf,
  type SchemaReference,
  schemaChecksum,
  schemaReferences,
  storedFields,
} from './schema-fields.ts'
export { OBFUSCATED, obfuscateSecrets, restoreSecrets } from './secrets.ts'
