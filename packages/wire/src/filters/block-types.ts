import type { Static } from 'typebox'
import { AnyOf, Maybe, StrictModel } from '../schema.ts'
import Type from '../type.ts'

export const BlockTypeFilterName = StrictModel('BlockTypeFilterName', {
  like_: Maybe(Type.String()),
})
export type BlockTypeFilterName = Static<typeof BlockTypeFilterName>

export const BlockTypeFilterSlug = StrictModel('BlockTypeFilterSlug', {
  any_: AnyOf(Type.String()),
})
export type BlockTypeFilterSlug = Static<typeof BlockTypeFilterSlug>

export const BlockTypeFilter = StrictModel('BlockTypeFilter', {
  name: Maybe(BlockTypeFilterName),
  slug: Maybe(BlockTypeFilterSlug),
})
export type BlockTypeFilter = Static<typeof BlockTypeFilter>
