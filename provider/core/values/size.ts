/** About how many bytes a value takes as JSON, without making the text; rather more than less. */
export function jsonBytes(value: unknown): number {
    if (typeof value === "string") {
        return Buffer.byteLength(value) + 2;
    }
    if (typeof value !== "object" || value === null) {
        return 8;
    }
    return Object.entries(value).reduce(
        (sum, [key, item]) => sum + (Array.isArray(value) ? 1 : Buffer.byteLength(key) + 4) + jsonBytes(item),
        2,
    );
}
