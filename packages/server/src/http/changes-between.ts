import { canonicalJson, type Json, type JsonObject } from '@wicketgate/core';

/**
 * What differs between two descriptions of a thing with the same fields, as an audit event says it.
 *
 * @returns `{ before, after }` by the field's name; empty where nothing differs
 */
export function changesBetween(before: JsonObject, after: JsonObject): Record<string, JsonObject> {
  const changes: Record<string, JsonObject> = {};
  for (const name of Object.keys(after)) {
    const [was, is] = [before[name] as Json, after[name] as Json];
    if (canonicalJson(was) !== canonicalJson(is)) changes[name] = { before: was, after: is };
  }
  return changes;
}
