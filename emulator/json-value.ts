/** A JSON value. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** A JSON object. Optional keys read as `undefined`, which means the same as absent. */
export interface JsonObject {
    [key: string]: JsonValue | undefined;
}
