import type { Static } from 'typebox'
import { VariableFilter, VariableSort } from '../filters/variables.ts'
import { Variable, VariableCreate, VariableUpdate } from '../resources/variables.ts'
import { route } from '../route.ts'
import { Default, IdParams, Limit, Maybe, NameParams, Offset } from '../schema.ts'
import Type from '../type.ts'

export const CountVariablesBody = Type.Object({
  variables: Maybe(VariableFilter),
})
export type CountVariablesBody = Static<typeof CountVariablesBody>

export const ReadVariablesBody = Type.Object({
  limit: Limit(),
  offset: Offset(),
  variables: Maybe(VariableFilter),
  sort: Default(VariableSort, 'NAME_ASC'),
})
export type ReadVariablesBody = Static<typeof ReadVariablesBody>

export const variableRoutes = {
  createVariable: route({
    name: 'create_variable',
    method: 'POST',
    path: '/variables/',
    tags: ['Variables'],
    summary: 'Create a variable',
    body: VariableCreate,
    success: 201,
    response: Variable,
  }),

  countVariables: route({
    name: 'count_variables',
    method: 'POST',
    path: '/variables/count',
    tags: ['Variables'],
    summary: 'Count variables',
    body: CountVariablesBody,
    bodyOptional: true,
    success: 200,
    response: Type.Integer(),
  }),

  readVariables: route({
    name: 'read_variables',
    method: 'POST',
    path: '/variables/filter',
    tags: ['Variables'],
    summary: 'Find variables',
    body: ReadVariablesBody,
    bodyOptional: true,
    success: 200,
    response: Type.Array(Variable),
  }),

  deleteVariableByName: route({
    name: 'delete_variable_by_name',
    method: 'DELETE',
    path: '/variables/name/{name}',
    tags: ['Variables'],
    summary: 'Delete a variable by its name',
    params: NameParams,
    success: 204,
  }),

  readVariableByName: route({
    name: 'read_variable_by_name',
    method: 'GET',
    path: '/variables/name/{name}',
    tags: ['Variables'],
    summary: 'Read a variable by its name',
    params: NameParams,
    success: 200,
    response: Variable,
  }),

  updateVariableByName: route({
    name: 'update_variable_by_name',
    method: 'PATCH',
    path: '/variables/name/{name}',
    tags: ['Variables'],
    summary: 'Change a variable by its name',
    params: NameParams,
    body: VariableUpdate,
    success: 204,
  }),

  deleteVariable: route({
    name: 'delete_variable',
    method: 'DELETE',
    path: '/variables/{id}',
    tags: ['Variables'],
    summary: 'Delete a variable',
    params: IdParams,
    success: 204,
  }),

  readVariable: route({
    name: 'read_variable',
    method: 'GET',
    path: '/variables/{id}',
    tags: ['Variables'],
    summary: 'Read a variable',
    params: IdParams,
    success: 200,
    response: Variable,
  }),

  updateVariable: route({
    name: 'update_variable',
    method: 'PATCH',
    path: '/variables/{id}',
    tags: ['Variables'],
    summary: 'Change a variable',
    params: IdParams,
    body: VariableUpdate,
    success: 204,
  }),
}
