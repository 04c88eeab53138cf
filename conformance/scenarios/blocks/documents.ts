import type { Json, JsonObject } from '@reeve/wire'
import { type Group, type Step, scenario } from '../../framework/scenario.ts'
import { blockRef, createBlock, createBlockSchema, createBlockType } from '../../setup/blocks.ts'
import { get, patch, post, remove } from '../../setup/flow-runs.ts'
import { jobTemplates } from './job-templates.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'

const SECRETS: JsonObject = {
  title: 'Secrets',
  type: 'object',
  properties: { user: { type: 'string' }, password: { type: 'string' } },
  secret_fields: ['password', 'deep.token', 'all.*', 'some.inner.*'],
}

const read = get('read', '/block_documents/$(block)')
const readSecrets = get('read with secrets', '/block_documents/$(block)?include_secrets=true')
const change = (body: JsonObject, name = 'change'): Step => patch(name, '/block_documents/$(block)', body)
const filter = (name: string, body: JsonObject): Step => post(name, '/block_documents/filter', body)
const count = (name: string, body: JsonObject): Step => post(name, '/block_documents/count', body)

const DATA: readonly [string, JsonObject][] = [
  ['nothing', {}],
  [
    'every kind of value',
    { a: 1, b: 1.5, c: 'ä\u{1F40D}', d: null, e: [1, { x: null }], f: { g: {} }, h: true },
  ],
  ['a secret', { user: 'me', password: 'sekret' }],
  ['an empty secret', { password: '' }],
  ['a null secret', { password: null }],
  ['a number as secret', { password: 5 }],
  ['an object as secret', { password: { a: 'sekret', b: { c: 1 } } }],
  ['a list as secret', { password: ['a', 'b'] }],
  ['a secret further down', { deep: { token: 'sekret', other: 1 } }],
  [
    'secrets in everything below',
    { all: { a: 'x', b: { c: 1, d: null, e: [] } }, some: { a: 1, inner: { b: 2 } } },
  ],
  ['a text where secrets are below', { all: 'x', some: { inner: 'y' } }],
  ['keys with dots', { 'deep.token': 'x', deep: { 'token.x': 1 } }],
  ['what only looks secret', { password2: 'x', user: '********' }],
]

const REFUSED: readonly [string, JsonObject][] = [
  ['no name', { name: undefined as never }],
  ['a null name', { name: null }],
  ['an empty name', { name: '' }],
  ['a name in capitals', { name: 'Block' }],
  ['a name with a slash', { name: 'a/b' }],
  ['a name with an underscore', { name: 'a_b' }],
  ['no schema', { block_schema_id: undefined as never }],
  ['no type', { block_type_id: undefined as never }],
  ['an unknown schema', { block_schema_id: UNKNOWN }],
  ['an unknown type', { block_type_id: UNKNOWN }],
  ['a type that is none', { block_type_id: 'x' }],
  ['a text as data', { data: 'x' }],
  ['null as data', { data: null }],
  ['an unknown key', { color: 1 }],
]

const BAD_REFERENCES: readonly [string, Json][] = [
  ['that says nothing', {}],
  ['that says null', { block_document_id: null }],
  ['that is a text', '#/definitions/x'],
  ['to no id', { block_document_id: 'x' }],
  ['to a number', { block_document_id: 5 }],
  ['to an unknown block', { block_document_id: UNKNOWN }],
]

const CURRENT: JsonObject = {
  user: 'me',
  password: 'old',
  deep: { token: 'old', other: 1 },
  all: { a: 'old', b: { c: 'old' } },
}

const CHANGES: readonly [string, JsonObject][] = [
  ['nothing', {}],
  ['no data', { data: {} }],
  ['one value', { data: { user: 'you' } }],
  ['a new value', { data: { more: [1] } }],
  ['a secret', { data: { password: 'new' } }],
  ['a secret as it was shown', { data: { password: '********', user: 'you' } }],
  [
    'everything as it was shown',
    {
      data: {
        user: 'me',
        password: '********',
        deep: { token: '********', other: 2 },
        all: { a: '********', b: { c: 'new' } },
      },
    },
  ],
  ['a part of what is nested', { data: { deep: { other: 3 } } }],
  ['nothing in place of all', { merge_existing_data: false }],
  ['one value in place of all', { data: { user: 'you' }, merge_existing_data: false }],
  ['secrets as shown in place of all', { data: { password: '********' }, merge_existing_data: false }],
  ['a schema alone', { block_schema_id: '$(other)' }],
  ['an unknown schema alone', { block_schema_id: UNKNOWN }],
  ['data of another schema', { data: {}, block_schema_id: '$(other)' }],
  ['data of a schema of another type', { data: {}, block_schema_id: '$(foreign)' }],
  ['data of an unknown schema', { data: {}, block_schema_id: UNKNOWN }],
  ['data of its own schema', { data: {}, block_schema_id: '$(schema)' }],
  ['null as data', { data: null }],
  ['a name', { name: 'other' }],
  ['null for merging', { merge_existing_data: null }],
]

const chain = (length: number): Step[] =>
  Array.from({ length }, (_, i) => {
    const name = `link-${i}`
    const inner: JsonObject = i === 0 ? { end: true } : { next: blockRef(`link-${i - 1}`) }
    return { ...createBlock(inner, { as: name }), vary: i === 0 ? [] : ['*'] }
  })

export const blockDocuments: Group = {
  name: 'block-documents',
  about: 'Blocks: their data, the secrets and the blocks in it.',
  setup: [
    createBlockType(),
    createBlockType({}, { as: 'stranger' }),
    createBlockSchema(SECRETS, { body: { capabilities: ['read-path', 'write-path'] } }),
    createBlockSchema({ title: 'Other' }, { as: 'other' }),
    createBlockSchema({ title: 'Foreign' }, { as: 'foreign', type: 'stranger' }),
    createBlock({ user: 'a', password: 'x' }, { as: 'apple' }),
    createBlock({ user: 'b' }, { as: 'banana', schema: 'other' }),
    createBlock({ user: 'c' }, { as: 'cherry', type: 'stranger', schema: 'foreign' }),
    createBlock({}, { as: 'hidden', body: { is_anonymous: true } }),
  ],
  scenarios: [
    ...DATA.map(([name, data]) =>
      scenario(`a block with ${name}`, 'J9 J11 J12', createBlock(data), read, readSecrets),
    ),
    ...REFUSED.map(([name, body]) =>
      scenario(`a block with ${name} is refused`, 'J9 L2', createBlock({}, { body, capture: {} })),
    ),
    scenario('a name is taken once', 'J9', createBlock({}), {
      ...createBlock({}),
      name: 'create it again',
      capture: {},
    }),
    scenario(
      'a name is taken by each type',
      'J9',
      createBlock({}),
      createBlock({}, { as: 'twin', type: 'stranger', schema: 'foreign', body: { name: 'block-$(unique)' } }),
    ),
    scenario('a schema of another type', 'J9', createBlock({ x: 1 }, { schema: 'foreign' }), read),
    scenario(
      'an anonymous block',
      'J9 J15',
      createBlock({ x: 1 }, { body: { is_anonymous: true, name: undefined as never }, vary: ['name'] }),
      { ...read, vary: ['name'] },
    ),
    scenario(
      'an anonymous block with a name',
      'J9 J15',
      createBlock({ x: 1 }, { body: { is_anonymous: true } }),
      get('read by name', '/block_types/slug/type-$(setup)/block_documents/name/block-$(unique)'),
      filter('find', { block_documents: { id: { any_: ['$(block)'] } } }),
      filter('find it in truth', {
        block_documents: { id: { any_: ['$(block)'] }, is_anonymous: { eq_: true } },
      }),
      filter('find it either way', { block_documents: { id: { any_: ['$(block)'] }, is_anonymous: null } }),
      filter('find it whatever', { block_documents: { id: { any_: ['$(block)'] }, is_anonymous: {} } }),
    ),
    scenario(
      'a block in a block',
      'J10 J12',
      createBlock({ user: 'inner', password: 'inner sekret' }, { as: 'inner' }),
      createBlock({ password: 'sekret', user: 'outer', child: blockRef('inner') }),
      read,
      readSecrets,
    ),
    scenario(
      'a block that holds the same one twice',
      'J10',
      createBlock({ user: 'inner' }, { as: 'inner' }),
      createBlock({ left: blockRef('inner'), right: blockRef('inner') }),
      read,
    ),
    scenario(
      'a block in a block in a block',
      'J10',
      createBlock({ user: 'innermost' }, { as: 'innermost' }),
      createBlock({ child: blockRef('innermost') }, { as: 'inner' }),
      createBlock({ child: blockRef('inner'), direct: blockRef('innermost') }),
      read,
      remove('delete the innermost', '/block_documents/$(innermost)'),
      { ...read, name: 'read it without' },
    ),
    scenario(
      'a reference that is nested is data',
      'J10',
      createBlock({ list: [blockRef('apple')], deep: { child: blockRef('apple') } }),
      read,
    ),
    ...BAD_REFERENCES.map(([name, reference]) =>
      scenario(
        `a reference ${name} is refused`,
        'J10',
        createBlock({ child: { $ref: reference } }, { capture: {} }),
        get('read', '/block_types/slug/type-$(setup)/block_documents/name/block-$(unique)'),
      ),
    ),
    scenario('blocks as deep as they may be', 'J10', chain(51)),
    scenario('blocks deeper than they may be', 'J10', chain(51), {
      ...createBlock({ next: blockRef('link-50') }),
      capture: {},
    }),
    ...CHANGES.map(([name, body]) =>
      scenario(`a block is changed: ${name}`, 'J13', createBlock(CURRENT), change(body), readSecrets),
    ),
    scenario(
      'a secret that was never there stays as it was sent',
      'J13',
      createBlock({ user: 'me' }),
      change({ data: { password: '********' } }),
      readSecrets,
    ),
    scenario(
      'a block takes another one in',
      'J10 J13',
      createBlock({ user: 'outer' }),
      createBlock({ user: 'inner' }, { as: 'inner' }),
      change({ data: { child: blockRef('inner') } }),
      read,
      change({ data: { child: blockRef('inner'), user: 'changed' } }, 'change it beside'),
      { ...read, name: 'read it again' },
      change({ data: { child: blockRef('apple') } }, 'take another'),
      { ...read, name: 'read it with another' },
      change({ data: { child: 'a text' } }, 'take a text'),
      { ...read, name: 'read it with a text' },
    ),
    scenario(
      'blocks in a block are let go of where they are not sent again',
      'J13',
      createBlock({ user: 'inner' }, { as: 'inner' }),
      createBlock({ child: blockRef('inner'), user: 'outer' }),
      change({ data: { user: 'changed' } }),
      read,
    ),
    scenario(
      'a block cannot hold itself',
      'J10',
      createBlock({ user: 'outer' }),
      change({ data: { self: blockRef('block') } }),
      createBlock({ child: blockRef('block') }, { as: 'holder' }),
      createBlock({ child: blockRef('holder') }, { as: 'outermost' }),
      change({ data: { back: blockRef('outermost') } }, 'close the circle'),
      change({ data: { back: { $ref: {} } } }, 'refer to nothing'),
      change({ data: { back: { $ref: { block_document_id: UNKNOWN } } } }, 'refer to nobody'),
      read,
    ),
    scenario(
      'a block is deleted',
      'J14',
      createBlock({}),
      remove('delete', '/block_documents/$(block)'),
      read,
      remove('delete again', '/block_documents/$(block)'),
    ),
    scenario(
      'a block that is not there',
      'J13 J14 L4',
      get('read', `/block_documents/${UNKNOWN}`),
      patch('change', `/block_documents/${UNKNOWN}`, { data: {} }),
      remove('delete', `/block_documents/${UNKNOWN}`),
      get('read what is no id', '/block_documents/none'),
      get('read with nonsense', `/block_documents/${UNKNOWN}?include_secrets=perhaps`),
    ),
    scenario(
      'blocks are read through their type',
      'D21 J15',
      createBlockType({}, { as: 'own' }),
      createBlockSchema({}, { as: 'owns', type: 'own' }),
      createBlock({ x: 1 }, { as: 'second', type: 'own', schema: 'owns' }),
      createBlock({ x: 2 }, { as: 'first', type: 'own', schema: 'owns' }),
      createBlock({}, { as: 'unseen', type: 'own', schema: 'owns', body: { is_anonymous: true } }),
      get('of a type', '/block_types/slug/own-$(unique)/block_documents'),
      get('by name', '/block_types/slug/type-$(setup)/block_documents/name/apple-$(setup)'),
      get(
        'with secrets',
        '/block_types/slug/type-$(setup)/block_documents/name/apple-$(setup)?include_secrets=true',
      ),
      get('of another type', '/block_types/slug/stranger-$(setup)/block_documents/name/apple-$(setup)'),
      get('with nonsense', '/block_types/slug/own-$(unique)/block_documents?include_secrets=perhaps'),
    ),
    scenario(
      'blocks are found',
      'D1 D16 D17 J15',
      ...(
        [
          ['by part of a name', { block_documents: { name: { like_: '-$(setup)' } } }],
          ['by names', { block_documents: { name: { any_: ['apple-$(setup)', 'cherry-$(setup)'] } } }],
          ['by ids', { block_documents: { id: { any_: ['$(banana)', '$(hidden)'] } } }],
          [
            'by type',
            { block_documents: { block_type_id: { any_: ['$(stranger)'] }, name: { like_: '$(setup)' } } },
          ],
          [
            'by slug',
            {
              block_documents: { name: { like_: '$(setup)' } },
              block_types: { slug: { any_: ['type-$(setup)'] } },
            },
          ],
          [
            'by what they can do',
            {
              block_documents: { name: { like_: '$(setup)' } },
              block_schemas: { block_capabilities: { all_: ['write-path'] } },
            },
          ],
          [
            'by either',
            {
              block_documents: {
                operator: 'or_',
                is_anonymous: null,
                name: { any_: ['apple-$(setup)'] },
                id: { any_: ['$(cherry)'] },
              },
            },
          ],
          ['by nothing', { block_documents: { id: { any_: [] } } }],
        ] as [string, JsonObject][]
      ).flatMap(([name, body]) => [filter(name, body), count(`count ${name}`, body)]),
    ),
    scenario(
      'blocks in an order',
      'D17 J15',
      ...['NAME_ASC', 'NAME_DESC', 'BLOCK_TYPE_AND_NAME_ASC', null, 'NAME'].map((sort) =>
        filter(`by ${sort}`, { block_documents: { name: { like_: '$(setup)' } }, sort }),
      ),
      filter('a page', { block_documents: { name: { like_: '$(setup)' } }, limit: 1, offset: 1 }),
      filter('with secrets', { block_documents: { id: { any_: ['$(apple)'] } }, include_secrets: true }),
      filter('a limit too high', { limit: 201 }),
      filter('an id that is none', { block_documents: { id: { any_: ['x'] } } }),
      filter('an unknown key', { block_documents: { color: {} } }),
      count('count an unknown key', { block_documents: { color: {} } }),
      get('by name with nonsense', '/block_types/slug/x/block_documents/name/y?include_secrets=perhaps'),
    ),
    ...jobTemplates,
    scenario('a block keeps results', 'J28', createBlock({}), [
      { ...post('choose', '/admin/storage', { default_result_storage_block_id: '$(block)' }), method: 'PUT' },
      get('read the choice', '/admin/storage'),
      createBlock({}, { as: 'useless', schema: 'other' }),
      {
        ...post('choose a useless one', '/admin/storage', { default_result_storage_block_id: '$(useless)' }),
        method: 'PUT',
      },
      remove('delete another', '/block_documents/$(useless)'),
      get('read the choice again', '/admin/storage'),
      remove('delete', '/block_documents/$(block)'),
      get('read no choice', '/admin/storage'),
    ]),
  ],
}
