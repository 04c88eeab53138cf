import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Step, scenario } from '../../framework/scenario.ts'
import { createBlockSchema, createBlockType } from '../../setup/blocks.ts'
import { get, post, remove } from '../../setup/flow-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const text = { title: 'Text', type: 'string' }
const plain: JsonObject = {
  title: 'Plain',
  type: 'object',
  block_type_slug: 'plain',
  properties: { text, count: { type: 'integer', default: 5 } },
  required: ['text'],
}

const object = (title: string, properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  title,
  type: 'object',
  properties,
  ...more,
})
const at = (name: string): JsonObject => ({ $ref: `#/definitions/${name}` })

/** Fields whose checksum is not the same in every language. */
const FIELDS: readonly [string, JsonObject][] = [
  ['no fields', {}],
  ['plain fields', plain],
  ['secret fields', { ...plain, secret_fields: ['text', 'deep.*'] }],
  [
    'secret fields further down',
    object('Deep', { a: { secret_fields: ['x'], b: [{ secret_fields: ['y'] }] } }),
  ],
  [
    'texts beyond ASCII',
    object('Größe \u{1F40D} \u007f "\\ \n', { ö: { type: 'string' }, '\u{1F40D}': {}, '\uffee': {} }),
  ],
  [
    'numbers of every size',
    object('Numbers', { n: { enum: [0, -1, 0.1, 1e-7, 123456.789, 1e300, -2.5e-9] } }),
  ],
  ['empty definitions', { definitions: {} }],
  ['null definitions', { definitions: null }],
  ['a list of definitions', { definitions: ['a'] }],
  ['definitions that nothing refers to', object('Unused', {}, { definitions: { A: text } })],
  [
    'definitions that lead to others',
    object(
      'Used',
      { a: at('A'), l: { anyOf: [{ type: 'null' }, { items: at('L') }] } },
      {
        definitions: { A: object('A', { b: at('B') }), B: text, L: { enum: [1, 2] }, Z: text },
      },
    ),
  ],
  [
    'definitions of blocks that nothing is said of',
    object(
      'Blocks',
      { a: at('A') },
      { definitions: { A: { ...object('A', { b: at('B') }), block_type_slug: 'a' }, B: text } },
    ),
  ],
  ['a definition that is not there', object('Lost', { a: at('Nowhere') }, { definitions: { A: text } })],
  ['no references', { ...plain, block_schema_references: {} }],
]

const REFUSED: readonly [string, Json][] = [
  ['no type', { fields: {} }],
  ['a type that is none', { fields: {}, block_type_id: 'x' }],
  ['an unknown type', { fields: {}, block_type_id: UNKNOWN }],
  ['a text as fields', { fields: 'x', block_type_id: '$(type)' }],
  ['a text as capabilities', { block_type_id: '$(type)', capabilities: 'x' }],
  ['a null version', { block_type_id: '$(type)', version: null }],
  ['an unknown key', { block_type_id: '$(type)', checksum: 'x' }],
]

const MALFORMED: readonly [string, Json][] = [
  ['null', null],
  ['a text', 'x'],
  ['a reference without a type', { a: { block_schema_checksum: 'x' } }],
  ['a reference without a checksum', { a: { block_type_slug: 'type-$(unique)' } }],
]

const read: Step = get('read', '/block_schemas/$(schema)')
const filter = (name: string, body: JsonObject): Step => post(name, '/block_schemas/filter', body)

const reference = (slug: string, checksum = 'sha256:nobody-$(unique)'): JsonObject => ({
  block_type_slug: slug,
  block_schema_checksum: checksum,
})

/** Schemas inside of schemas are made of definitions, so that what they are called makes their checksum. */
const child = (name: string, more: JsonObject = {}): JsonObject =>
  object(`${name}-$(unique)`, { v: { type: 'string' } }, { block_type_slug: `${name}-$(unique)`, ...more })

const nested = (references: JsonObject, properties: JsonObject, definitions: JsonObject): JsonObject =>
  object('Parent', properties, { block_schema_references: references, definitions })

const CHECKSUMS = [
  'checksum',
  'fields.block_schema_references.child.block_schema_checksum',
  'fields.block_schema_references.child[*].block_schema_checksum',
  'fields.block_schema_references.other.block_schema_checksum',
  'fields.definitions[*].block_schema_references.inner.block_schema_checksum',
]
/** What comes with a server is registered while it answers already. */
const REGISTERED = [{ at: 'status', equals: 200 }] as const
const MADE_AT_START = ['created', 'updated', 'block_type.created', 'block_type.updated'].map(
  (at) => `[*].${at}`,
)

const loosely = { vary: CHECKSUMS }

export const blockSchemas: Group = {
  name: 'block-schemas',
  about: 'Schemas of blocks: what their checksum is made of, and schemas inside of others.',
  setup: [
    createBlockType({}, { as: 'kind' }),
    ...['one', 'two', 'three'].map((name, i) =>
      createBlockSchema(
        { title: name },
        {
          as: name,
          type: 'kind',
          body: { version: `${name}-$(unique)`, capabilities: ['a', 'b', 'c'].slice(i) },
        },
      ),
    ),
  ],
  scenarios: [
    ...FIELDS.map(([name, fields]) =>
      scenario(`a schema with ${name}`, 'J4 J5 J6 J7', createBlockType(), createBlockSchema(fields), read, {
        ...createBlockSchema(fields),
        name: 'create it again',
        capture: {},
      }),
    ),
    scenario(
      'a schema without a version',
      'J5',
      createBlockType(),
      createBlockSchema(
        { title: '$(unique)' },
        { body: { version: undefined as never }, vary: ['checksum'] },
      ),
    ),
    scenario(
      'capabilities stay as they came',
      'J5 J8',
      createBlockType(),
      createBlockSchema({}, { body: { capabilities: ['z', 'a', 'z'] } }),
      read,
    ),
    scenario('numbers that only some languages tell apart', 'J4', createBlockType(), {
      ...post('create', '/block_schemas/'),
      text: '{"fields": {"n": [5.0, -0.0, 1e22, 1E-7, 123456789012345678901234567890, 0.10, 1e16, 100000.0e0]}, "block_type_id": "$(type)", "version": "v-$(unique)"}',
      vary: ['fields'],
    }),
    ...REFUSED.map(([name, body]) =>
      scenario(
        `a schema with ${name} is refused`,
        'J5 L2',
        createBlockType(),
        post('create', '/block_schemas/', body),
      ),
    ),
    ...MALFORMED.map(([name, references]) =>
      scenario(
        `a schema with ${name} as references is refused`,
        'J6',
        createBlockType(),
        createBlockSchema({ block_schema_references: references }, { capture: {} }),
      ),
    ),
    scenario(
      'a schema that holds an unknown type',
      'J6',
      createBlockType(),
      createBlockSchema({ block_schema_references: { a: reference('none-$(unique)') } }, { capture: {} }),
    ),
    scenario(
      'a schema that holds what nobody defined',
      'J6',
      createBlockType(),
      createBlockSchema({ block_schema_references: { a: reference('type-$(unique)') } }, { capture: {} }),
      createBlockSchema(nested({ child: reference('type-$(unique)') }, { child: at('B') }, { A: text }), {
        capture: {},
        as: 'another',
      }),
    ),
    scenario(
      'a schema that holds another',
      'J6 J7',
      createBlockType(),
      createBlockType({}, { as: 'inside' }),
      createBlockSchema(
        nested({ child: reference('inside-$(unique)') }, { child: at('A') }, { A: child('inside'), T: text }),
        loosely,
      ),
      { ...read, ...loosely },
      post(
        'read what came along',
        '/block_schemas/filter',
        { block_schemas: { block_type_id: { any_: ['$(inside)'] } } },
        { vary: ['[*].checksum'] },
      ),
    ),
    scenario(
      'a schema that holds one that was there',
      'J6 J7',
      createBlockType(),
      createBlockType({}, { as: 'inside' }),
      {
        ...createBlockSchema(child('inside'), { as: 'first', type: 'inside', vary: ['checksum'] }),
        capture: { first: 'id', checksum: 'checksum' },
      },
      createBlockSchema(
        nested(
          { child: reference('inside-$(unique)', '$(checksum)') },
          { child: at('A') },
          { A: child('inside') },
        ),
        loosely,
      ),
      { ...read, ...loosely },
      remove('delete the inner one', '/block_schemas/$(first)'),
      { ...read, ...loosely, name: 'read it again' },
    ),
    scenario(
      'a schema that holds one of two',
      'J6 J7',
      createBlockType(),
      createBlockType({}, { as: 'left' }),
      createBlockType({}, { as: 'right' }),
      createBlockSchema(
        nested(
          { child: [reference('left-$(unique)'), reference('right-$(unique)', 'sha256:right-$(unique)')] },
          { child: { anyOf: [at('L'), at('R')] } },
          { L: child('left'), R: child('right') },
        ),
        loosely,
      ),
      {
        ...read,
        ...loosely,
        lists: [{ at: 'fields.block_schema_references.child', by: 'block_type_slug' }],
      },
    ),
    scenario(
      'a schema that holds one that holds another',
      'J6 J7',
      createBlockType(),
      createBlockType({}, { as: 'middle' }),
      createBlockType({}, { as: 'inside' }),
      createBlockSchema(
        nested(
          {
            child: reference('middle-$(unique)'),
            other: reference('inside-$(unique)', 'sha256:inner-$(unique)'),
          },
          { child: at('M'), other: at('I') },
          {
            M: child('middle', {
              properties: { inner: at('I') },
              block_schema_references: { inner: reference('inside-$(unique)', 'sha256:inner-$(unique)') },
            }),
            I: child('inside'),
          },
        ),
        loosely,
      ),
      { ...read, ...loosely },
    ),
    scenario(
      'a schema is found by its checksum',
      'J7',
      createBlockType(),
      {
        ...createBlockSchema({ title: '$(unique)' }, { vary: ['checksum'] }),
        capture: { schema: 'id', checksum: 'checksum' },
      },
      createBlockSchema(
        { title: '$(unique)' },
        { as: 'newer', body: { version: 'w-$(unique)' }, vary: ['checksum'] },
      ),
      get('the newest', '/block_schemas/checksum/$(checksum)', { vary: ['checksum'] }),
      get('of a version', '/block_schemas/checksum/$(checksum)?version=v-$(unique)', { vary: ['checksum'] }),
      get('of no version', '/block_schemas/checksum/$(checksum)?version='),
      get('of an unknown version', '/block_schemas/checksum/$(checksum)?version=x'),
      get('unknown', '/block_schemas/checksum/none'),
    ),
    scenario(
      'all that blocks can do',
      'J8',
      createBlockType(),
      createBlockSchema({}, { body: { capabilities: ['can-$(unique)', 'can-$(unique)'] } }),
      get('read', '/block_capabilities/', { vary: [''] }),
    ),
    scenario(
      'a schema is deleted',
      'J7',
      createBlockType(),
      createBlockSchema(plain),
      remove('delete', '/block_schemas/$(schema)'),
      read,
      remove('delete again', '/block_schemas/$(schema)'),
    ),
    scenario(
      'a schema that is not there',
      'J7 L4',
      get('read', `/block_schemas/${UNKNOWN}`),
      remove('delete', `/block_schemas/${UNKNOWN}`),
      get('read what is no id', '/block_schemas/none'),
    ),
    scenario(
      'schemas of protected types stay',
      'J7',
      get('read the type', '/block_types/slug/secret', {
        capture: { secret: 'id' },
        until: REGISTERED,
        vary: ['created', 'updated'],
      }),
      post(
        'read its schema',
        '/block_schemas/filter',
        { block_schemas: { block_type_id: { any_: ['$(secret)'] } } },
        {
          capture: { protected: '[0].id' },
          vary: MADE_AT_START,
        },
      ),
      remove('delete', '/block_schemas/$(protected)'),
    ),
    ...[
      'aws-credentials',
      'custom-webhook',
      'dbt-cli-profile',
      'gcs-bucket',
      'local-file-system',
      's3-bucket',
      'slack-webhook',
      'snowflake-connector',
      'webhook',
    ].map((slug) =>
      scenario(
        `what comes with the server: ${slug}`,
        'J3 J4 J7',
        get('read the type', `/block_types/slug/${slug}`, {
          capture: { type: 'id' },
          until: REGISTERED,
          vary: ['created', 'updated'],
        }),
        post(
          'read its schemas',
          '/block_schemas/filter',
          { block_schemas: { block_type_id: { any_: ['$(type)'] } } },
          {
            vary: MADE_AT_START,
            lists: [
              { at: '', by: 'checksum' },
              { at: '[*].capabilities' },
              { at: '[*].fields.block_schema_references.credentials', by: 'block_type_slug' },
              { at: '[*].fields.block_schema_references.target_configs', by: 'block_type_slug' },
              { at: '[*].fields.definitions[*].block_schema_references.credentials', by: 'block_type_slug' },
            ],
          },
        ),
      ),
    ),
    scenario(
      'schemas are found',
      'D1 J7',
      filter('of a type', { block_schemas: { block_type_id: { any_: ['$(kind)'] } } }),
      filter('a page', { block_schemas: { block_type_id: { any_: ['$(kind)'] } }, limit: 1, offset: 1 }),
      filter('by ids', { block_schemas: { id: { any_: ['$(one)', '$(three)'] } } }),
      filter('by versions', { block_schemas: { version: { any_: ['two-$(setup)'] } } }),
      filter('by what blocks can do', {
        block_schemas: { block_type_id: { any_: ['$(kind)'] }, block_capabilities: { all_: ['c', 'b'] } },
      }),
      filter('by either', {
        block_schemas: {
          operator: 'or_',
          id: { any_: ['$(one)'] },
          version: { any_: ['two-$(setup)'] },
        },
      }),
      filter('by nothing', { block_schemas: { id: { any_: [] } } }),
    ),
    scenario(
      'bad questions for schemas',
      'L2',
      filter('a limit too high', { limit: 201 }),
      filter('a negative offset', { offset: -1 }),
      filter('an unknown key', { block_schemas: { color: {} } }),
      filter('an id that is none', { block_schemas: { id: { any_: ['x'] } } }),
    ),
  ],
}
