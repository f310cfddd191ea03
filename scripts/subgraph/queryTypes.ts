import {
  buildASTSchema,
  type DocumentNode,
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  type TypeNode,
} from "graphql";

// TypeScript for the queries, from the entities of the schema: what graph-node makes of them (lists, filters, orders)
// follows rules, and of these only the names of root fields matter for the type of an answer.

/** What graph-node knows besides the entities. */
const BUILT_IN = `
  scalar Int8
  scalar BigInt
  scalar BigDecimal
  scalar Bytes
  directive @entity(immutable: Boolean) on OBJECT
  directive @derivedFrom(field: String!) on FIELD_DEFINITION
  type _Block_ { number: Int! hash: Bytes timestamp: Int }
  type _Meta_ { block: _Block_! deployment: String! hasIndexingErrors: Boolean! }
`;

/** JSON has no integers beyond 2^53, so all large numbers come as text. */
const SCALARS: Readonly<Record<string, string>> = {
  Boolean: "boolean",
  Int: "number",
  Float: "number",
};

export function readSchema(entities: string): GraphQLSchema {
  return buildASTSchema(parse(`${BUILT_IN}\n${entities}`), { assumeValid: true });
}

/** A module with a query's text, and the types of its variables and of its answer. */
export function queryModule(file: string, text: string, schema: GraphQLSchema): string {
  const operation = onlyOperation(file, parse(text));
  const name = operation.name?.value ?? file;
  const variables = (operation.variableDefinitions ?? []).map(
    ({ variable, type }) => `readonly ${variable.name.value}: ${inputType(type)};`,
  );
  return `// Generated from subgraph/queries/${file}.graphql by \`npm run subgraph:queries\`. Not to be edited.

import type { Query } from "./query.ts";

export interface ${name}Variables {
${variables.join("\n")}
}

export interface ${name}Answer {
${rootFields(operation.selectionSet, schema).join("\n")}
}

export const ${file}: Query<${name}Variables, ${name}Answer> = {
  text: \`${text.trim().replaceAll("`", "\\`").replaceAll("${", "\\${")}\`,
};
`;
}

function onlyOperation(file: string, document: DocumentNode): OperationDefinitionNode {
  const [first, second] = document.definitions;
  if (first?.kind === Kind.OPERATION_DEFINITION && second === undefined) return first;
  throw new Error(`${file}.graphql must hold one query and nothing else`);
}

function rootFields(selections: SelectionSetNode, schema: GraphQLSchema): string[] {
  return fieldsOf(selections).map((field) => {
    const asked = field.name.value;
    const { type, many } = rootType(asked, schema);
    const inner = objectType(type, field.selectionSet, schema);
    return `readonly ${field.alias?.value ?? asked}: ${many ? `readonly ${inner}[]` : `${inner} | null`};`;
  });
}

/** @example "farm" → one Farm, "farms" and "reservations" → many */
function rootType(field: string, schema: GraphQLSchema): { type: string; many: boolean } {
  if (field === "_meta") return { type: "_Meta_", many: false };
  for (const type of Object.keys(schema.getTypeMap())) {
    const one = type.charAt(0).toLowerCase() + type.slice(1);
    if (field === one) return { type, many: false };
    if ([`${one}s`, `${one}_collection`, one.replace(/y$/, "ies")].includes(field)) return { type, many: true };
  }
  throw new Error(`The schema has no entity for the field ${field}`);
}

function objectType(typeName: string, selections: SelectionSetNode | undefined, schema: GraphQLSchema): string {
  const type = schema.getType(typeName);
  if (!isObjectType(type) || selections === undefined) throw new Error(`${typeName} has no fields to select`);
  const known = type.getFields();
  const fields = fieldsOf(selections).map((field) => {
    const definition = known[field.name.value];
    if (definition === undefined) throw new Error(`${typeName} has no field ${field.name.value}`);
    return `readonly ${field.alias?.value ?? field.name.value}: ${outputType(definition.type, field, schema)};`;
  });
  return `{ ${fields.join(" ")} }`;
}

function outputType(type: GraphQLOutputType, field: FieldNode, schema: GraphQLSchema): string {
  if (!isNonNullType(type)) return `${present(type, field, schema)} | null`;
  return present(type.ofType, field, schema);
}

function present(type: GraphQLOutputType, field: FieldNode, schema: GraphQLSchema): string {
  if (isListType(type)) {
    const inner = outputType(type.ofType, field, schema);
    return `readonly ${inner.includes("|") && !inner.endsWith("}") ? `(${inner})` : inner}[]`;
  }
  if (isNonNullType(type)) return present(type.ofType, field, schema);
  if (isObjectType(type)) return objectType(type.name, field.selectionSet, schema);
  if (isEnumType(type))
    return type
      .getValues()
      .map(({ name }) => JSON.stringify(name))
      .join(" | ");
  return SCALARS[type.name] ?? "string";
}

function inputType(type: TypeNode): string {
  if (type.kind === Kind.NON_NULL_TYPE) return inputType(type.type);
  if (type.kind === Kind.LIST_TYPE) return `readonly ${inputType(type.type)}[]`;
  return SCALARS[type.name.value] ?? (type.name.value === "OrderDirection" ? '"asc" | "desc"' : "string");
}

function fieldsOf({ selections }: SelectionSetNode): FieldNode[] {
  return selections.map((selection) => {
    if (selection.kind === Kind.FIELD) return selection;
    throw new Error("Queries are written out: fragments are not read here.");
  });
}
