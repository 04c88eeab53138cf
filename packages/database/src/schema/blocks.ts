import { identity, optional, primaryKey, required, type Table, withDefault } from './describe.ts'

export const blockType = {
  columns: {
    ...identity,
    name: required('text'),
    logo_url: optional('text'),
    documentation_url: optional('text'),
    description: optional('text'),
    code_example: optional('text'),
    is_protected: withDefault('boolean', false),
    slug: required('text'),
  },
  primaryKey: primaryKey('block_type'),
  indexes: [
    { name: 'ix_block_type__updated', columns: 'updated' },
    { name: 'ix_block_type_name_case_insensitive', columns: 'name', only: 'sqlite' },
    { name: 'uq_block_type__slug', columns: 'slug', unique: true },
    { name: 'trgm_ix_block_type_name', columns: 'name gin_trgm_ops', only: 'postgresql', using: 'gin' },
  ],
} as const satisfies Table

export const blockSchema = {
  columns: {
    ...identity,
    fields: withDefault('json', '{}'),
    block_type_id: required('uuid'),
    checksum: required('text'),
    capabilities: withDefault('json', '[]'),
    version: withDefault('text', 'non-versioned'),
  },
  primaryKey: primaryKey('block_schema'),
  foreignKeys: [
    {
      name: 'fk_block_schema__block_type_id__block_type',
      column: 'block_type_id',
      references: 'block_type',
      onDelete: 'CASCADE',
    },
  ],
  indexes: [
    { name: 'ix_block_schema__block_type_id', columns: 'block_type_id' },
    { name: 'ix_block_schema__created', columns: 'created' },
    { name: 'ix_block_schema__updated', columns: 'updated' },
    { name: 'uq_block_schema__checksum_version', columns: 'checksum, version', unique: true },
    { name: 'ix_block_schema__capabilities', columns: 'capabilities', only: 'postgresql', using: 'gin' },
  ],
  postgresqlOrder: ['checksum', 'block_type_id'],
} as const satisfies Table

export const blockSchemaReference = {
  columns: {
    ...identity,
    name: required('text'),
    parent_block_schema_id: required('uuid'),
    reference_block_schema_id: required('uuid'),
  },
  primaryKey: primaryKey('block_schema_reference'),
  foreignKeys: [
    {
      name: 'fk_block_schema_reference__parent_block_schema_id__block_schema',
      column: 'parent_block_schema_id',
      references: 'block_schema',
      onDelete: 'CASCADE',
    },
    {
      name: 'fk_block_schema_reference__reference_block_schema_id__block_schema',
      column: 'reference_block_schema_id',
      references: 'block_schema',
      onDelete: 'CASCADE',
      postgresqlName: 'fk_block_schema_reference__reference_block_schema_id__b_6e5d',
    },
  ],
  indexes: [{ name: 'ix_block_schema_reference__updated', columns: 'updated' }],
} as const satisfies Table

export const blockDocument = {
  columns: {
    ...identity,
    name: required('text'),
    data: withDefault('json', '{}'),
    block_schema_id: required('uuid'),
    block_type_id: required('uuid'),
    is_anonymous: withDefault('boolean', false),
    block_type_name: optional('text'),
  },
  primaryKey: primaryKey('block_document'),
  foreignKeys: [
    {
      name: 'fk_block__block_schema_id__block_schema',
      column: 'block_schema_id',
      references: 'block_schema',
      onDelete: 'CASCADE',
    },
    {
      name: 'fk_block_document__block_type_id__block_type',
      column: 'block_type_id',
      references: 'block_type',
      onDelete: 'CASCADE',
    },
  ],
  indexes: [
    { name: 'ix_block_document__block_type_name__name', columns: 'block_type_name, name' },
    { name: 'ix_block_document__is_anonymous', columns: 'is_anonymous' },
    { name: 'ix_block_document__name', columns: 'name' },
    { name: 'ix_block_document__updated', columns: 'updated' },
    { name: 'ix_block_document_name_case_insensitive', columns: 'name COLLATE NOCASE', only: 'sqlite' },
    { name: 'uq_block__type_id_name', columns: 'block_type_id, name', unique: true },
    { name: 'trgm_ix_block_document_name', columns: 'name gin_trgm_ops', only: 'postgresql', using: 'gin' },
  ],
} as const satisfies Table

export const blockDocumentReference = {
  columns: {
    ...identity,
    name: required('text'),
    parent_block_document_id: required('uuid'),
    reference_block_document_id: required('uuid'),
  },
  primaryKey: primaryKey('block_document_reference'),
  foreignKeys: [
    {
      name: 'fk_block_document_reference__parent_block_document_id__block_document',
      column: 'parent_block_document_id',
      references: 'block_document',
      onDelete: 'CASCADE',
      postgresqlName: 'fk_block_document_reference__parent_block_document_id___328f',
    },
    {
      name: 'fk_block_document_reference__reference_block_document_id__block_document',
      column: 'reference_block_document_id',
      references: 'block_document',
      onDelete: 'CASCADE',
      postgresqlName: 'fk_block_document_reference__reference_block_document_i_5759',
    },
  ],
  checks: [
    {
      name: 'ck_block_document_reference__ck_block_document_reference__no_self_reference',
      postgresqlName: 'ck_block_document_reference__ck_block_document_referenc_824f',
      condition: 'parent_block_document_id != reference_block_document_id',
    },
  ],
  indexes: [{ name: 'ix_block_document_reference__updated', columns: 'updated' }],
} as const satisfies Table
